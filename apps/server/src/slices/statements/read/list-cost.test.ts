import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../kernel/db/database.ts';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { fillStatements } from '../testing/fill-statements.ts';
import { statementsInForce } from './in-force-views.ts';
import {
  countStatements,
  MOST_COUNTED,
  pageOfStatements,
  type StatementFilter,
  type StatementSort,
} from './list-views.ts';
import { marksOfProductAndMaker } from './marks-views.ts';
import { PUBLIC_READER, type Reader } from './reader.ts';

const STATEMENTS = 100_000;
const TODAY = '2026-07-18';
const LARGE_TABLES = ['statement', 'statement_change', 'statement_state'];

describe('the cost of lists over 100,000 statements', () => {
  let t: TestContext;
  const ids: Record<string, number> = {};

  beforeAll(async () => {
    t = await testContext();
    await fillStatements(t.database.pool, STATEMENTS);
    for (const name of ['pty_office1', 'pty_firm1']) {
      const { rows } = await t.database.pool.query('select id from party where public_id = $1', [name]);
      ids[name] = rows[0].id;
    }
  }, 120_000);
  afterAll(() => t.close());

  /** Runs a view and explains every statement that it sends: tables read as a whole, and rows touched. */
  const costOf = async (view: (database: Database) => Promise<unknown>) => {
    const sent: { sql: string; parameters: readonly unknown[] }[] = [];
    const query = t.database.query.withPlugin({
      transformQuery: ({ node }) => {
        const { sql, parameters } = t.database.query
          .getExecutor()
          .compileQuery(node, { queryId: 'cost' } as never);
        sent.push({ sql, parameters });
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    await view({ ...t.database, query });
    const whole: string[] = [];
    let touched = 0;
    const walk = (node: Record<string, unknown>): void => {
      const read =
        (Number(node['Actual Rows']) + Number(node['Rows Removed by Filter'] ?? 0)) *
        Number(node['Actual Loops']);
      // A scan that a limit ends soon does not read the table as a whole.
      if (node['Node Type'] === 'Seq Scan' && read > 5 * MOST_COUNTED)
        whole.push(String(node['Relation Name']));
      touched += read;
      for (const below of (node.Plans as Record<string, unknown>[] | undefined) ?? []) walk(below);
    };
    const client: pg.PoolClient = await t.database.pool.connect();
    try {
      for (const { sql, parameters } of sent) {
        const { rows } = await client.query(`explain (analyze, timing off, format json) ${sql}`, [
          ...parameters,
        ]);
        walk(rows[0]['QUERY PLAN'][0].Plan);
      }
    } finally {
      client.release();
    }
    expect(sent.length).toBeGreaterThan(0);
    return { whole: whole.filter(table => LARGE_TABLES.includes(table)), touched };
  };

  const FILTERS: readonly (readonly [string, () => StatementFilter, StatementSort])[] = [
    ['the newest', () => ({}), '-issued'],
    ['the oldest', () => ({}), 'issued'],
    ['those of a scheme that are valid', () => ({ scheme: 'scheme-7', statuses: ['valid'] }), '-issued'],
    [
      'those of a scheme as of a day',
      () => ({ scheme: 'scheme-7', statuses: ['valid'], on: '2025-03-01' }),
      '-issued',
    ],
    [
      'those of a kind that are suspended',
      () => ({ kinds: ['certification'], statuses: ['suspended'] }),
      '-issued',
    ],
    ['those about a party', () => ({ subjectParties: [ids.pty_firm1!] }), '-issued'],
    [
      'those about a party as of a day',
      () => ({ subject: { party: ids.pty_firm1! }, on: '2025-03-01' }),
      '-issued',
    ],
    ['those of an issuer', () => ({ issuer: ids.pty_office1! }), '-issued'],
    ['those of a division', () => ({ division: '640521' }), '-issued'],
    ['a number', () => ({ number: 'N-00050000' }), '-issued'],
    ['the beginning of a number', () => ({ number: 'N-00012' }), '-issued'],
    ['everything as of a day', () => ({ on: '2024-03-01' }), '-issued'],
    ['those of a kind as of a day', () => ({ kinds: ['award'], on: '2024-03-01' }), '-issued'],
    [
      'those of a scheme that are suspended',
      () => ({ scheme: 'scheme-7', statuses: ['suspended'] }),
      '-issued',
    ],
    ['those of a scheme that have expired', () => ({ scheme: 'scheme-7', statuses: ['expired'] }), '-issued'],
    [
      'those of a kind and a place that are suspended',
      () => ({ kinds: ['certification'], statuses: ['suspended'], division: '640521' }),
      '-issued',
    ],
    ['those that end soon', () => ({ endsBy: '2026-09-30', statuses: ['valid'] }), '-validTo'],
    ['those of an issuer and a kind', () => ({ issuer: ids.pty_office1!, kinds: ['award'] }), '-issued'],
    ['those that have expired', () => ({ statuses: ['expired'] }), '-issued'],
    ['those of a kind that have expired', () => ({ kinds: ['award'], statuses: ['expired'] }), 'issued'],
    ['those that end by a day', () => ({ endsBy: '2026-09-30' }), '-issued'],
    ['the beginning of many numbers', () => ({ number: 'N-000' }), '-issued'],
    [
      'those of a kind and a place that never meet',
      () => ({ kinds: ['certification'], division: '640521' }),
      '-issued',
    ],
    [
      'the beginning of many numbers, those that have expired',
      () => ({ number: 'N-000', statuses: ['expired'] }),
      '-issued',
    ],
    [
      'the beginning of many numbers, those that are suspended',
      () => ({ number: 'N-000', statuses: ['suspended'] }),
      '-issued',
    ],
    ['those that had expired on a day', () => ({ statuses: ['expired'], on: '2025-12-01' }), '-issued'],
    ['those that stood suspended on a day', () => ({ statuses: ['suspended'], on: '2025-03-01' }), '-issued'],
    [
      'those of a kind that stood suspended on a day, when there are none',
      () => ({ statuses: ['suspended'], on: '2025-03-01', kinds: ['award'] }),
      'issued',
    ],
    [
      'the same in the order of last days',
      () => ({ kinds: ['certification'], division: '640521' }),
      'validTo',
    ],
  ];

  it.each(FILTERS)('grows with what is shown: %s', async (_what, filter, sort) => {
    const own: Reader = { kind: 'office', ways: [{ reach: 'own', party: ids.pty_firm1! }] };
    const area: Reader = { kind: 'office', ways: [{ reach: 'area', division: '6405' }] };
    const all: Reader = { kind: 'office', ways: [{ reach: 'any' }] };
    for (const reader of [PUBLIC_READER, all, area, own]) {
      const page = await costOf(database =>
        pageOfStatements(database, reader, filter(), TODAY, { sort, limit: 50 }),
      );
      expect(page.whole, reader.kind).toEqual([]);
      expect(page.touched, JSON.stringify(reader)).toBeLessThan(STATEMENTS / 2);
    }
  });

  it.each(FILTERS)('counts no more than it shows: %s', async (_what, filter) => {
    const { touched } = await costOf(database => countStatements(database, PUBLIC_READER, filter(), TODAY));
    expect(touched).toBeLessThan(STATEMENTS / 3);
  });

  it('gives the same pages block by block as in one sweep, forth and back', async () => {
    const all: Reader = { kind: 'office', ways: [{ reach: 'any' }] };
    const wishes: readonly [StatementFilter, string][] = [
      [{ statuses: ['expired'] }, `status in ('valid', 'suspended') and last_day < '${TODAY}'`],
      [{ number: 'N-000' }, `number like 'N-000%'`],
      [{ kinds: ['award'], division: '6401' }, `kind = 'award' and subject_division like '6401%'`],
    ];
    for (const [filter, condition] of wishes)
      for (const sort of ['-issued', 'issued'] as const) {
        const direction = sort === 'issued' ? 'asc' : 'desc';
        const { rows: whole } = await t.database.pool.query(
          `select statement::int as id from statement_state where ${condition} order by statement ${direction} limit 120`,
        );
        const found: number[] = [];
        for (let after: { value: string; id: number } | undefined; found.length < 120; ) {
          const wish = { sort, limit: 40, ...(after && { after }) };
          const { rows } = await pageOfStatements(t.database, all, filter, TODAY, wish);
          found.push(...rows.slice(0, 40).map(({ id }) => id));
          after = { value: '', id: rows[39]!.id };
        }
        expect(found, condition).toEqual(whole.map(({ id }) => id));
      }
  });

  it('finds by the crowd what one sweep over everything finds', async () => {
    const all: Reader = { kind: 'office', ways: [{ reach: 'any' }] };
    const end = `'2025-03-01T16:00Z'`;
    const stood = `(select to_status from statement_change h where h.statement = c.statement and h.at < ${end} order by seq desc limit 1)`;
    const wishes: readonly [StatementFilter, string][] = [
      [
        { number: 'N-000', statuses: ['expired'] },
        `number like 'N-000%' and status in ('valid', 'suspended') and last_day < '${TODAY}'`,
      ],
      [
        { number: 'N-000', statuses: ['valid'] },
        `number like 'N-000%' and status = 'valid' and last_day >= '${TODAY}'`,
      ],
      [
        { number: 'N-0002', statuses: ['withdrawn', 'suspended'] },
        `number like 'N-0002%' and (status = 'withdrawn' or status = 'suspended' and last_day >= '${TODAY}')`,
      ],
      [
        { number: 'N-000', statuses: ['suspended'] },
        `number like 'N-000%' and status = 'suspended' and last_day >= '${TODAY}'`,
      ],
      [{ statuses: ['suspended'], on: '2025-03-01' }, `${stood} = 'suspended' and last_day >= '2025-03-01'`],
      [
        { statuses: ['withdrawn'], on: '2025-03-01', kinds: ['award'] },
        `${stood} = 'withdrawn' and kind = 'award'`,
      ],
    ];
    for (const [filter, condition] of wishes)
      for (const sort of ['-issued', 'issued'] as const) {
        const direction = sort === 'issued' ? 'asc' : 'desc';
        const { rows: whole } = await t.database.pool.query(
          `select statement::int as id from statement_state c where issued_at < ${filter.on ? end : `'2100-01-01'`}
             and ${condition} order by statement ${direction} limit 51`,
        );
        const page = await pageOfStatements(t.database, all, filter, TODAY, { sort, limit: 50 });
        expect(
          page.rows.map(({ id }) => id),
          condition,
        ).toEqual(whole.map(({ id }) => id));
      }
  });

  it('keeps beside each state what the statement says, as if it were copied anew', async () => {
    const { rows } = await t.database.pool.query(
      `select count(*)::int as n from statement s join statement_state c on c.statement = s.id
        where (c.kind, c.scheme, c.number, c.issuer, c.subject_party, c.subject_division, c.last_day,
               c.public_from, c.public_to, c.issued_at)
          is distinct from (s.kind, s.scheme, s.number, s.issuer, s.subject_party, s.subject_division,
               coalesce(s.valid_to, 'infinity'), s.public_from, s.public_to, s.issued_at)`,
    );
    expect(rows[0].n).toBe(0);
  });

  it('counts no further than it must', async () => {
    const { touched } = await costOf(database => countStatements(database, PUBLIC_READER, {}, TODAY));
    expect(touched).toBeLessThan(10_000);
  });

  it('asks what was in force of a party, and the marks on a page, by index', async () => {
    const party = ids.pty_firm1!;
    const inForce = await costOf(database =>
      statementsInForce(database, { on: '2025-03-01', subject: { party } }),
    );
    expect(inForce.whole).toEqual([]);
    expect(inForce.touched).toBeLessThan(2_000);
    const marks = await costOf(database => marksOfProductAndMaker(database, [1], [party], TODAY));
    expect(marks.whole).toEqual([]);
    expect(marks.touched).toBeLessThan(2_000);
  });
});
