import { isDigit } from '../characters.ts';
import type { LinterCode } from '../problem.ts';
import { COUNTRY_LETTERS, COUNTRY_NUMBERS, CURRENCY_NUMBERS, PACKAGE_TYPES } from './code-lists.ts';
import { finding, type Linter } from './linter.ts';

function member(codes: ReadonlySet<string>, code: LinterCode): Linter {
  return text => (codes.has(text) ? undefined : finding(code));
}

/** A country's number (ISO 3166-1). */
export const lintCountryNumber: Linter = member(COUNTRY_NUMBERS, 'notIso3166');

/** A country's number, or 999 for several or unknown countries. */
export const lintCountryNumberOr999: Linter = text =>
  text === '999' || COUNTRY_NUMBERS.has(text) ? undefined : finding('notIso3166Or999');

/** A country's two letters (ISO 3166-1). */
export const lintCountryLetters: Linter = member(COUNTRY_LETTERS, 'notIso3166Alpha2');

/** A currency's number (ISO 4217). */
export const lintCurrency: Linter = member(CURRENCY_NUMBERS, 'notIso4217');

/** A package type (UN/ECE Recommendation 21 and GS1 additions). */
export const lintPackageType: Linter = member(PACKAGE_TYPES, 'invalidPackageType');

/** A kind of AIDC carrier: 01 to 10, or 80 to 99 for the parties' own use. */
export const lintMediaType: Linter = text => {
  const known = /^(?:0[1-9]|10|[89][0-9])$/.test(text);
  return known ? undefined : finding('invalidMediaType');
};

function isIbanCharacter(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 90);
}

/** An international bank account number (ISO 13616): characters, country, and mod-97 checksum of 1. */
export const lintIban: Linter = text => {
  if (text.length <= 4) return finding('ibanTooShort');
  if (text.length > 34) return finding('ibanTooLong');
  for (let index = 0; index < text.length; index += 1) {
    if (!isIbanCharacter(text.charCodeAt(index))) return finding('invalidIbanCharacter', index);
  }
  if (!COUNTRY_LETTERS.has(text.slice(0, 2))) return finding('illegalIbanCountryCode');
  let remainder = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1 ? undefined : finding('incorrectIbanChecksum');
};
