import { checkDigitOf } from '@pinxin/identifiers/check-digit';
import type { Chain, Level } from './chain-writer.ts';

/** Company prefix of made-up parties: 952 is set aside by GS1 for examples. */
export const PREFIX = '9520001';
const LINK = 'https://id.gs1.org';

const ITEM: Record<Exclude<Level, 'pallet' | 'shipment' | 'shopUnit'>, string> = {
  farmInput: '00001',
  seedling: '00002',
  harvest: '00003',
  pool: '00004',
  blend: '00005',
  case: '00006',
};

const LOGISTIC = { pallet: '1', shipment: '2', shopUnit: '3' } as const;

/** The canonical Digital Link URI of a chain's lot: GTIN + lot, GTIN + serial for cases, SSCC for containers. */
export function lotUri(level: Level, id: number): string {
  if (level === 'pallet' || level === 'shipment' || level === 'shopUnit') {
    return `${LINK}/00/${withCheckDigit(`${LOGISTIC[level]}${PREFIX}${String(id).padStart(9, '0')}`)}`;
  }
  const gtin = gtinOf(level);
  return level === 'case'
    ? `${LINK}/01/${gtin}/21/S2025-${String(id).padStart(9, '0')}`
    : `${LINK}/01/${gtin}/10/L2025-${String(id).padStart(9, '0')}`;
}

const GTINS = new Map(
  Object.entries(ITEM).map(([level, item]) => [level, withCheckDigit(`0${PREFIX}${item}`)]),
);

/** GTIN-14 of the made-up product of a level. */
export function gtinOf(level: keyof typeof ITEM): string {
  return GTINS.get(level)!;
}

/** Every lot of the chain in order of id, with its level. */
export function* chainLots(chain: Chain): Generator<{ id: number; level: Level; uri: string }> {
  for (const run of chain.runs) {
    for (let id = run.first; id < run.first + run.count; id++) {
      yield { id, level: run.level, uri: lotUri(run.level, id) };
    }
  }
}

function withCheckDigit(body: string): string {
  const digit = checkDigitOf(body);
  if (!digit.ok) throw new Error(`not digits: ${body}`);
  return body + digit.value;
}
