import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../http/app.ts';
import type { KeyCaller } from '../../../http/caller.ts';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { GTIN, item, lot } from '../testing/events.ts';
import { GATHERED } from './condition-sql.ts';
import { crossedPlan, pageOf, plannedPage, searchedPage } from './event-views.ts';
import { QueryTooComplex } from './limited-views.ts';
import {
  countsSql,
  crossable,
  isColumn,
  namingOf,
  otherSources,
  type Plan,
  type Source,
} from './plan-sql.ts';
import { planOf } from './plan-views.ts';
import { queryRefused } from './query-problems.ts';
import { countSql, pageSql } from './query-sql.ts';
import { readQueryBody } from './read-query.ts';
import { registerQueryRoutes } from './routes.ts';
import type { SeenEvents } from './sight/seen-events.ts';
import { gatheredSight } from './sight/seen-memory.ts';
import { seenPage } from './sight/seen-page-views.ts';
import type { PartyViewer } from './sight-sql.ts';
import type { Viewer } from './visibility.ts';

const EVENTS = 50_000;
const PLACE = 'https://id.gs1.org/414/9520001000003';
const CBV = 'https://ref.gs1.org/cbv/';
const ORDER = 'https://id.gs1.org/253/9520001000003PO7';
const EX = 'https://ns.example.org/';
const EVERYTHING: Viewer = { kind: 'everything' };
/** Told 250 events; nearly all others are told by parties 2 to 21, 2,250 or 2,500 each. */
const SMALL: Viewer = { kind: 'party', party: 1 };
const LARGE: Viewer = { kind: 'party', party: 2 };
/** Told the first forty events and nothing since; these alone are of a kind, a step, a disposition and a place of their own. */
const OLD: Viewer = { kind: 'party', party: 22 };
const VIEWERS = [EVERYTHING, SMALL, LARGE, OLD];
/** A page from memory says more of each event than others do. */
function withoutPlace(event: object): object {
  const { place: _, ...rest } = event as { place: number };
  return rest;
}
const OLD_PLACE = 'https://id.gs1.org/414/9520001000010';

