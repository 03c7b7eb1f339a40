import { type LocalDate, localDateOf } from '@pinxin/rules/local-date';
import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';

/** Something that people are told of, and where they do it. */
export interface Told {
  /** What kind of thing: `kind` and `about` together are told to nobody twice. */
  readonly kind: string;
  /** Id of what it is about. */
  readonly about: string;
  readonly words: { readonly 'zh-CN': string; readonly en: string };
  /** Path on this server. */
  readonly path: string;
}

/** Writes it for everybody who has one of the roles today, at one of the parties if any are named; the notices that are new. */
export async function insertTold(
  tx: Tx,
  { kind, about, words, path }: Told,
  parties: readonly number[] | undefined,
  roles: readonly string[],
): Promise<readonly number[]> {
  const today: LocalDate = localDateOf(tx.at);
  const { rows } = await sql<{ id: number }>`
    insert into account_notice (account, kind, about, words_zh, words_en, path, at)
    select distinct m.account, ${kind}, ${about}, ${words['zh-CN']}, ${words.en}, ${path}, ${tx.at}::timestamptz
      from membership m join account a on a.id = m.account
     where (${parties === undefined} or m.party = any(${[...(parties ?? [])]}::int[])) and m.role = any(${[...roles]}::text[]) and m.ended_at is null
       and m.valid_from <= ${today} and coalesce(m.valid_to, ${today}) >= ${today} and a.disabled_at is null
    on conflict (account, kind, about) do nothing returning id::int`.execute(tx.query);
  return rows.map(({ id }) => id);
}

/** A notice as it is sent. */
export async function toldById(
  { query }: Pick<Database, 'query'>,
  id: number,
): Promise<
  { readonly account: number; readonly zh: string; readonly en: string; readonly path: string } | undefined
> {
  const { rows } = await sql<{ account: number; zh: string; en: string; path: string }>`
    select n.account, n.words_zh as zh, n.words_en as en, n.path from account_notice n
      join account a on a.id = n.account where n.id = ${id} and a.disabled_at is null and not a.is_demo`.execute(
    query,
  );
  return rows[0];
}
