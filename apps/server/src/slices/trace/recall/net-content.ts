import { multiply, readDecimal, writeDecimal } from '@pinxin/lineage/decimal';

/** Words of units on packs and their UN/CEFACT codes. */
const UNITS: Readonly<Record<string, string>> = {
  kg: 'KGM',
  千克: 'KGM',
  公斤: 'KGM',
  KGM: 'KGM',
  g: 'GRM',
  克: 'GRM',
  GRM: 'GRM',
  L: 'LTR',
  l: 'LTR',
  升: 'LTR',
  LTR: 'LTR',
  mL: 'MLT',
  ml: 'MLT',
  毫升: 'MLT',
  MLT: 'MLT',
};
const PIECES: ReadonlySet<string> = new Set(['', 'C62', 'EA', 'H87', 'PCE']);

/**
 * 净含量: pieces of a product whose pack says how much is in it, as that much; anything else as it is. So that
 * kilograms that went in can be held against packs that came out.
 */
export function byContent(
  quantity: string | null,
  unit: string | null,
  netContent: string | null,
): { readonly quantity: string | null; readonly unit: string | null } {
  const content = /^\s*(\d+(?:\.\d+)?)\s*(\S+)\s*$/.exec(netContent ?? '');
  const code = content === null ? undefined : UNITS[content[2]!];
  if (quantity === null || code === undefined || !PIECES.has(unit ?? '')) return { quantity, unit };
  const pieces = readDecimal(quantity);
  const each = readDecimal(content![1]!);
  if (pieces === undefined || each === undefined) return { quantity, unit };
  return { quantity: writeDecimal(multiply(pieces, each)), unit: code };
}
