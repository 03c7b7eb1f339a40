import { type Database, openDatabase } from '@pinxin/server/kernel/db/database';
import { inTransaction } from '@pinxin/server/kernel/transaction';
import { saveParties } from '@pinxin/server/slices/parties/register/save-parties';
import { NO_FACTS } from '@pinxin/server/slices/parties/register/wished-facts';
import { contextOver } from '../subject/group-writer.ts';
import type { SyntheticParty } from './synthetic-parties.ts';

const CHUNK = 2_000;

/** Registers parties the way the product does: rows, versions, search index, journal. */
export async function loadParties(database: Database, parties: readonly SyntheticParty[]): Promise<void> {
  const ctx = contextOver(database);
  for (let from = 0; from < parties.length; from += CHUNK) {
    const wishes = parties
      .slice(from, from + CHUNK)
      .map(party => ({ facts: { ...NO_FACTS, ...party, demo: true } }));
    await inTransaction(ctx, async tx => {
      await saveParties(ctx, tx, { actor: 'bench', cause: 'registered' }, wishes);
      tx.journal({ actor: 'bench', kind: 'parties-registered', facts: { count: wishes.length } });
    });
  }
  await database.pool.query('vacuum analyze party, search_entry, search_code');
}

/** Opens a database for the time of some work. */
export async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(url, 4, () => {});
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
