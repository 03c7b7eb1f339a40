import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  document,
  type Fields,
  GTIN,
  item,
  lot,
  objectEvent,
  PALLET,
  transformation,
} from '../testing/events.ts';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';

const ALL = 'authority:query,trace';
const SITE = 'https://id.gs1.org/414/9520001000003';
const PLOT = `${SITE}/254/P001`;
const SHED = `${SITE}/254/P002`;
const PROCESS = 'urn:uuid:0190a000-0000-7000-8000-0000000000bb';
const ORDER = 'https://id.gs1.org/253/9520001000003PO7';
const FARM_PARTY = 'https://id.gs1.org/417/9520001000003';
const id = (n: number) => `urn:uuid:0190a000-0000-7000-8000-00000000000${n}`;
const at = (hour: number) => ({ eventTime: `2026-07-01T0${hour}:00:00.000Z`, eventTimeZoneOffset: '+08:00' });

/** E1 … E8, an hour apart; the farm tells 1–4, the packer 5–7, another enterprise 8. */
const EVENTS: readonly (readonly [string, Fields])[] = [
  [
    'farm',
    objectEvent({
      eventID: id(1),
      ...at(1),
      action: 'ADD',
      bizStep: 'commissioning',
      disposition: 'active',
      readPoint: { id: PLOT },
      bizLocation: { id: PLOT },
      quantityList: [{ epcClass: lot('F1'), quantity: 100, uom: 'KGM' }],
    }),
  ],
  [
    'farm',
    objectEvent({
      eventID: id(2),
      ...at(2),
      bizStep: 'shipping',
      disposition: 'in_transit',
      readPoint: { id: SHED },
      quantityList: [{ epcClass: lot('F1'), quantity: 60.5, uom: 'KGM' }],
      bizTransactionList: [{ type: 'po', bizTransaction: ORDER }],
      sourceList: [{ type: 'owning_party', source: FARM_PARTY }],
      destinationList: [{ type: 'location', destination: SITE }],
    }),
  ],
  [
    'farm',
    objectEvent({
      eventID: id(3),
      ...at(3),
      epcList: [item('A1'), item('A2')],
      persistentDisposition: { set: ['recalled'], unset: ['available'] },
    }),
  ],
  [
    'farm',
    objectEvent({
      eventID: id(4),
      ...at(4),
      action: 'DELETE',
      quantityList: [{ epcClass: lot('F2'), quantity: 5, uom: 'LTR' }],
    }),
  ],
  [
    'packer',
    transformation(['F1'], ['P1'], {
      eventID: id(5),
      ...at(5),
      transformationID: PROCESS,
      inputEPCList: [item('A1')],
      outputEPCList: [item('B1')],
    }),
  ],
  [
    'packer',
    {
      eventID: id(6),
      type: 'AggregationEvent',
      ...at(6),
      action: 'ADD',
      parentID: PALLET,
      childEPCs: [item('B1')],
      childQuantityList: [{ epcClass: lot('P1'), quantity: 2 }],
    },
  ],
  [
    'packer',
    {
      eventID: id(7),
      type: 'TransactionEvent',
      ...at(7),
      action: 'OBSERVE',
      parentID: PALLET,
      epcList: [],
      bizTransactionList: [{ bizTransaction: ORDER }],
    },
  ],
  [
    'other',
    objectEvent({
      eventID: id(8),
      ...at(8),
      quantityList: [{ epcClass: `https://id.gs1.org/01/${GTIN}`, quantity: 1 }],
    }),
  ],
];

