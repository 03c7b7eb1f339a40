/** How the text of one EPC URN scheme is laid out (GS1 EPC Tag Data Standard). */
export interface EpcScheme {
  readonly name: string;
  readonly ai: string;
  /** Company prefix and reference together, in digits; 0 when the reference is alphanumeric. */
  readonly digits: number;
  /** The reference's first digit goes before the company prefix (GTIN indicator, SSCC extension digit). */
  readonly leading: boolean;
  /** Digits put before the key in the Digital Link form. */
  readonly prefix: string;
  /** Does a check digit follow the digits in the Digital Link form? */
  readonly checkDigit: boolean;
  readonly serial: EpcSerial;
}

/** Where the serial goes: nowhere, into the key's own value, or into a qualifier. */
export type EpcSerial =
  | { readonly kind: 'none' }
  | { readonly kind: 'inKey'; readonly max: number; readonly digitsOnly: boolean }
  | { readonly kind: 'qualifier'; readonly ai: string; readonly max: number; readonly digitsOnly: boolean };

const NONE: EpcSerial = { kind: 'none' };

function qualifier(ai: string, max: number, digitsOnly = false): EpcSerial {
  return { kind: 'qualifier', ai, max, digitsOnly };
}

function inKey(max: number, digitsOnly: boolean): EpcSerial {
  return { kind: 'inKey', max, digitsOnly };
}

function scheme(name: string, ai: string, digits: number, serial: EpcSerial, more: Partial<EpcScheme> = {}) {
  return { name, ai, digits, serial, leading: false, prefix: '', checkDigit: true, ...more };
}

/** Longest alphanumeric reference together with the company prefix (GIAI, GINC, CPI). */
export const ALPHANUMERIC_KEY_MAX = 30;

const instanceSchemes: readonly EpcScheme[] = [
  scheme('sgtin', '01', 13, qualifier('21', 20), { leading: true }),
  scheme('upui', '01', 13, qualifier('235', 28), { leading: true }),
  scheme('itip', '8006', 13, qualifier('21', 20), { leading: true }),
  scheme('sscc', '00', 17, NONE, { leading: true }),
  scheme('sgln', '414', 12, qualifier('254', 20)),
  scheme('pgln', '417', 12, NONE),
  scheme('grai', '8003', 12, inKey(16, false), { prefix: '0' }),
  scheme('giai', '8004', 0, NONE, { checkDigit: false }),
  scheme('gsrn', '8018', 17, NONE),
  scheme('gsrnp', '8017', 17, NONE),
  scheme('gdti', '253', 12, inKey(17, false)),
  scheme('sgcn', '255', 12, inKey(12, true)),
  scheme('cpi', '8010', 0, qualifier('8011', 12, true), { checkDigit: false }),
  scheme('ginc', '401', 0, NONE, { checkDigit: false }),
  scheme('gsin', '402', 16, NONE),
];

const lotScheme = scheme('lgtin', '01', 13, qualifier('10', 20), { leading: true });

/** Schemes of `urn:epc:id:`. */
export const ID_SCHEMES: ReadonlyMap<string, EpcScheme> = new Map(
  instanceSchemes.map(each => [each.name, each]),
);

/** Schemes of `urn:epc:class:`. */
export const CLASS_SCHEMES: ReadonlyMap<string, EpcScheme> = new Map([['lgtin', lotScheme]]);

/** Schemes of `urn:epc:idpat:` whose pattern with `*` for the serial has a Digital Link form: the class. */
export const PATTERN_SCHEMES: ReadonlyMap<string, EpcScheme> = new Map(
  ['sgtin', 'upui', 'itip', 'grai', 'gdti', 'sgcn', 'cpi'].map(name => [
    name,
    ID_SCHEMES.get(name) as EpcScheme,
  ]),
);
