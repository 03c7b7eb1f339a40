import type { Database } from '../../../kernel/db/database.ts';

/** The demo's parties of these kinds, by kind, in the order of their registration. */
export async function demoPartiesOf(database: Pick<Database, 'query'>, kinds: readonly string[]) {
  const rows = await database.query
    .selectFrom('party')
    .select(['id', 'public_id as publicId', 'kind', 'division', 'name_zh as nameZh', 'name_en as nameEn'])
    .where('is_demo', '=', true)
    .where('kind', 'in', kinds)
    .orderBy('id')
    .execute();
  return Map.groupBy(rows, ({ kind }) => kind);
}
