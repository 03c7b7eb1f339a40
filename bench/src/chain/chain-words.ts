import type pg from 'pg';
import type { ChainWords } from './load-chain.ts';

/** Makes the made-up party to whom the chain's events belong, and tells the numbers its rows use. */
export async function chainWords(pool: pg.Pool): Promise<ChainWords> {
  const { rows } = await pool.query<{ id: number }>(
    `insert into party (public_id, kind, name_zh, name_en, gs1_prefixes, is_demo, created_at)
     values ('pty_bench', 'enterprise', '演示测量企业', 'Demo bench enterprise', '{9520001}', true, now()) returning id`,
  );
  return {
    party: rows[0]!.id,
    lotKind: () => 1,
    eventType: { transformation: 5, aggregation: 2 },
    action: { none: 0, add: 1, delete: 3 },
  };
}