describe('the cost of queries over 50,000 events', () => {
  let t: TestContext;

  beforeAll(async () => {
    t = await testContext();
    const { pool } = t.database;
    await pool.query(
      `insert into term (uri) select 'https://id.gs1.org/414/95200020' || lpad(n::text, 5, '0') from generate_series(1, 200) n`,
    );
    await pool.query('insert into term (uri) select unnest($1::text[])', [
      [
        ...[PLACE, OLD_PLACE, ORDER, `${CBV}BTT-po`],
        ...['BizStep-shipping', 'BizStep-packing', 'BizStep-destroying', 'Disp-recalled'].map(
          word => CBV + word,
        ),
      ],
    ]);
    // Each event consumes the lot that the event before made, and names one lot of its own.
    await pool.query(
      `insert into lot (uri, kind) select '${lot('N')}' || n, 1 from generate_series(0, ${EVENTS}) n`,
    );
    await pool.query(
      `insert into lot (uri, kind) select '${item('S')}' || n, 2 from generate_series(1, 1000) n`,
    );
    await pool.query(
      `insert into event (id, event_time, record_time, offset_minutes, type, action, party, biz_step, disposition, read_point, biz_location, hash, event_id, doc)
       select n, timestamptz '2026-01-01Z' + n * interval '1 minute', timestamptz '2026-01-01Z' + n * interval '61 seconds', 480,
         case when n <= 40 then 3 else (array[1, 2, 4, 5])[1 + n % 4] end, case when n <= 40 then 3 else n % 3 end,
         case when n <= 40 then 22 when n % 200 = 0 then 1 else 2 + n % 20 end,
         (select id from term where uri = '${CBV}BizStep-' ||
           case when n <= 40 then 'destroying' when n <= 15000 then 'packing' when n % 2 = 0 then 'shipping' end),
         case when n <= 40 then (select id from term where uri like '%recalled') end,
         case when n <= 40 then (select id from term where uri = '${OLD_PLACE}') end,
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
      `insert into party_lot (party, lot)
       select distinct event.party, event_lot.lot from event join event_lot on event_lot.event = event.id`,
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

  const queryOf = (parameters: Record<string, string | string[]>) => {
    const read = readQueryBody(
      { '@context': { ex: EX }, ...parameters },
      { now: new Date('2026-07-18T00:00:00Z') },
    );
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    return read.value.query;
  };

  /** Tables that a statement reads as a whole, and how many rows it touches. */
  const explained = async (text: string, values: readonly unknown[]) => {
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

  /** The same for all statements that `work` sends. */
  const cost = async (work: (ctx: typeof t.ctx) => Promise<unknown>) => {
    const sent: [string, readonly unknown[]][] = [];
    const query = (text: string, values?: readonly unknown[]) => {
      if (values === undefined) return undefined;
      sent.push([text, values]);
      return t.database.pool.query(text, [...values]);
    };
    const pool = {
      query,
      connect: () => ({
        query: async (...sent: Parameters<typeof query>) => query(...sent),
        release: () => {},
      }),
    };
    await work({ ...t.ctx, database: { ...t.database, pool } } as unknown as typeof t.ctx);
    const whole: string[] = [];
    let touched = 0;
    for (const [text, values] of sent) {
      const found = await explained(text, values);
      whole.push(...found.whole);
      touched += found.touched;
    }
    return { whole, touched };
  };

  const LARGE_TABLES = ['event', 'event_lot', 'event_link', 'event_field', 'lot', 'party_lot'];

  it.each([
    ['the newest', {}],
    ['the newest by record time', { orderBy: 'recordTime' }],
    ['a day', { GE_eventTime: '2026-02-01T00:00:00Z', LT_eventTime: '2026-02-02T00:00:00Z' }],
    ['a frequent step', { EQ_bizStep: 'shipping' }],
    ['a step that was given up long ago', { EQ_bizStep: 'packing' }],
    ['a rare step', { EQ_bizStep: 'destroying' }],
    ['a frequent and a rare step', { EQ_bizStep: ['shipping', 'destroying'] }],
    ['a rare disposition', { EQ_disposition: 'recalled' }],
    ['a rare disposition by record time', { EQ_disposition: 'recalled', orderBy: 'recordTime' }],
    ['a rare type', { eventType: 'AssociationEvent' }],
    ['a frequent type', { eventType: 'ObjectEvent' }],
    ['a rare action', { EQ_action: 'DELETE' }],
    ['a rare read point', { EQ_readPoint: OLD_PLACE }],
    ['a rare read point and what lies in it', { WD_readPoint: OLD_PLACE }],
    ['a step that was given up and a frequent type', { EQ_bizStep: 'packing', eventType: 'ObjectEvent' }],
    ['what was recorded late, by event time', { GE_recordTime: '2026-02-05T00:00:00Z' }],
    ['what was recorded early, by event time', { LT_recordTime: '2026-01-01T10:00:00Z' }],
    ['everything, in a time that ends long ago', { LT_eventTime: '2026-01-03T00:00:00Z' }],
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
    ['a type of transaction', { EQ_bizTransaction_po: [ORDER, 'https://id.gs1.org/414/9520002000007'] }],
    ['a rare extension', { 'EQ_ex:grade': 'rare' }],
    ['an extension that most have', { 'EQ_ex:grade': 'usual' }],
    ['an extension that is there', { 'EXISTS_ex:grade': 'true' }],
    ['master data of a lot', { 'EQ_ILMD_ex:batch': 'B5001' }],
    ['a temperature', { GE_value_CEL: '990' }],
    ['a rare extension in the order of the other', { 'EQ_ex:grade': 'rare', orderBy: 'ex:grade' }],
  ] as [string, Record<string, string | string[]>][])(
    'grows with what is found: %s',
    async (_what, parameters) => {
      for (const viewer of VIEWERS) {
        const { whole, touched } = await cost(ctx => searchedPage(ctx, queryOf(parameters), viewer, 31));
        expect(whole.filter(table => LARGE_TABLES.includes(table))).toEqual([]);
        // Rows of all steps of its plans: looks at some thousand events, whatever is stored. Whether all may be seen is 700,000.
        expect(touched, JSON.stringify(viewer)).toBeLessThan(200_000);
      }
    },
  );

  const planFor = (parameters: Record<string, string | string[]>, viewer: Viewer = EVERYTHING) =>
    planOf(t.ctx, queryOf(parameters), viewer, 31);

  /** Those that may be gathered. */
  const fewOf = async (sources: Source[], viewer: Viewer): Promise<Source[]> => {
    if (sources.length === 0) return sources;
    const { text, values } = countsSql(sources, viewer, GATHERED);
    const [counts] = (await t.database.pool.query(text, [...values])).rows;
    return sources.filter((_source, index) => counts[`c${index}`] <= GATHERED);
  };

  it('gathers what finds the fewest events', async () => {
    const query = queryOf({ 'EQ_ex:grade': 'usual', 'EQ_ILMD_ex:batch': 'B1', EQ_action: 'ADD' });
    expect(await planOf(t.ctx, query, EVERYTHING, 31)).toEqual({
      kind: 'gathered',
      source: query.conditions[1],
    });
    expect(await planFor({}, OLD)).toEqual({ kind: 'gathered', source: { kind: 'sight' } });
    expect(await planFor({ EQ_disposition: 'recalled', EQ_bizStep: 'shipping' })).toMatchObject({
      source: { column: 'disposition' },
    });
  });

  it('follows a column in the order of time where nothing finds few, and else time alone', async () => {
    expect(await planFor({ EQ_bizStep: 'shipping' })).toMatchObject({ kind: 'along' });
    expect(await planFor({ EQ_bizStep: 'shipping', orderBy: 'recordTime' })).toEqual({ kind: 'walk' });
    expect(await planFor({ 'EQ_ex:grade': 'usual' })).toEqual({ kind: 'walk' });
  });

  it.each([
    {},
    { EQ_action: 'ADD' },
    { EQ_action: 'DELETE' },
    { EQ_bizStep: ['shipping', 'destroying'], eventType: ['ObjectEvent', 'AssociationEvent'] },
    { WD_readPoint: OLD_PLACE, EQ_disposition: 'recalled' },
    { GE_recordTime: '2026-02-01T00:00:00Z', LT_recordTime: '2026-02-01T10:00:00Z' },
    { orderBy: 'recordTime', orderDirection: 'ASC' },
    { 'EQ_ex:grade': 'rare' },
    { 'EQ_ex:grade': 'rare', orderBy: 'ex:grade' },
    { GE_value_CEL: '980', LT_value_FAH: '1799' },
    { MATCH_epc: `https://id.gs1.org/01/${GTIN}/21/S1*` },
    { EQ_bizTransaction_po: ORDER },
  ] as Record<string, string | string[]>[])(
    'finds the same whichever way it goes about it: %o',
    async parameters => {
      const query = queryOf({ ...parameters, perPage: '1000' });
      for (const viewer of [EVERYTHING, SMALL, OLD, { ...OLD, fewLots: true } as Viewer]) {
        const sources = await fewOf([...namingOf(query), ...otherSources(query, viewer)], viewer);
        const plans: Plan[] = [
          { kind: 'walk' },
          ...sources.map((source): Plan => ({ kind: 'gathered', source })),
          ...(query.orderBy === 'eventTime' ? query.conditions.filter(isColumn) : []).map(
            (source): Plan => ({ kind: 'along', source }),
          ),
          ...(crossable(query).length > 0 ? [await crossedPlan(t.ctx, crossable(query), viewer)] : []),
        ];
        const found = await searchedPage(t.ctx, query, viewer, 1_000);
        for (const plan of plans) {
          const page = await plannedPage(t.ctx, query, viewer, plan, 1_000);
          expect(page.map(({ id }) => id)).toEqual(found.map(({ id }) => id));
        }
      }
      expect((await pageOf(t.ctx, query, EVERYTHING, 1_000)).length).toBeGreaterThan(30);
    },
  );

  it('goes on behind a page in every way', async () => {
    for (const parameters of [{}, { EQ_bizStep: 'packing' }, { EQ_disposition: 'recalled' }]) {
      for (const viewer of VIEWERS) {
        const query = queryOf({ ...parameters, perPage: '1000' });
        const all = (await pageOf(t.ctx, query, viewer, 30)).map(({ id }) => id);
        const [first] = (await pageOf(t.ctx, query, viewer, 10)).slice(-1);
        if (first === undefined) continue;
        const after = { key: first.eventTime.getTime(), id: first.id, seen: 10 };
        const rest = (await pageOf(t.ctx, { ...query, after }, viewer, 20)).map(({ id }) => id);
        expect(rest).toEqual(all.slice(10));
      }
    }
  });

  const MEMORABLE = [
    ...[{}, { orderBy: 'recordTime' }, { orderDirection: 'ASC', orderBy: 'eventTime' }],
    { GE_eventTime: '2026-01-03T00:00:00Z', LT_eventTime: '2026-01-03T06:00:00Z' },
    { GE_recordTime: '2026-01-20T00:00:00Z', LT_recordTime: '2026-01-20T03:00:00Z' },
    { GE_recordTime: '2026-01-05T00:00:00Z', orderBy: 'recordTime', orderDirection: 'ASC' },
    ...[{ EQ_bizStep: 'packing' }, { EQ_disposition: 'recalled' }, { EQ_bizLocation: PLACE }],
    ...[{ WD_bizLocation: PLACE, EQ_bizStep: 'shipping' }, { MATCH_epc: item('S7') }],
    ...[{ MATCH_anyEPCClass: lot('N40') }, { EQ_bizTransaction_po: ORDER }, { 'EQ_ex:grade': 'usual' }],
    ...[{ 'EQ_ex:grade': 'rare' }, { 'EQ_ex:grade': 'rare', orderBy: 'ex:grade' }, { GE_value_CEL: '990' }],
    ...[{ EQ_action: 'DELETE' }, { LT_quantity: '0' }, { EXISTS_errorDeclaration: 'true' }],
  ] as Record<string, string>[];

  it.each(MEMORABLE)('finds the same by what is remembered of a sight: %o', async parameters => {
    const query = queryOf({ ...parameters, perPage: '1000' });
    for (const viewer of [SMALL, LARGE, OLD] as PartyViewer[]) {
      const seen = (await gatheredSight(t.ctx, viewer)) as SeenEvents;
      for (const limit of [7, 1_000]) {
        const all = await searchedPage(t.ctx, query, viewer, limit);
        const remembered = await seenPage(t.ctx, query, viewer, seen, limit);
        expect(remembered?.map(withoutPlace)).toEqual(all);
        const [first] = all.slice(0, 5).slice(-1);
        if (first === undefined || typeof query.orderBy !== 'string') continue;
        const time = query.orderBy === 'recordTime' ? first.recordTime : first.eventTime;
        const behind = { ...query, after: { key: time.getTime(), id: first.id, seen: 5 } };
        const rest = await seenPage(t.ctx, behind, viewer, seen, limit - 5);
        expect(rest?.map(({ id }) => id)).toEqual(all.slice(5).map(({ id }) => id));
      }
    }
  });

  it('looks at little of what a party sees', async () => {
    const [seen, large] = await Promise.all([gatheredSight(t.ctx, SMALL), gatheredSight(t.ctx, LARGE)]);
    for (const parameters of MEMORABLE) {
      for (const [viewer, sight] of [
        [SMALL, seen],
        [LARGE, large],
      ] as [PartyViewer, SeenEvents][]) {
        const { whole, touched } = await cost(ctx => seenPage(ctx, queryOf(parameters), viewer, sight, 31));
        expect(whole.filter(table => LARGE_TABLES.includes(table))).toEqual([]);
        expect(touched, JSON.stringify([parameters, viewer])).toBeLessThan(100_000);
      }
    }
  });

  it('crosses indexes where many fulfil each condition and none all of them', async () => {
    // Every second event is a shipping, every fourth an aggregation: never the same.
    const query = queryOf({ EQ_bizStep: 'shipping', eventType: 'AggregationEvent' });
    expect(await pageOf(t.ctx, query, EVERYTHING, 31)).toEqual([]);
    const plan = await crossedPlan(t.ctx, crossable(query), EVERYTHING);
    expect(await plannedPage(t.ctx, query, EVERYTHING, plan, 31)).toEqual([]);
    const { text, values } = pageSql(query, EVERYTHING, plan, 31);
    // Of 50,000 events those of the rarer condition at the most.
    const { whole, touched } = await explained(text, values);
    expect(whole.filter(table => LARGE_TABLES.includes(table))).toEqual([]);
    expect(touched).toBeLessThan(45_000);
  });

  it('gives up a search that takes too long, and says what to do', async () => {
    const query = queryOf({ EQ_bizStep: 'shipping', LT_quantity: '0' });
    await expect(searchedPage(t.ctx, query, EVERYTHING, 31, 1)).rejects.toThrow(QueryTooComplex);
    expect(await pageOf(t.ctx, query, EVERYTHING, 31)).toEqual([]);
    expect(queryRefused({ kind: 'tooComplex' })).toMatchObject({
      ...{ status: 413, type: 'epcisException:QueryTooComplexException', code: 'queryTooComplex' },
    });
  });

  it.each([
    [
      'an authority',
      { kind: 'party', party: 23, partyKind: 'authority', scopes: new Set(['query', 'trace']) },
    ],
    ['a party', { kind: 'party', party: 2, partyKind: 'enterprise', scopes: new Set(['query']) }],
  ])(
    'answers with 413 over HTTP what %s asks and is not found in the time of this instance',
    async (_who, caller) => {
      const { fastify } = createApp({
        callerOf: async () => ({ publicId: 'pty_1', ...caller }) as KeyCaller,
        readiness: async () => ({ database: true, migrated: true }),
        now: () => t.clock.now(),
        publicUrl: undefined,
        logLevel: 'silent',
      });
      const limited = { ...t.ctx, mostSearched: 1 };
      registerQueryRoutes(fastify, limited);
      const ask = async (url: string) =>
        await fastify.inject({ url, headers: { authorization: 'Bearer key', 'accept-language': 'en' } });
      const long = await ask('/events?EQ_bizStep=shipping&LT_quantity=0');
      expect(long.statusCode).toBe(413);
      expect(long.headers['content-type']).toContain('application/problem+json');
      expect(long.json()).toMatchObject({
        ...{ type: 'epcisException:QueryTooComplexException', code: 'queryTooComplex', status: 413 },
      });
      expect(long.json().detail).toMatch(/time|lot/);
      expect((await ask('/events?EQ_eventID=urn:uuid:500')).statusCode).toBe(200);
      await fastify.close();
    },
  );

  it('counts what a party sees once a minute', async () => {
    const asked: string[] = [];
    const pool = {
      query: (text: string, values: readonly unknown[]) => {
        asked.push(text);
        return t.database.pool.query(text, [...values]);
      },
    };
    const ctx = { ...t.ctx, database: { ...t.database, pool } } as unknown as typeof t.ctx;
    await searchedPage(ctx, queryOf({}), OLD, 31);
    const first = asked.length;
    await searchedPage(ctx, queryOf({}), OLD, 31);
    expect([first, asked.length - first]).toEqual([3, 1]);
    t.clock.advance(60_000);
    await searchedPage(ctx, queryOf({}), OLD, 31);
    expect(asked.length).toBe(7);
  });

  it('counts no further than it must', async () => {
    const { text, values } = countSql(
      queryOf({ EQ_bizStep: 'shipping' }),
      EVERYTHING,
      await planFor({ EQ_bizStep: 'shipping' }),
      100,
    );
    expect((await explained(text, values)).touched).toBeLessThan(1_000);
  });
});
