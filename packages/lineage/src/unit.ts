import type { Decimal } from './decimal.ts';

/** What a unit measures. Units of different quantities are never converted into one another. */
export type QuantityKind = 'mass' | 'volume' | 'count' | 'length' | 'area';

/** A unit and how many base units it is: kilogram, litre, piece, metre, square metre. */
export interface Unit {
  readonly kind: QuantityKind;
  /** The UN/ECE code of the base unit, in which sums are told. */
  readonly base: string;
  readonly factor: Decimal;
}

const exactly = (units: bigint, scale = 0): Decimal => ({ units, scale });
const mass = (factor: Decimal): Unit => ({ kind: 'mass', base: 'KGM', factor });
const volume = (factor: Decimal): Unit => ({ kind: 'volume', base: 'LTR', factor });
const count = (factor: Decimal): Unit => ({ kind: 'count', base: 'C62', factor });
const length = (factor: Decimal): Unit => ({ kind: 'length', base: 'MTR', factor });
const area = (factor: Decimal): Unit => ({ kind: 'area', base: 'MTK', factor });

/** UN/ECE Recommendation 20 codes whose conversion is exact. */
const UNITS: Readonly<Record<string, Unit>> = {
  KGM: mass(exactly(1n)),
  GRM: mass(exactly(1n, 3)),
  MGM: mass(exactly(1n, 6)),
  MC: mass(exactly(1n, 9)),
  HGM: mass(exactly(1n, 1)),
  DTN: mass(exactly(100n)),
  TNE: mass(exactly(1000n)),
  KTN: mass(exactly(1_000_000n)),
  LBR: mass(exactly(45_359_237n, 8)),
  ONZ: mass(exactly(28_349_523_125n, 12)),
  LTR: volume(exactly(1n)),
  MLT: volume(exactly(1n, 3)),
  CLT: volume(exactly(1n, 2)),
  DLT: volume(exactly(1n, 1)),
  HLT: volume(exactly(100n)),
  MTQ: volume(exactly(1000n)),
  DMQ: volume(exactly(1n)),
  CMQ: volume(exactly(1n, 3)),
  C62: count(exactly(1n)),
  EA: count(exactly(1n)),
  H87: count(exactly(1n)),
  NAR: count(exactly(1n)),
  PR: count(exactly(2n)),
  DZN: count(exactly(12n)),
  CEN: count(exactly(100n)),
  MIL: count(exactly(1000n)),
  MTR: length(exactly(1n)),
  MMT: length(exactly(1n, 3)),
  CMT: length(exactly(1n, 2)),
  DMT: length(exactly(1n, 1)),
  KMT: length(exactly(1000n)),
  MTK: area(exactly(1n)),
  CMK: area(exactly(1n, 4)),
  DMK: area(exactly(1n, 2)),
  ARE: area(exactly(100n)),
  HAR: area(exactly(10_000n)),
  KMK: area(exactly(1_000_000n)),
};

/**
 * The unit of a code. A quantity without unit counts pieces (EPCIS 2.0 §7.3.3.3: no uom = count of instances).
 * A code that is not known is a quantity of its own: it can be added to itself only.
 */
export function unitOf(code: string | null): Unit | { readonly kind: 'unknown'; readonly base: string } {
  if (code === null || code === '') return UNITS.C62!;
  return Object.hasOwn(UNITS, code) ? UNITS[code]! : { kind: 'unknown', base: code };
}
