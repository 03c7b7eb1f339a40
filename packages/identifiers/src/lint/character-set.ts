import { firstOutside, isCset39, isCset64, isCset82, isDigit } from '../characters.ts';
import { isEscape } from '../percent-encoding.ts';
import type { LinterCode } from '../problem.ts';
import { finding, type Linter } from './linter.ts';

function only(holds: (code: number) => boolean, code: LinterCode): Linter {
  return text => {
    const at = firstOutside(text, holds);
    return at < 0 ? undefined : finding(code, at);
  };
}

/** Digits only (component type N). */
export const lintDigits: Linter = only(isDigit, 'nonDigitCharacter');

/** GS1 character set 82 only (component type X). */
export const lintCset82: Linter = only(isCset82, 'invalidCset82Character');

/** GS1 character set 39 only (component type Y). */
export const lintCset39: Linter = only(isCset39, 'invalidCset39Character');

/**
 * File-safe base64 only (component type Z). Padding, when there is any, is one or two `=` at the end that round
 * the length up to a multiple of three.
 */
export const lintCset64: Linter = text => {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 61) end -= 1;
  const at = firstOutside(text.slice(0, end), isCset64);
  if (at >= 0) return finding('invalidCset64Character', at);
  const padding = text.length - end;
  if (padding === 0) return undefined;
  return padding > 2 || text.length % 3 !== 0 ? finding('invalidCset64Padding', end) : undefined;
};

/** At least one character that is no digit. */
export const lintHasNonDigit: Linter = text =>
  firstOutside(text, isDigit) < 0 ? finding('requiresNonDigitCharacter') : undefined;

/** Every `%` starts a well-formed percent-encoded byte. */
export const lintPercentEncoding: Linter = text => {
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 3)) {
    if (!isEscape(text, at)) return finding('invalidPercentSequence', at);
  }
  return undefined;
};

/** Exactly a hyphen, the sign of a temperature below zero. */
export const lintHyphen: Linter = text => (text === '-' ? undefined : finding('notHyphen'));

/** One character of the alphabet in which an importer is numbered (EU 2018/574). */
export const lintImporterIndex: Linter = text => {
  if (text.length !== 1) return finding('importerIdxMustBeOneCharacter');
  return isCset64(text.charCodeAt(0)) ? undefined : finding('invalidImportIdxCharacter');
};
