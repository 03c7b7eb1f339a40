import type { Database } from '../../../kernel/db/database.ts';
import { custodyAsOf } from './custody-as-of.ts';
import { amountsTold } from './custody-views.ts';
import type { CustodyColumns } from './lineage.ts';

/** Later than any event: what holds then holds now. In ms. */
const ALWAYS = Date.UTC(9999, 0, 1);

/** Where a few lots are now, and how much was made of them, by SQL: while the graph is not there yet. */
export async function custodyBySql(database: Database, lots: Uint32Array): Promise<CustodyColumns> {
  const [custody, amounts] = await Promise.all([
    custodyAsOf(database, lots, ALWAYS),
    amountsTold(database, [...lots]),
  ]);
  return {
    ...custody,
    made: Float64Array.from(lots, (_, at) => amounts.sumOf(at)),
    unit: Int32Array.from(lots, (_, at) => amounts.unitOf(at)),
    told: Uint8Array.from(lots, (_, at) => (amounts.isTold(at) ? 1 : 0)),
  };
}
