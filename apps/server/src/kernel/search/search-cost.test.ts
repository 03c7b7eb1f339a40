import { SEARCH_KINDS } from '@pinxin/contract/search';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../testing.ts';
import { inTransaction } from '../transaction.ts';
import { indexForSearch, type SearchEntry } from './search-index.ts';
import { searchFor } from './search-query.ts';
import { tidySearch } from './tidy-search-store.ts';

const NAMES = 30_000;
const LIMIT = 10;

/** Names in which signs are common (all, a third), less so (one in a hundred) and rare (seven of all). */
function nameOf(n: number): string {
  const place = n % 3 === 0 ? '宁' : '银';
  const trade = n % 100 === 7 ? '姜' : '农';
  const rare = n % 4_001 === 5 ? '鹮' : '业';
  return `${place}${String.fromCodePoint(0x4e00 + (n % 97))}${trade}${rare}公司${n}`;
}

describe('the cost of a search among 30,000 names', () => {
  let t: TestContext;
  const names = Array.from({ length: NAMES }, (_, n) => nameOf(n));

  beforeAll(async () => {
    t = await testContext();
    const entries = names.map(
      (titleZh, n): SearchEntry => ({
        ...{ kind: 'party', ref: n + 1, publicId: `pty_${n}`, titleZh },
        // Persons have the common signs as well.
        personal: n % 5 === 4,
      }),
    );
    for (let from = 0; from < NAMES; from += 5_000)
      await inTransaction(t.ctx, tx => indexForSearch(tx, entries.slice(from, from + 5_000)));
    await inTransaction(t.ctx, tx =>
      indexForSearch(tx, [{ kind: 'brand', ref: 1, publicId: 'brd_1', titleZh: '公司之外' }]),
    );
    await tidySearch(t.database);
    await t.database.pool.query('vacuum analyze search_entry');
  }, 120_000);
  afterAll(() => t.close());

  const search = (text: string, kinds: readonly string[] = ['party']) =>
    searchFor(t.database, { text, kinds, limit: LIMIT, ways: [] });

  /** Rows that were read while something was done, and whether the table was read as a whole. */
  const costOf = async (work: () => Promise<unknown>) => {
    const read = async () => {
      await t.database.pool.query('select pg_stat_force_next_flush()');
      const { rows } = await t.database.pool.query<{ whole: number; fetched: number }>(
        `select seq_scan as whole, coalesce(idx_tup_fetch, 0) as fetched
           from pg_stat_user_tables where relname = 'search_entry'`,
      );
      return rows[0]!;
    };
    const before = await read();
    await work();
    const after = await read();
    return { whole: after.whole - before.whole, fetched: after.fetched - before.fetched };
  };

  it.each(['公', '公司', '宁', '姜', '姜业', '鹮', '无', '公司1', '农业公司29998'])(
    'reads a few hundred names at most: %s',
    async text => {
      const { whole, fetched } = await costOf(() => search(text));
      expect({ whole, few: fetched < 400 }, `${fetched} names`).toEqual({ whole: 0, few: true });
      // What is shown was read: the count counts.
      expect(fetched).toBeGreaterThanOrEqual((await search(text)).length);
    },
  );

  it('costs no more for a kind of which there are few', async () => {
    const { whole, fetched } = await costOf(() => search('公司', [...SEARCH_KINDS]));
    expect({ whole, few: fetched < 400 }, `${fetched} names`).toEqual({ whole: 0, few: true });
    expect((await search('公司', ['brand'])).map(hit => hit.publicId)).toEqual(['brd_1']);
  });

  it('finds as many as there are, and nothing else', async () => {
    for (const text of ['公', '宁', '姜', '鹮', '鹮公', '司299', '一', '丁农', '无']) {
      const holding = names.filter((name, n) => name.includes(text) && n % 5 !== 4);
      const found = await search(text);
      expect([text, found.length]).toEqual([text, Math.min(LIMIT, holding.length)]);
      expect(found.filter(hit => !hit.titleZh.includes(text))).toEqual([]);
    }
  });

  it('keeps a plan for each form of question, and plans no more', async () => {
    for (let times = 0; times < 8; times++) await search(['公', '宁', '姜', '鹮'][times % 4]!);
    const { rows } = await t.database.pool.query<{ custom: number; generic: number }>(
      `select sum(custom_plans)::int as custom, sum(generic_plans)::int as generic
         from pg_prepared_statements where name like 'search-%'`,
    );
    expect(rows[0]?.custom).toBe(0);
    expect(rows[0]?.generic).toBeGreaterThanOrEqual(8);
  });
});
