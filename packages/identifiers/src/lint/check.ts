import { firstOutside, isDigit } from '../characters.ts';
import { digitFor } from '../check-digit.ts';
import { checkPairOf } from '../check-pair.ts';
import { finding, type LintContext, type Linter } from './linter.ts';

/** The last digit is the mod-10 check digit of those before it. */
export const lintCheckDigit: Linter = text => {
  if (text.length === 0) return finding('tooShortForCheckDigit');
  const at = firstOutside(text, isDigit);
  if (at >= 0) return finding('nonDigitCharacter', at);
  return digitFor(text.slice(0, -1)) === text.slice(-1)
    ? undefined
    : finding('incorrectCheckDigit', text.length - 1);
};

/** The last two characters are the check pair of those before them. */
export const lintCheckPair: Linter = text => {
  if (text.length < 2) return finding('tooShortForCheckPair');
  const pair = checkPairOf(text.slice(0, -2));
  if (!pair.ok) return pair.error;
  return pair.value === text.slice(-2) ? undefined : finding('incorrectCheckPair', text.length - 2);
};

/** A company prefix has at least this many digits (GS1 General Specifications). */
const COMPANY_PREFIX_MIN = 4;

/**
 * Checks that a company prefix starts at `from`: four digits at least, and issued as far as the context can tell.
 */
export function lintCompanyPrefix(text: string, from: number, context: LintContext | undefined) {
  if (text.length < from + COMPANY_PREFIX_MIN) return finding('tooShortForKey');
  for (let index = from; index < from + COMPANY_PREFIX_MIN; index += 1) {
    if (!isDigit(text.charCodeAt(index))) return finding('invalidGcpPrefix', index);
  }
  const answer = context?.companyPrefix?.(text.slice(from));
  if (answer === 'unknown') return finding('invalidGcpPrefix', from);
  return answer === 'unavailable' ? finding('gcpDatasourceOffline', from) : undefined;
}

/** A company prefix starts the text. */
export const lintCompanyPrefixFirst: Linter = (text, context) => lintCompanyPrefix(text, 0, context);

/** A company prefix starts at the second character (after an indicator or extension digit). */
export const lintCompanyPrefixSecond: Linter = (text, context) => lintCompanyPrefix(text, 1, context);
