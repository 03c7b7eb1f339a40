import { firstOutside, isCset39, isCset82, isDigit } from './characters.ts';
import { hasCheckDigit } from './check-digit.ts';

/** What a key identifies, for readers that do not care which standard key it is. */
export type EpcKind =
  | 'item'
  | 'lot'
  | 'class'
  | 'logisticUnit'
  | 'place'
  | 'party'
  | 'asset'
  | 'document'
  | 'other';

/** What may follow the digits of a key inside the same value. */
export type KeyTail = 'none' | 'digits' | 'cset82' | 'cset39';

/** A primary key of GS1 Digital Link as the canonical form needs it (Digital Link URI Syntax). */
export interface LinkKey {
  readonly ai: string;
  /** Convenience name of the key in older links. */
  readonly name?: string;
  /** Digits that the value starts with; 0 when it is alphanumeric throughout. */
  readonly digits: number;
  /** `[from, to)` of the digits that end in a mod-10 check digit. */
  readonly checked?: readonly [number, number];
  readonly tail: KeyTail;
  readonly tailMax: number;
  /** Qualifier codes that may follow, in this order. */
  readonly qualifiers: readonly string[];
  readonly kind: EpcKind;
  /** Is it one of the keys of the constrained canonical form (EPCIS event hash)? */
  readonly constrained: boolean;
}

function key(
  ai: string,
  digits: number,
  kind: EpcKind,
  more: Partial<Omit<LinkKey, 'ai' | 'digits' | 'kind'>> = {},
): LinkKey {
  return { ai, digits, kind, tail: 'none', tailMax: 0, qualifiers: [], constrained: true, ...more };
}

const GTIN_QUALIFIERS = ['22', '10', '21'] as const;

/** Every primary key, by application identifier. */
export const LINK_KEYS: readonly LinkKey[] = [
  key('00', 18, 'logisticUnit', { name: 'sscc', checked: [0, 18] }),
  key('01', 14, 'class', { name: 'gtin', checked: [0, 14], qualifiers: [...GTIN_QUALIFIERS, '235'] }),
  key('253', 13, 'document', { name: 'gdti', checked: [0, 13], tail: 'cset82', tailMax: 17 }),
  key('255', 13, 'document', { name: 'gcn', checked: [0, 13], tail: 'digits', tailMax: 12 }),
  key('401', 0, 'other', { name: 'ginc', tail: 'cset82', tailMax: 30 }),
  key('402', 17, 'other', { name: 'gsin', checked: [0, 17] }),
  key('414', 13, 'place', { name: 'gln', checked: [0, 13], qualifiers: ['254', '7040'] }),
  key('415', 13, 'document', { name: 'payTo', checked: [0, 13], qualifiers: ['8020'], constrained: false }),
  key('417', 13, 'party', { name: 'party', checked: [0, 13], qualifiers: ['7040'] }),
  key('8003', 14, 'asset', { name: 'grai', checked: [1, 14], tail: 'cset82', tailMax: 16 }),
  key('8004', 0, 'asset', { name: 'giai', tail: 'cset82', tailMax: 30, qualifiers: ['7040'] }),
  key('8006', 18, 'class', { name: 'itip', checked: [0, 14], qualifiers: GTIN_QUALIFIERS }),
  key('8010', 0, 'class', { name: 'cpid', tail: 'cset39', tailMax: 30, qualifiers: ['8011'] }),
  key('8013', 0, 'class', { name: 'gmn', tail: 'cset82', tailMax: 25, constrained: false }),
  key('8017', 18, 'party', { name: 'gsrnp', checked: [0, 18], qualifiers: ['8019'] }),
  key('8018', 18, 'party', { name: 'gsrn', checked: [0, 18], qualifiers: ['8019'] }),
];

const byPathName = new Map<string, LinkKey>();
for (const each of LINK_KEYS) {
  byPathName.set(each.ai, each);
  if (each.name !== undefined) byPathName.set(each.name, each);
}

/** The key that a path segment names, by code or by convenience name. */
export function linkKeyNamed(segment: string): LinkKey | undefined {
  return byPathName.get(segment);
}

/** A qualifier's value: its longest length, and whether only digits are allowed. */
interface QualifierRule {
  readonly max: number;
  readonly digitsOnly: boolean;
}

const QUALIFIERS: Readonly<Record<string, QualifierRule>> = {
  '22': { max: 20, digitsOnly: false },
  '10': { max: 20, digitsOnly: false },
  '21': { max: 20, digitsOnly: false },
  '235': { max: 28, digitsOnly: false },
  '254': { max: 20, digitsOnly: false },
  '7040': { max: 4, digitsOnly: false },
  '8011': { max: 12, digitsOnly: true },
  '8019': { max: 10, digitsOnly: true },
  '8020': { max: 25, digitsOnly: false },
};

const QUALIFIER_NAMES: ReadonlyMap<string, string> = new Map([
  ['cpv', '22'],
  ['lot', '10'],
  ['ser', '21'],
  ['glnx', '254'],
  ['cpsn', '8011'],
  ['srin', '8019'],
  ['refNo', '8020'],
]);

/** The qualifier's code that a path segment names, by code or by convenience name. */
export function qualifierNamed(segment: string): string | undefined {
  return Object.hasOwn(QUALIFIERS, segment) ? segment : QUALIFIER_NAMES.get(segment);
}

/** Does the value fit the qualifier: length, and GS1 character set 82 or digits? */
export function fitsQualifier(ai: string, value: string): boolean {
  const rule = QUALIFIERS[ai];
  if (rule === undefined || value.length === 0 || value.length > rule.max) return false;
  return firstOutside(value, rule.digitsOnly ? isDigit : isCset82) < 0;
}

/** Does the value fit the key, check digits aside? A GTIN must have its 14 digits by now. */
export function fitsKey(rule: LinkKey, value: string): boolean {
  const { digits, tail, tailMax } = rule;
  if (value.length < digits || value.length > digits + tailMax) return false;
  // a key without a numeric part still starts with its company prefix, of four digits at least
  const leading = digits === 0 ? 4 : digits;
  if (value.length < leading || (digits === 0 && value.length === leading)) return false;
  for (let index = 0; index < leading; index += 1) if (!isDigit(value.charCodeAt(index))) return false;
  switch (tail) {
    case 'none':
      return true;
    case 'digits':
      return firstOutside(value, isDigit, digits) < 0;
    case 'cset82':
      return firstOutside(value, isCset82, digits) < 0;
    case 'cset39':
      return firstOutside(value, isCset39, digits) < 0;
  }
}

/** Is the key's check digit right (a key without one always is)? */
export function keyChecks(rule: LinkKey, value: string): boolean {
  return rule.checked === undefined || hasCheckDigit(value, rule.checked[0], rule.checked[1]);
}

/** A GTIN of 8, 12 or 13 digits as 14 digits; any other text unchanged. */
export function padGtin(value: string): string {
  const { length } = value;
  return length === 13 || length === 12 || length === 8 ? value.padStart(14, '0') : value;
}
