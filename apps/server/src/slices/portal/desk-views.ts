import type { Database } from '../../kernel/db/database.ts';
import { LOT_KINDS } from '../trace/api.ts';

/** How many of these lots are single, serial-numbered items. */
export async function readItemCount(database: Database, lots: Uint32Array): Promise<number> {
  if (lots.length === 0) return 0;
  const { rows } = await database.pool.query<{ items: number }>(
    `select count(*)::int as items from lot where kind = ${LOT_KINDS.item} and id = any('{${lots.join()}}'::bigint[])`,
  );
  return rows[0]?.items ?? 0;
}
