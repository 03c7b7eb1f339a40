import { Kysely } from 'kysely';
import type pg from 'pg';
import type { Context } from './context.ts';
import { binaryArray } from './db/binary-array.ts';
import { type Step, type StepRows, sendTogether } from './db/pipeline.ts';
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
  /** Rows of what was sent together with `begin`. */
  readonly opened: readonly StepRows[];
  /** Keeps a statement for the end: it goes in one send with the journal and `commit`. Nobody reads its rows. */
  readonly last: (step: Step) => void;
}

const BEGIN: Step = { name: 'begin', text: 'begin' };
const COMMIT: Step = { name: 'commit', text: 'commit' };

/**
 * Runs `work` in one transaction: rows, jobs and journal entries are all there after it, or none is.
 * The journal's head row is locked last and until commit, so that journal numbers are gap-free and become
 * visible in order: whoever has read up to n has seen every commit up to n. `opening` is sent together with `begin`.
 */
export async function inTransaction<T>(
  ctx: Context,
  work: (tx: Tx) => Promise<T>,
  opening: readonly Step[] = [],
): Promise<T> {
  const client = await ctx.database.pool.connect();
  const entries: JournalEntry[] = [];
  const closing: Step[] = [];
  const at = ctx.clock.now();
  let broken: Error | undefined;
  try {
    const [, ...opened] = await sendTogether(client, [BEGIN, ...opening]);
    const query = new Kysely<Schema>({ dialect: transactionDialect(client) });
    const journal = (entry: JournalEntry) => void entries.push(entry);
    const last = (step: Step) => void closing.push(step);
    const result = await work({ query, client, at, journal, opened, last });
    if (entries.length > 0) closing.push(journalStep(at, entries));
    // One send: the journal's head is locked for no longer than the server needs for it and for the disk.
    await sendTogether(client, [...closing, COMMIT]);
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

function journalStep(at: Date, entries: readonly JournalEntry[]): Step {
  return {
    name: 'journal-append',
    text: `with head as (update journal_head set seq = seq + $1::int returning seq),
           entry as (select * from unnest($3::text[], $4::text[], $5::text[]) with ordinality as e(actor, kind, facts, n))
           insert into journal (seq, at, actor, kind, facts)
           select head.seq - $1::int + entry.n, $2, entry.actor, entry.kind, entry.facts::jsonb from head, entry`,
    values: [
      entries.length,
      at.toISOString(),
      ...[
        entries.map(({ actor }) => actor),
        entries.map(({ kind }) => kind),
        entries.map(({ facts }) => JSON.stringify(facts)),
      ].map(texts => binaryArray('text', texts)),
    ],
  };
}