describe('event queries', () => {
  let t: TraceApp;
  beforeAll(async () => {
    t = await traceApp();
    for (const [who, event] of EVENTS) {
      const answer = await t.app.inject({
        method: 'POST',
        url: '/capture',
        headers: { authorization: `Bearer ${who}:capture`, 'content-type': 'application/json' },
        payload: JSON.stringify(document([event])),
      });
      if (answer.statusCode !== 202) throw new Error(answer.body);
      t.clock.advance(60_000);
    }
    const places = [SITE, PLOT].map(uri =>
      t.database.pool.query(
        'insert into term (uri) values ($1) on conflict (uri) do update set uri = excluded.uri returning id',
        [uri],
      ),
    );
    const [site, plot] = (await Promise.all(places)).map(({ rows }) => rows[0].id);
    await t.database.pool.query(
      `insert into place (id, kind, name_zh, parent) values ($1, 'site', '演示基地', null), ($2, 'plot', '演示一号地', $1)`,
      [site, plot],
    );
    await t.database.pool.query('analyze');
  });
  afterAll(() => t.close());

  const get = (url: string, key = ALL) => t.app.inject({ url, headers: { authorization: `Bearer ${key}` } });
  const listOf = (body: string): Fields[] => JSON.parse(body).epcisBody.queryResults.resultsBody.eventList;
  const found = async (parameters: Record<string, string>, key = ALL): Promise<string> => {
    const answer = await get(`/events?${new URLSearchParams({ orderDirection: 'ASC', ...parameters })}`, key);
    expect(answer.statusCode, answer.body).toBe(200);
    return listOf(answer.body)
      .map(({ eventID }) => String(eventID).at(-1))
      .join('');
  };

  it.each([
    [{}, '12345678'],
    [{ orderDirection: 'DESC' }, '87654321'],
    [{ orderBy: 'recordTime' }, '12345678'],
    [{ eventType: 'ObjectEvent' }, '12348'],
    [{ eventType: 'TransformationEvent|TransactionEvent' }, '57'],
    [{ eventType: 'https://example.org/Odd' }, ''],
    [{ GE_eventTime: '2026-07-01T03:00:00Z', LT_eventTime: '2026-07-01T05:00:00Z' }, '34'],
    [{ GE_eventTime: '2026-07-01T14:00:00+08:00' }, '678'],
    [{ GE_recordTime: '2026-07-18T04:06:00Z' }, '78'],
    [{ LT_recordTime: '2026-07-18T04:02:00Z' }, '12'],
    [{ EQ_action: 'ADD' }, '16'],
    [{ EQ_action: 'ADD|DELETE' }, '146'],
    [{ EQ_bizStep: 'shipping' }, '2'],
    [
      { EQ_bizStep: 'urn:epcglobal:cbv:bizstep:commissioning|https://ref.gs1.org/cbv/BizStep-shipping' },
      '12',
    ],
    [{ EQ_bizStep: 'packing' }, ''],
    [{ EQ_disposition: 'in_transit|active' }, '12'],
    [{ EQ_persistentDisposition_set: 'recalled' }, '3'],
    [{ EQ_persistentDisposition_unset: 'available' }, '3'],
    [{ EQ_persistentDisposition_unset: 'recalled' }, ''],
    [{ EQ_readPoint: PLOT }, '1'],
    [{ EQ_readPoint: SITE }, ''],
    [{ WD_readPoint: SITE }, '1'],
    [{ EQ_bizLocation: `${PLOT}|${SHED}` }, '1'],
    [{ WD_bizLocation: SITE }, '1'],
    [{ WD_bizLocation: PLOT }, '1'],
    [{ EQ_bizTransaction_po: ORDER }, '2'],
    [{ EQ_bizTransaction_desadv: ORDER }, ''],
    [{ EQ_source_owning_party: FARM_PARTY }, '2'],
    [{ EQ_destination_location: SITE }, '2'],
    [{ EQ_destination_location: FARM_PARTY }, ''],
    [{ EQ_transformationID: PROCESS }, '5'],
    [{ MATCH_epc: item('A1') }, '3'],
    [{ MATCH_epc: `${item('A2')}|${item('B1')}` }, '36'],
    [{ MATCH_epc: lot('F1') }, ''],
    [{ MATCH_epc: `https://id.gs1.org/01/${GTIN}/21/*` }, '36'],
    [{ MATCH_epc: 'urn:epc:idpat:sgtin:9520001.000001.*' }, '36'],
    [{ MATCH_epc: 'urn:epc:idpat:sgtin:9520001.*.*' }, '36'],
    [{ MATCH_epc: 'urn:epc:idpat:sscc:9520001.*' }, ''],
    [{ MATCH_parentID: PALLET }, '67'],
    [{ MATCH_parentID: 'urn:epc:idpat:sscc:9520001.*' }, '67'],
    [{ MATCH_inputEPC: item('A1') }, '5'],
    [{ MATCH_outputEPC: item('A1') }, ''],
    [{ MATCH_outputEPC: item('B1') }, '5'],
    [{ MATCH_anyEPC: item('A1') }, '35'],
    [{ MATCH_anyEPC: PALLET }, '67'],
    [{ MATCH_epcClass: lot('F1') }, '12'],
    [{ MATCH_epcClass: `https://id.gs1.org/01/${GTIN}` }, '12468'],
    [{ MATCH_epcClass: `https://id.gs1.org/01/${GTIN}/10/F*` }, '124'],
    [{ MATCH_epcClass: `urn:epc:class:lgtin:9520001.000001.F2` }, '4'],
    [{ MATCH_inputEPCClass: lot('F1') }, '5'],
    [{ MATCH_outputEPCClass: lot('P1') }, '5'],
    [{ MATCH_outputEPCClass: lot('F1') }, ''],
    [{ MATCH_anyEPCClass: lot('F1') }, '125'],
    [{ EQ_quantity: '60.5' }, '2'],
    [{ GT_quantity: '60.5' }, '1'],
    [{ GE_quantity: '60.50' }, '12'],
    [{ LT_quantity: '2' }, '8'],
    [{ LE_quantity_LTR: '5' }, '4'],
    [{ LE_quantity_KGM: '5' }, '5'],
    [{ EQ_eventID: `${id(2)}|${id(7)}|urn:uuid:none` }, '27'],
    [{ EXISTS_errorDeclaration: 'true' }, ''],
    [{ EXISTS_errorDeclaration: 'false', EQ_action: 'DELETE' }, '4'],
    [{ MATCH_anyEPCClass: lot('F1'), EQ_bizTransaction_po: ORDER, EQ_action: 'OBSERVE' }, '2'],
    [{ orderBy: 'eventTime', eventCountLimit: '3' }, '123'],
    [{ maxEventCount: '8' }, '12345678'],
    [{ lang: 'en' }, '12345678'],
  ] as [Record<string, string>, string][])('finds with %o the events %s', async (parameters, expected) => {
    expect(await found(parameters)).toBe(expected);
  });

  it('reads a plus sign that was not encoded', async () => {
    const answer = await get('/events?orderDirection=ASC&GE_eventTime=2026-07-01T14:00:00+08:00');
    expect(listOf(answer.body)).toHaveLength(3);
  });

  it.each([
    [{ EQ_bizSteps: 'x' }, 'unknownParameter'],
    [{ constructor: 'x' }, 'unknownParameter'],
    [{ GE_eventTime: '2026-07-01' }, 'notATime'],
    [{ LT_recordTime: '2026-13-01T00:00:00Z' }, 'notATime'],
    [{ EQ_action: 'LOOK' }, 'notAnAction'],
    [{ eventType: 'Odd' }, 'notAType'],
    [{ MATCH_epc: 'https://id.gs1.org/01/09520001000019/21/1' }, 'notAPattern'],
    [{ MATCH_epc: 'urn:epc:idpat:odd:1.*' }, 'notAPattern'],
    [{ EQ_bizStep: '' }, 'noValue'],
    [{ EQ_bizStep: 'a||b' }, 'noValue'],
    [{ EQ_readPoint: 'x\0y' }, 'noValue'],
    [{ MATCH_epc: Array.from({ length: 501 }, (_, n) => item(`X${n}`)).join('|') }, 'tooManyValues'],
    [{ GT_quantity: 'much' }, 'notANumber'],
    [{ perPage: '0' }, 'notACount'],
    [{ perPage: '1001' }, 'notACount'],
    [{ maxEventCount: '-1' }, 'notACount'],
    [{ orderBy: 'bizStep' }, 'notAnOrder'],
    [{ orderDirection: 'UP' }, 'notAnOrder'],
    [{ eventCountLimit: '3' }, 'needsOrderBy'],
    [{ eventCountLimit: '3', maxEventCount: '3', orderBy: 'eventTime' }, 'excludesOther'],
    [{ nextPageToken: 'forged' }, 'wrongPageToken'],
    [{ EXISTS_errorDeclaration: 'maybe' }, 'notATruth'],
  ] as [Record<string, string>, string][])('refuses %o by name', async (parameters, code) => {
    const answer = await get(`/events?${new URLSearchParams(parameters)}`);
    expect([answer.statusCode, answer.json().type]).toEqual([400, 'epcisException:QueryParameterException']);
    expect(answer.json().problems.map((problem: { code: string }) => problem.code)).toContain(code);
    expect(answer.json().problems[0].message).not.toMatch(/[{}]/);
  });

  it('tells everything that is wrong at once, also a parameter that stands twice', async () => {
    const answer = await get('/events?EQ_action=ADD&EQ_action=DELETE&odd=1&perPage=x');
    const told = answer.json().problems.map(({ at, code }: { at: string; code: string }) => `${at} ${code}`);
    expect(told.sort()).toEqual([
      '/query/EQ_action repeatedParameter',
      '/query/odd unknownParameter',
      '/query/perPage notACount',
    ]);
  });

  it('answers 413 when more events match than the asker wants', async () => {
    const answer = await get('/events?maxEventCount=7');
    expect([answer.statusCode, answer.json().type]).toEqual([413, 'epcisException:QueryTooLargeException']);
  });

  it('lets go of a page token, which holds nothing', async () => {
    const answer = await t.app.inject({
      ...{ method: 'DELETE', url: '/nextPageToken/abc' },
      headers: { authorization: `Bearer ${ALL}` },
    });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
  });

  it.each(['eventTime', 'recordTime'])(
    'pages by %s without losing or repeating an event while others come in',
    async orderBy => {
      for (const orderDirection of ['ASC', 'DESC']) {
        const seen: string[] = [];
        let url: string | undefined =
          `/events?perPage=3&orderBy=${orderBy}&orderDirection=${orderDirection}&eventType=ObjectEvent%7CAggregationEvent%7CTransformationEvent`;
        for (let page = 0; url !== undefined; page += 1) {
          const answer: Awaited<ReturnType<typeof get>> = await get(url);
          seen.push(...listOf(answer.body).map(({ eventID }) => String(eventID).at(-1) as string));
          url = /<([^>]+)>; rel="next"/.exec(String(answer.headers.link ?? ''))?.[1];
          expect(page).toBeLessThan(5);
        }
        expect(seen).toEqual(orderDirection === 'ASC' ? [...'1234568'] : [...'8654321']);
      }
    },
  );

  it('stops paging at eventCountLimit', async () => {
    const first = await get('/events?perPage=2&orderBy=eventTime&orderDirection=ASC&eventCountLimit=3');
    const next = /<([^>]+)>/.exec(String(first.headers.link))?.[1] as string;
    const second = await get(next);
    expect([listOf(first.body).length, listOf(second.body).length, second.headers.link]).toEqual([
      2,
      1,
      undefined,
    ]);
  });

  it('takes a page token for its own query only', async () => {
    const first = await get('/events?perPage=2&EQ_action=OBSERVE');
    const token = new URL(
      /<([^>]+)>/.exec(String(first.headers.link))?.[1] as string,
      'http://x',
    ).searchParams.get('nextPageToken');
    expect((await get(`/events?perPage=4&EQ_action=OBSERVE&nextPageToken=${token}`)).statusCode).toBe(200);
    expect(
      (await get(`/events?perPage=2&EQ_action=ADD&nextPageToken=${token}`)).json().problems[0].code,
    ).toBe('wrongPageToken');
  });

  it('answers a query document with the events as they were sent, their context and the time they were recorded', async () => {
    const answer = await get(`/events?EQ_eventID=${encodeURIComponent(id(2))}`);
    const body = JSON.parse(answer.body);
    expect(body).toMatchObject({
      type: 'EPCISQueryDocument',
      schemaVersion: '2.0',
      epcisBody: { queryResults: { queryName: 'SimpleEventQuery' } },
    });
    const [event] = listOf(answer.body);
    expect(event).toMatchObject({ ...EVENTS[1]?.[1], recordTime: '2026-07-18T04:01:00.000Z' });
    expect(JSON.stringify(event?.['@context'])).toContain('https://ns.example.org/');
  });

  it('finds one event by identifier and by hash, and says when there is none', async () => {
    const { rows } = await t.database.pool.query(
      `select encode(hash, 'hex') as hash from event where event_id = $1`,
      [id(3)],
    );
    for (const name of [id(3), `ni:///sha-256;${rows[0].hash}?ver=CBV2.0`]) {
      const answer = await get(`/events/${encodeURIComponent(name)}`);
      expect(listOf(answer.body).map(({ eventID }) => eventID)).toEqual([id(3)]);
    }
    expect((await get('/events/urn:uuid:none')).json().type).toBe('epcisException:NoSuchResourceException');
    expect((await get(`/events/${encodeURIComponent(id(1))}`, 'other:query')).statusCode).toBe(404);
  });

  describe('what a party sees', () => {
    it('is also what a party told that was merged into it', async () => {
      const merge = (into: number | null) =>
        t.database.pool.query('update party set merged_into = $1 where id = $2', [into, t.party('farm')]);
      await merge(t.party('other'));
      try {
        expect(await found({}, 'other:query')).toBe('123458');
        expect(await found({ MATCH_anyEPCClass: lot('F1') }, 'other:query')).toBe('125');
      } finally {
        await merge(null);
      }
    });

    // E8 names a product without a lot: that connects nobody.
    it.each([
      ['farm:query', '12345'],
      ['packer:query', '1234567'.replace('4', '')],
      ['other:query', '8'],
      ['shop:query', ''],
      ['shop:query,trace', ''],
      ['authority:query', ''],
      ['authority:query,trace', '12345678'],
    ])('%s sees of the chain %s', async (key, expected) => {
      expect(await found({}, key)).toBe(expected);
      expect(await found({ MATCH_anyEPCClass: lot('F1') }, key)).toBe(
        [...expected].filter(n => '125'.includes(n)).join(''),
      );
      expect(await found({ orderBy: 'recordTime', eventType: 'ObjectEvent' }, key)).toBe(
        [...expected].filter(n => '12348'.includes(n)).join(''),
      );
    });
  });
});
