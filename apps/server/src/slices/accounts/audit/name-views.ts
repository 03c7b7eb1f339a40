import type { Database } from '../../../kernel/db/database.ts';

/** The names behind the public ids of people and parties that a page of the journal speaks of. */
export async function namesOf(
  { query }: Pick<Database, 'query'>,
  entries: readonly { readonly actor: string; readonly facts: unknown }[],
): Promise<Readonly<Record<string, string>>> {
  const ids = [...new Set(entries.flatMap(({ actor, facts }) => [actor, ...textsIn(facts)]))];
  const accounts = ids.filter(id => id.startsWith('acc_'));
  const parties = ids.filter(id => id.startsWith('pty_'));
  const [people, bodies] = await Promise.all([
    accounts.length === 0
      ? []
      : query
          .selectFrom('account')
          .select(['public_id as id', 'name'])
          .where('public_id', 'in', accounts)
          .execute(),
    parties.length === 0
      ? []
      : query
          .selectFrom('party')
          .select(['public_id as id', 'name_zh as name'])
          .where('public_id', 'in', parties)
          .execute(),
  ]);
  return Object.fromEntries([...people, ...bodies].map(({ id, name }) => [id, name]));
}

function textsIn(facts: unknown): readonly string[] {
  if (typeof facts === 'string') return [facts];
  return typeof facts === 'object' && facts !== null ? Object.values(facts).flatMap(textsIn) : [];
}
