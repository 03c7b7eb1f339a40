import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Tx } from '../transaction.ts';
import type { Entry } from './reaction.ts';

/** How far the journal reaches. */
export async function headOfJournal({ database }: Context): Promise<number> {
  const { rows } = await database.pool.query<{ seq: number }>({
    name: 'journal-head',
    text: 'select seq from journal_head',
  });
  return rows[0]?.seq ?? 0;
}

/** Up to where the journal holds something that this reaction has not seen; undefined when it has seen all. */
export async function waitingUpTo(
  { database }: Context,
  name: string,
  kinds: readonly string[],
): Promise<number | undefined> {
  const { rows } = await database.pool.query<{ last: number | null }>({
    name: 'journal-waiting',
    text: `select max(j.seq) as last from unnest($2::text[]) as k(kind)
             cross join lateral (select seq from journal where kind = k.kind order by seq desc limit 1) j
            where j.seq > coalesce((select seq from reaction_cursor where name = $1), 0)`,
    values: [name, kinds],
  });
  return rows[0]?.last ?? undefined;
}

/** Takes the position of a reaction until the end of the transaction; undefined while another process has it. */
export async function takePosition(tx: Tx, name: string): Promise<number | undefined> {
  await sql`insert into reaction_cursor (name, seq) values (${name}, 0) on conflict do nothing`.execute(
    tx.query,
  );
  const { rows } = await sql<{
    seq: number;
  }>`select seq from reaction_cursor where name = ${name} for update skip locked`.execute(tx.query);
  return rows[0]?.seq;
}

/** Moves a position on; never back. */
export async function movePosition(tx: Tx, name: string, seq: number): Promise<void> {
  await sql`insert into reaction_cursor (name, seq) values (${name}, ${seq})
            on conflict (name) do update set seq = excluded.seq where reaction_cursor.seq < excluded.seq`.execute(
    tx.query,
  );
}

/** Entries of these kinds behind a position, in order: each kind is read by its own stretch of the index. */
export async function entriesBehind(
  tx: Tx,
  kinds: readonly string[],
  after: number,
  limit: number,
): Promise<readonly Entry[]> {
  const { rows } = await tx.client.query<Entry>({
    name: 'journal-behind',
    text: `select j.seq, j.at, j.actor, j.kind, j.facts from unnest($1::text[]) as k(kind)
             cross join lateral (select * from journal where kind = k.kind and seq > $2 order by seq limit $3) j
            order by j.seq limit $3`,
    values: [kinds, after, limit],
  });
  return rows;
}
