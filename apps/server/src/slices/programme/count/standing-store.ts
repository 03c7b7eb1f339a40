import type { Standing } from '@pinxin/rules/standing';
import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { CountableStatement } from '../../statements/api.ts';

/** A statement with the days on which it stands. */
export interface Counted {
  readonly statement: CountableStatement;
  readonly standings: readonly Standing[];
}

/** Where the counts of these statements differ from before, they are written anew, and the tallies with them. */
export async function replaceStandings(tx: Tx, counted: readonly Counted[]): Promise<void> {
  const ids = counted.map(({ statement }) => statement.id);
  await sql`with gone as (delete from programme_standing where statement = any(${ids}::bigint[]) returning *)
    ${addToTally('gone', -1)}`.execute(tx.query);
  await insertStandings(tx, counted);
  await sql`with fresh as (select * from programme_standing where statement = any(${ids}::bigint[]))
    ${addToTally('fresh', 1)}`.execute(tx.query);
}

/** Writes standings of statements that have none; the tallies are left to the caller. */
export async function insertStandings(tx: Tx, counted: readonly Counted[]): Promise<void> {
  const rows = counted.flatMap(({ statement, standings }) =>
    standings.map(({ from, until, knownFrom }, piece) => ({
      ...{ statement: statement.id, piece, public_id: statement.publicId, scheme: statement.scheme ?? '' },
      ...{ kind: statement.kind, division: statement.division ?? '', from_day: from, until_day: until },
      ...{ known_from: knownFrom, is_new: piece === 0 && !statement.isCorrection },
      ...{ public_from: statement.publicFrom, public_to: statement.publicTo, products: statement.products },
      ...{ area_mu: statement.areaMu, output_tonnes: statement.outputTonnes },
    })),
  );
  if (rows.length === 0) return;
  await sql`insert into programme_standing select * from json_populate_recordset(null::programme_standing, ${JSON.stringify(rows)}::json)`.execute(
    tx.query,
  );
}

/** Throws the tallies away and adds all standings up again. */
export async function rebuildTally(tx: Tx): Promise<void> {
  await sql`truncate programme_tally`.execute(tx.query);
  await sql`with fresh as (select * from programme_standing) ${addToTally('fresh', 1)}`.execute(tx.query);
}

/** Throws all standings away. */
export async function clearStandings(tx: Tx): Promise<void> {
  await sql`truncate programme_standing`.execute(tx.query);
}

/** Fresh statistics after very many rows were written. */
export async function analyzeCounts({ pool }: Database): Promise<void> {
  await pool.query('vacuum analyze programme_standing, programme_tally');
}

/** Each standing is one more where it begins and one less where it ends; `known` begins when it was recorded. */
function addToTally(from: 'gone' | 'fresh', sign: 1 | -1) {
  const rows = sql.table(from);
  const factor = sql`(${sql.lit(sign)})`;
  return sql`
    , move as (
      select scheme, kind, division, from_day as on_day, ${factor} as stated, 0 as known, ${factor} * is_new::int as began,
             ${factor} * products as products, ${factor} * area_mu as area_mu, ${factor} * output_tonnes as output_tonnes from ${rows}
      union all
      select scheme, kind, division, until_day, -${factor}, 0, 0, -${factor} * products, -${factor} * area_mu, -${factor} * output_tonnes
        from ${rows} where until_day is not null
      union all
      select scheme, kind, division, known_from, 0, ${factor}, 0, 0, 0, 0 from ${rows} where known_from is distinct from until_day
      union all
      select scheme, kind, division, until_day, 0, -${factor}, 0, 0, 0, 0 from ${rows} where until_day is not null and known_from <> until_day
    ), daily as (
      select scheme, kind, division, on_day, sum(stated)::int as stated, sum(known)::int as known, sum(began)::int as began,
             sum(products)::int as products, sum(area_mu) as area_mu, sum(output_tonnes) as output_tonnes
        from move group by 1, 2, 3, 4
    ), grains as (
      select 'day' as grain, daily.* from daily
      union all
      select 'month', scheme, kind, division, date_trunc('month', on_day)::date, sum(stated)::int, sum(known)::int, sum(began)::int,
             sum(products)::int, sum(area_mu), sum(output_tonnes) from daily group by 2, 3, 4, 5
    )
    insert into programme_tally as t
    select grain, scheme, kind, division, on_day, stated, known, began, products, area_mu, output_tonnes from grains
     order by grain, scheme, on_day, division, kind
    on conflict (grain, scheme, on_day, division, kind) do update set
      stated = t.stated + excluded.stated, known = t.known + excluded.known, began = t.began + excluded.began,
      products = t.products + excluded.products, area_mu = t.area_mu + excluded.area_mu, output_tonnes = t.output_tonnes + excluded.output_tonnes`;
}

/** Takes the place in the journal until the end of the transaction; undefined while another process has it. */
export async function takePlace(tx: Tx): Promise<number | undefined> {
  const { rows } = await sql<{
    seq: number;
  }>`select seq from programme_counted for update skip locked`.execute(tx.query);
  return rows[0]?.seq;
}

/** Waits for the place in the journal. */
export async function waitForPlace(tx: Tx): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select seq from programme_counted for update`.execute(tx.query);
  return rows[0]!.seq;
}

/** Moves on in the journal. */
export async function movePlace(tx: Tx, seq: number): Promise<void> {
  await sql`update programme_counted set seq = ${seq}`.execute(tx.query);
}

/** How far the journal reaches. */
export async function journalHead(tx: Pick<Tx, 'query'>): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select seq from journal_head`.execute(tx.query);
  return rows[0]!.seq;
}

/** Statements that the journal tells of behind a place, and up to where was looked. */
export async function toldOf(
  tx: Tx,
  after: number,
  head: number,
  limit: number,
): Promise<{ readonly statements: readonly string[]; readonly upTo: number }> {
  const { rows } = await sql<{ seq: number; statement: string; supersedes: string | null }>`
    select seq, facts->>'statement' as statement, facts->>'supersedes' as supersedes from journal
     where kind in ('statement-issued', 'statement-changed') and seq > ${after} and seq <= ${head} order by seq limit ${limit}`.execute(
    tx.query,
  );
  const ids = rows.flatMap(({ statement, supersedes }) =>
    supersedes === null ? [statement] : [statement, supersedes],
  );
  return { statements: [...new Set(ids)], upTo: rows.length === limit ? rows.at(-1)!.seq : head };
}
