import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { GTIN, item, lot } from '../testing/events.ts';
import { pageOf, planOf } from './event-views.ts';
import { countSql, pageSql } from './query-sql.ts';
import { readQueryBody } from './read-query.ts';
import type { Viewer } from './visibility.ts';

const EVENTS = 100_000;
const PLACE = 'https://id.gs1.org/414/9520001000003';
const CBV = 'https://ref.gs1.org/cbv/';
const ORDER = 'https://id.gs1.org/253/9520001000003PO7';
const EX = 'https://ns.example.org/';
const EVERYTHING: Viewer = { kind: 'everything' };
/** Told 500 events; nearly all others are told by parties 2 to 21, 4,500 or 5,000 each. */
const SMALL: Viewer = { kind: 'party', party: 1 };
const LARGE: Viewer = { kind: 'party', party: 2 };

describe('the cost of queries over 100,000 events', () => {
  let t: TestContext;

  beforeAll(async () => {
    t = await testContext();
    const { pool } = t.database;
    await pool.query(
      `insert into term (uri) select 'https://id.gs1.org/414/95200020' || lpad(n::text, 5, '0') from generate_series(1, 200) n`,
    );
    await pool.query('insert into term (uri) select unnest($1::text[])', [
      [PLACE, ORDER, `${CBV}BizStep-shipping`, `${CBV}BTT-po`],
    ]);
    // Each event consumes the lot that the event before made, and names one lot of its own.
    await pool.query(
      `insert into lot (uri, kind) select '${lot('N')}' || n, 1 from generate_series(0, ${EVENTS}) n`,
    );
    await pool.query(
      `insert into lot (uri, kind) select '${item('S')}' || n, 2 from generate_series(1, 1000) n`,
    );
    await pool.query(
      `insert into event (id, event_time, record_time, offset_minutes, type, action, party, biz_step, biz_location, hash, event_id, doc)
       select n, timestamptz '2026-01-01Z' + n * interval '1 minute', timestamptz '2026-01-01Z' + n * interval '61 seconds', 480,
         1 + n % 5, n % 4, case when n % 200 = 0 then 1 else 2 + n % 20 end,
         case when n % 2 = 0 then (select id from term where uri like '%shipping') end,
         case when n % 50 = 0 then (select id from term where uri = '${PLACE}') else 1 + n % 200 end,
         sha256(n::text::bytea), case when n % 10 = 0 then 'urn:uuid:' || n end, '{}'
       from generate_series(1, ${EVENTS}) n`,
    );
    await pool.query(
      `insert into event_lot (event, lot, role, quantity) select n, n, 1, n from generate_series(1, ${EVENTS}) n
       union all select n, n + 1, 2, n from generate_series(1, ${EVENTS}) n
       union all select n, ${EVENTS} + 2 + n % 1000, 10, null from generate_series(1, ${EVENTS}, 10) n`,
    );
    await pool.query(
      `insert into event_link (event, kind, type, value)
       select n, 1, (select id from term where uri like '%BTT-po'),
         case when n % 1000 = 1 then (select id from term where uri = '${ORDER}') else 1 + n % 200 end
       from generate_series(1, ${EVENTS}, 2) n`,
    );
    // A quarter of the events has an extension, a tenth master data and a temperature.
    await pool.query('insert into term (uri) select unnest($1::text[])', [
      [`{${EX}}grade`, `{${EX}}batch`, 'value', 'type', 'CEL', 'FAH'],
    ]);
    await pool.query(
      `insert into event_field (event, place, name, uom, text, number)
       select n, 1, (select id from term where uri = '{${EX}}grade'), null::int, case when n % 1000 = 0 then 'rare' else 'usual' end, null::numeric
         from generate_series(4, ${EVENTS}, 4) n
       union all select n, 2, (select id from term where uri = '{${EX}}batch'), null, 'B' || n, null::numeric
         from generate_series(1, ${EVENTS}, 10) n
       union all select n, 6, (select id from term where uri = 'value'),
         (select id from term where uri = case when n % 3 = 0 then 'FAH' else 'CEL' end), (n % 1000)::text, n % 1000
         from generate_series(1, ${EVENTS}, 10) n`,
    );
    await pool.query('analyze');
  });
  afterAll(() => t.close());

  const queryOf = (parameters: Record<string, string>) => {
    const read = readQueryBody(
      { '@context': { ex: EX }, ...parameters },
      { now: new Date('2026-07-18T00:00:00Z') },
    );
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    return read.value.query;
  };

  /** Tables that the plan reads as a whole, and how many rows it touches. */
  const plan = async ({ text, values }: { text: string; values: readonly unknown[] }) => {
    const { rows } = await t.database.pool.query(`explain (analyze, timing off, format json) ${text}`, [
      ...values,
    ]);
    const whole: string[] = [];
    let touched = 0;
    const walk = (node: Record<string, unknown>): void => {
      if (node['Node Type'] === 'Seq Scan') whole.push(String(node['Relation Name']));
      touched +=
        (Number(node['Actual Rows']) + Number(node['Rows Removed by Filter'] ?? 0)) *
        Number(node['Actual Loops']);
      for (const below of (node.Plans as Record<string, unknown>[] | undefined) ?? []) walk(below);
    };
    walk(rows[0]['QUERY PLAN'][0].Plan);
    return { whole, touched };
  };

  const LARGE_TABLES = ['event', 'event_lot', 'event_link', 'event_field', 'lot'];

  it.each([
    ['the newest', {}],
    ['the newest by record time', { orderBy: 'recordTime' }],
    ['a day', { GE_eventTime: '2026-02-01T00:00:00Z', LT_eventTime: '2026-02-02T00:00:00Z' }],
    ['a frequent step', { EQ_bizStep: 'shipping' }],
    ['a place', { EQ_bizLocation: PLACE }],
    ['a place and what lies in it', { WD_bizLocation: PLACE }],
    ['a lot', { MATCH_anyEPCClass: lot('N500') }],
    ['lots of a GTIN that begin alike', { MATCH_anyEPCClass: `https://id.gs1.org/01/${GTIN}/10/N5000*` }],
    ['an item', { MATCH_epc: item('S7') }],
    ['an item at a place', { MATCH_epc: item('S7'), EQ_bizLocation: PLACE }],
    ['a lot that is unknown', { MATCH_anyEPCClass: lot('UNKNOWN') }],
    ['a transaction', { EQ_bizTransaction_po: ORDER }],
    ['an identifier', { EQ_eventID: 'urn:uuid:500' }],
    ['error declarations', { EXISTS_errorDeclaration: 'true' }],
    ['all lots of a GTIN', { MATCH_anyEPCClass: `https://id.gs1.org/01/${GTIN}` }],
    ['a type of transaction', { EQ_bizTransaction_po: `${ORDER}|https://id.gs1.org/414/9520002000007` }],
    ['a rare extension', { 'EQ_ex:grade': 'rare' }],
    ['an extension that most have', { 'EQ_ex:grade': 'usual' }],
    ['an extension that is there', { 'EXISTS_ex:grade': 'true' }],
    ['master data of a lot', { 'EQ_ILMD_ex:batch': 'B5001' }],
    ['a temperature', { GE_value_CEL: '990' }],
    ['a rare extension in the order of the other', { 'EQ_ex:grade': 'rare', orderBy: 'ex:grade' }],
  ] as [string, Record<string, string>][])('grows with what is found: %s', async (_what, parameters) => {
    for (const viewer of [EVERYTHING, SMALL, LARGE]) {
      const query = queryOf(parameters);
      const way = await planOf(t.ctx, query, viewer);
      const { whole, touched } = await plan(pageSql(query, viewer, way, 31));
      expect(whole.filter(table => LARGE_TABLES.includes(table))).toEqual([]);
      expect(touched, JSON.stringify(viewer)).toBeLessThan(40_000);
    }
  });

  it('knows who told few events', async () => {
    const plans = await Promise.all(
      [EVERYTHING, SMALL, LARGE].map(viewer => planOf(t.ctx, queryOf({}), viewer)),
    );
    expect(plans.map(({ few }) => few)).toEqual([false, true, false]);
  });

  it('knows which conditions too many events fulfil', async () => {
    const query = queryOf({ 'EQ_ex:grade': 'usual', 'EQ_ILMD_ex:batch': 'B1', EQ_action: 'ADD' });
    const { many } = await planOf(t.ctx, query, EVERYTHING);
    expect([...many]).toEqual([query.conditions[0]]);
  });

  it('shows the same events to a party whichever way its sight is worked out', async () => {
    for (const parameters of [
      {},
      { EQ_action: 'ADD' },
      { MATCH_epc: `https://id.gs1.org/01/${GTIN}/21/*` },
      { orderBy: 'recordTime', orderDirection: 'ASC' },
    ] as Record<string, string>[]) {
      const query = queryOf({ ...parameters, perPage: '1000' });
      const [one, other] = await Promise.all(
        [true, false].map(few => pageOf(t.ctx, query, SMALL, { few, many: new Set() }, 1_000)),
      );
      expect(one?.length).toBeGreaterThan(50);
      expect(one?.map(({ id }) => id)).toEqual(other?.map(({ id }) => id));
    }
  });

  it('finds the same whichever way a condition is asked', async () => {
    for (const parameters of [
      { 'EQ_ex:grade': 'rare', perPage: '1000' },
      { GE_value_CEL: '980', LT_value_FAH: '1799', perPage: '1000' },
      { MATCH_epc: `https://id.gs1.org/01/${GTIN}/21/S1*`, perPage: '1000' },
      { EQ_bizTransaction_po: ORDER, perPage: '1000' },
    ] as Record<string, string>[]) {
      const query = queryOf(parameters);
      const [one, other] = await Promise.all(
        [new Set<never>(), new Set(query.conditions)].map(many =>
          pageOf(t.ctx, query, EVERYTHING, { few: false, many }, 1_000),
        ),
      );
      expect(one?.length).toBeGreaterThan(50);
      expect(one?.map(({ id }) => id)).toEqual(other?.map(({ id }) => id));
    }
  });

  it('counts no further than it must', async () => {
    const { touched } = await plan(
      countSql(queryOf({ EQ_bizStep: 'shipping' }), EVERYTHING, { few: false, many: new Set() }, 100),
    );
    expect(touched).toBeLessThan(1_000);
  });
});
