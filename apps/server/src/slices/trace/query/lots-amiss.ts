import { uncoveredLots } from '@pinxin/lineage/cover';
import type { Moment } from '../../../kernel/db/one-moment.ts';
import { type MadeRow, madeRows, type ShippedRow, shippedRows } from './made-views.ts';
import { massOf, placesOfLots } from './mass-made.ts';
import { waysBack } from './way-views.ts';

/** Whose packs, of which products, against whose harvest; `from` and `until` bound when a lot that is told of left. */
export interface BrandQuestion {
  readonly user: number;
  readonly growers: readonly number[];
  readonly gtins: readonly string[];
  readonly from: Date;
  readonly until: Date;
  /** Beginning of the division code of the producing area. */
  readonly area?: string;
}

/**
 * A lot that its harvests do not answer for. `noHarvest`: none on its way back; `moreThanHarvest`: more than all of them
 * gave; `sharedHarvest`: together with other lots on the same harvests.
 */
export interface LotAmiss {
  readonly lot: number;
  readonly uri: string;
  readonly reason: 'noHarvest' | 'moreThanHarvest' | 'sharedHarvest';
  readonly outG: number;
  readonly harvestG: number;
  /** What was left for nothing when its turn came, in the order in which lots left; less than a gram counts as one. */
  readonly shortG: number;
}

const BEGINNING = new Date(0);

/**
 * 按批次的物料平衡: lots that left under a brand and are not answered for by harvests on their way back, each kilogram of
 * which is used once, in whatever season. A harvest that tells no mass answers for none. What went out is read first: what
 * is told meanwhile can only speak for a lot.
 */
export async function lotsAmiss(moment: Moment, question: BrandQuestion): Promise<readonly LotAmiss[]> {
  const { user, growers, gtins, from, until, area } = question;
  const sold = { parties: [user], gtins, from: BEGINNING, until };
  const outs = outsOf(await madeRows(moment, sold), await shippedRows(moment, sold));
  if (outs.length === 0) return [];
  const lots = outs.map(({ lot }) => lot);
  const ways = await waysBack(moment, lots);
  const known = [...new Set([...lots, ...ways.map(({ source }) => source)])];
  const within = { from: BEGINNING, until, ...(area === undefined ? {} : { area }) };
  const harvests = await madeRows(moment, { parties: growers, lots: known, ...within });
  const gave = new Map([...byLot(harvests)].map(([lot, rows]) => [lot, massOf(rows).milligrams]));
  const told = new Map(outs.map(out => [out.lot, out]));
  return uncoveredLots(outs, gave, ways).flatMap(({ lot, amount, given, short }) => {
    const out = told.get(lot);
    if (out === undefined || out.last < from) return [];
    const reason = given === undefined ? 'noHarvest' : amount > given ? 'moreThanHarvest' : 'sharedHarvest';
    const [outG, harvestG] = [Math.ceil(amount / 1000), Math.floor((given ?? 0) / 1000)];
    return [{ ...{ lot, uri: out.uri, reason, outG, harvestG }, shortG: Math.ceil(short / 1000) }];
  });
}

interface Out {
  readonly lot: number;
  readonly uri: string;
  readonly amount: number;
  readonly first: Date;
  readonly last: Date;
}

/** What left of each lot: packed or shipped, whichever is told to be more; who left first comes first. */
function outsOf(made: readonly MadeRow[], shipped: readonly ShippedRow[]): readonly Out[] {
  const packed = byLot(made);
  const places = placesOfLots(shipped);
  const outs = [...byLot([...made, ...shipped])].flatMap(([lot, rows]) => {
    const sent = [...(places.get(lot)?.values() ?? [])].map(each => massOf(each).milligrams);
    const times = rows.map(({ time }) => time.getTime());
    const amount = Math.max(massOf(packed.get(lot) ?? []).milligrams, ...sent);
    const uri = rows[0]?.lot ?? '';
    return [{ lot, uri, amount, first: new Date(Math.min(...times)), last: new Date(Math.max(...times)) }];
  });
  return outs.sort((a, b) => a.first.getTime() - b.first.getTime() || a.lot - b.lot);
}

function byLot<Row extends MadeRow>(rows: readonly Row[]): ReadonlyMap<number, readonly Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows) {
    const known = found.get(row.id);
    if (known === undefined) found.set(row.id, [row]);
    else known.push(row);
  }
  return found;
}
