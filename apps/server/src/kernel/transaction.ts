import { Kysely } from 'kysely';
import type pg from 'pg';
import type { Context } from './context.ts';
import type { Schema } from './db/schema.ts';
import { transactionDialect } from './db/transaction-dialect.ts';

/** A fact for the journal: who did what. `facts` hold ids and numbers, never secrets or personal data. */
export interface JournalEntry {
  readonly actor: string;
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** One open transaction: the only way for a store to write. */
export interface Tx {
  readonly query: Kysely<Schema>;
  /** The connection itself, for COPY and hand-written SQL in stores. */
  readonly client: pg.PoolClient;
  readonly at: Date;
  /** Adds an entry; written at the end of this transaction, numbered in commit order. */
  readonly journal: (entry: JournalEntry) => void;
}

/**
 * Runs `work` in one transaction: rows, jobs and journal entries are all there after it, or none is.
 * The journal's head row is locked last and until commit, so that journal numbers are gap-free and become
 * visible in order: whoever has read up to n has seen every commit up to n.
 */
export async function inTransaction<T>(ctx: Context, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await ctx.database.pool.connect();
  const entries: JournalEntry[] = [];
  const at = ctx.clock.now();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const query = new Kysely<Schema>({ dialect: transactionDialect(client) });
    const result = await work({ query, client, at, journal: entry => void entries.push(entry) });
    if (entries.length > 0) await writeEntries(client, at, entries);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function writeEntries(
  client: pg.PoolClient,
  at: Date,
  entries: readonly JournalEntry[],
): Promise<void> {
  await client.query({
    name: 'journal-append',
    text: `with head as (update journal_head set seq = seq + $1::int returning seq),
           entry as (select * from unnest($3::text[], $4::text[], $5::text[]) with ordinality as e(actor, kind, facts, n))
           insert into journal (seq, at, actor, kind, facts)
           select head.seq - $1::int + entry.n, $2, entry.actor, entry.kind, entry.facts::jsonb from head, entry`,
    values: [
      entries.length,
      at,
      entries.map(entry => entry.actor),
      entries.map(entry => entry.kind),
      entries.map(entry => JSON.stringify(entry.facts)),
    ],
  });
}
