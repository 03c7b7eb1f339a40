import type { Database } from '../../../kernel/db/database.ts';

/** The public id of the party with a 统一社会信用代码; of a merged one, the one that was kept. */
export async function partyOfUscc(database: Database, uscc: string): Promise<string | undefined> {
  const { rows } = await database.pool.query<{ id: string }>({
    name: 'passport-maker',
    text: `select k.public_id as id from party p join party k on k.id = coalesce(p.merged_into, p.id)
           where p.uscc = $1`,
    values: [uscc],
  });
  return rows[0]?.id;
}
