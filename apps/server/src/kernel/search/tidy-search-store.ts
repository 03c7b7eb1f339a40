import type { Database } from '../db/database.ts';

/** Sorts new names into the indexes: until then every question reads the list of them. Worth it after many at once. */
export async function tidySearch(database: Database): Promise<void> {
  await database.pool.query(
    `select gin_clean_pending_list(i.indexrelid) from pg_index i
       join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam
      where i.indrelid = 'search_entry'::regclass and m.amname = 'gin'`,
  );
}
