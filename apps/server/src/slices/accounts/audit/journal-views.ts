import type { Database } from '../../../kernel/db/database.ts';

/** What a view of the journal is narrowed to. */
export interface JournalFilter {
  readonly actor?: string;
  readonly kind?: string;
  /** Instants, both ends included. */
  readonly from?: Date;
  readonly to?: Date;
  /** Entries before this number. */
  readonly before?: number;
}

/** Entries of the journal, the latest first. Costs what it reads: each filter has an index, pages go by number. */
export async function readJournal(database: Database, filter: JournalFilter, limit: number) {
  const { actor, kind, from, to, before } = filter;
  return await database.query
    .selectFrom('journal')
    .select(['seq', 'at', 'actor', 'kind', 'facts'])
    .$if(actor !== undefined, query => query.where('actor', '=', actor!))
    .$if(kind !== undefined, query => query.where('kind', '=', kind!))
    .$if(from !== undefined, query => query.where('at', '>=', from!))
    .$if(to !== undefined, query => query.where('at', '<=', to!))
    .$if(before !== undefined, query => query.where('seq', '<', before!))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
}
