import type { Database } from '../../../kernel/db/database.ts';
import type { SuspectRow } from './suspect-views.ts';

/** Most that are told of, and how many of the newest events are looked at: what a whole region uses has very many. */
const MOST_TOLD = 100;
const MOST_LOOKED_AT = 1_000;

/** An event about a lot that its teller declared wrong (EPCIS 2.0 §7.4.1.2): it is on record and counts no more. */
export interface DeclaredWrong {
  /** Address of its record. */
  readonly record: string;
  /** Address of the declaration's record. */
  readonly declaration: string;
  /** When the declaration was made. */
  readonly declaredAt: string;
}

/** Events about these lots that were declared wrong, the newest first, among the last that were told of them. */
export async function declaredWrong(
  { pool }: Pick<Database, 'pool'>,
  suspects: readonly SuspectRow[],
): Promise<readonly DeclaredWrong[]> {
  const { rows } = await pool.query<{ hash: string; declaration: string; at: Date }>({
    name: 'declared-wrong',
    text: `select encode(e.hash, 'hex') as hash, encode(d.hash, 'hex') as declaration, v.declared_at as at
             from (select distinct event from (select event from event_lot where lot = any($1::bigint[])
                     order by event desc limit ${MOST_LOOKED_AT}) as newest) as told
             join event_void v on v.event = told.event
             join event e on e.id = v.event join event d on d.id = v.declared_by
            where e.declared_at is null order by v.event desc limit ${MOST_TOLD}`,
    values: [suspects.map(({ lot }) => lot)],
  });
  return rows.map(({ hash, declaration, at }) => ({
    record: `/records/event/${hash}`,
    declaration: `/records/event/${declaration}`,
    declaredAt: at.toISOString(),
  }));
}
