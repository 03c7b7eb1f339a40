import { BIZ_STEPS, DISPOSITIONS } from '@pinxin/epcis/vocabulary';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { document, type Fields, item, lot, objectEvent, PALLET } from '../testing/events.ts';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';

const ALL = 'authority:query,trace';
const SITE = 'https://id.gs1.org/414/9520001000003';
const URN_SITE = 'urn:epc:id:sgln:9520001.00000.0';
const id = (n: number) => `urn:uuid:0190a000-0000-7000-8000-00000000000${n}`;
const at = (hour: number) => ({ eventTime: `2026-07-01T0${hour}:00:00.000Z`, eventTimeZoneOffset: '+08:00' });
const CHINESE = encodeURIComponent('枸杞一号');

const EVENTS: readonly (readonly [string, Fields])[] = [
  [
    'farm',
    objectEvent({
      ...{ eventID: id(1), ...at(1), action: 'ADD', bizStep: 'commissioning', disposition: 'active' },
      ...{ readPoint: { id: `${SITE}/254/P1` }, bizLocation: { id: URN_SITE } },
      epcList: ['urn:epc:id:sgtin:9520001.000001.A1'],
      quantityList: [{ epcClass: 'urn:epc:class:lgtin:9520001.000001.F1', quantity: 12.5, uom: 'KGM' }],
    }),
  ],
  [
    'farm',
    objectEvent({
      ...{
        eventID: id(2),
        ...at(2),
        bizStep: 'https://ns.example.org/drying',
        epcList: [item('A1'), item('A2')],
      },
    }),
  ],
  ['shop', { ...objectEvent({ eventID: id(3), ...at(3), disposition: 'expired', epcList: [PALLET] }) }],
  ['shop', { ...objectEvent({ eventID: id(4), ...at(4) }), type: 'ex:OwnEvent' }],
  ['other', objectEvent({ eventID: id(5), ...at(5), epcList: [`urn:example:${CHINESE}`] })],
];

describe('top-level resources', () => {
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
    }
  });
  afterAll(() => t.close());

  const get = (url: string, key = ALL, headers = {}) =>
    t.app.inject({ url, headers: { authorization: `Bearer ${key}`, ...headers } });
  const members = async (url: string, key?: string, headers = {}): Promise<string[]> => {
    const answer = await get(url, key, headers);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({ type: 'Collection' });
    return answer.json().member;
  };
  const events = async (url: string, key?: string, headers = {}): Promise<Fields[]> => {
    const answer = await get(url, key, headers);
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json().epcisBody.queryResults.resultsBody.eventList;
  };
  const numbers = async (url: string, key?: string, headers = {}): Promise<string> =>
    (await events(url, key, headers)).map(({ eventID }) => String(eventID).at(-1)).join('');

  it.each([
    ['/readPoints', [`${SITE}/254/P1`], [`${SITE}/254/P1`], []],
    ['/bizLocations', [SITE], [SITE], []],
    [
      '/epcs',
      [item('A1'), lot('F1'), item('A2'), PALLET, lot('L1'), `urn:example:${CHINESE}`],
      [item('A1'), lot('F1'), item('A2')],
      [PALLET, lot('L1')],
    ],
  ])('%s lists what events of the asker use, an authority all', async (url, all, farm, shop) => {
    expect((await members(url)).sort()).toEqual([...all].sort());
    expect((await members(url, 'farm:query')).sort()).toEqual([...farm].sort());
    expect((await members(url, 'shop:query')).sort()).toEqual([...shop].sort());
  });

  it('lists the event types of the standard and those of events', async () => {
    const standard = [
      'AggregationEvent',
      'AssociationEvent',
      'ObjectEvent',
      'TransactionEvent',
      'TransformationEvent',
    ];
    expect(await members('/eventTypes', 'farm:query')).toEqual(standard);
    expect(await members('/eventTypes', 'shop:query')).toEqual([
      ...standard,
      'https://ns.example.org/OwnEvent',
    ]);
  });

  it('lists the words of the standard, each once, and those that events use besides', async () => {
    const steps = await members('/bizSteps?perPage=1000', 'farm:query');
    expect(steps.slice().sort()).toEqual([...BIZ_STEPS.words, 'https://ns.example.org/drying'].sort());
    expect((await members('/bizSteps?perPage=1000', 'shop:query')).slice().sort()).toEqual(
      [...BIZ_STEPS.words].sort(),
    );
    expect((await members('/dispositions?perPage=1000')).slice().sort()).toEqual(
      [...DISPOSITIONS.words].sort(),
    );
    expect(await members('/dispositions/stolen', 'shop:query')).toEqual(['events']);
    expect(await events('/dispositions/stolen/events', 'shop:query')).toEqual([]);
  });

  it.each(['/epcs', '/bizSteps', '/eventTypes'])('pages %s', async start => {
    for (const key of [ALL, 'farm:query']) {
      const all = await members(`${start}?perPage=1000`, key);
      const seen: string[] = [];
      let url: string | undefined = `${start}?perPage=${start === '/bizSteps' ? 7 : 1}`;
      while (url !== undefined) {
        const answer: Awaited<ReturnType<typeof get>> = await get(url, key);
        seen.push(...answer.json().member);
        url = /<([^>]+)>; rel="next"/.exec(String(answer.headers.link ?? ''))?.[1];
        expect(seen.length).toBeLessThanOrEqual(all.length);
      }
      expect(seen).toEqual(all);
    }
    for (const wrong of ['perPage=0', 'perPage=x', 'nextPageToken=forged', 'nextPageToken=W10'])
      expect((await get(`${start}?${wrong}`)).json().type).toBe('epcisException:QueryParameterException');
  });

  it.each([
    ['/eventTypes/ObjectEvent', '5321'],
    [`/eventTypes/${encodeURIComponent('https://ns.example.org/OwnEvent')}`, '4'],
    ['/bizSteps/commissioning', '1'],
    [`/bizSteps/${encodeURIComponent('urn:epcglobal:cbv:bizstep:commissioning')}`, '1'],
    [`/bizSteps/${encodeURIComponent('https://ns.example.org/drying')}`, '2'],
    ['/dispositions/expired', '3'],
    [`/readPoints/${encodeURIComponent(`${SITE}/254/P1`)}`, '1'],
    [`/readPoints/${encodeURIComponent('urn:epc:id:sgln:9520001.00000.P1')}`, '1'],
    [`/bizLocations/${encodeURIComponent(SITE)}`, '1'],
    [`/epcs/${encodeURIComponent(item('A1'))}`, '21'],
    [`/epcs/${encodeURIComponent('urn:epc:id:sgtin:9520001.000001.A1')}`, '21'],
    [`/epcs/${encodeURIComponent(`urn:example:${CHINESE}`)}`, '5'],
  ])('%s has the events %s', async (url, expected) => {
    expect(await members(url)).toEqual(['events']);
    expect(await numbers(`${url}/events`)).toBe(expected);
    expect(await numbers(`${url}/events?LT_eventTime=2020-01-01T00:00:00Z`)).toBe('');
  });

  it('reads compact names as the header declares them', async () => {
    const headers = { 'gs1-extensions': 'my=https://ns.example.org/' };
    expect(await numbers('/bizSteps/my:drying/events', ALL, headers)).toBe('2');
    expect(await numbers('/eventTypes/my:OwnEvent/events', ALL, headers)).toBe('4');
  });

  it.each([
    '/bizSteps/odd',
    '/eventTypes/Odd',
    `/epcs/${encodeURIComponent('https://id.gs1.org/01/09520001000019')}`,
    `/readPoints/${encodeURIComponent(PALLET)}`,
    '/dispositions/a%00b',
  ])('%s is not there', async url => {
    for (const each of [url, `${url}/events`]) {
      const answer = await get(each);
      expect([answer.statusCode, answer.json().type]).toEqual([
        404,
        'epcisException:NoSuchResourceException',
      ]);
    }
  });

  it('shows to nobody what only others may see', async () => {
    const own = encodeURIComponent('https://ns.example.org/OwnEvent');
    expect((await get(`/eventTypes/${own}`, 'farm:query')).statusCode).toBe(404);
    expect((await get(`/eventTypes/${own}/events`, 'farm:query')).statusCode).toBe(404);
    expect((await get(`/eventTypes/${own}/events`, 'shop:query')).statusCode).toBe(200);
  });

  it('filters, orders and pages the events of an element like any', async () => {
    const url = `/epcs/${encodeURIComponent(item('A1'))}/events`;
    expect(await numbers(`${url}?EQ_bizStep=commissioning`)).toBe('1');
    const first = await get(`${url}?perPage=1&orderDirection=ASC`);
    const next = /<([^>]+)>; rel="next"/.exec(String(first.headers.link))?.[1] as string;
    expect(next).toContain(encodeURIComponent(item('A1')));
    expect(await numbers(next)).toBe('2');
    const token = new URL(next, 'http://x').searchParams.get('nextPageToken');
    const other = await get(
      `/epcs/${encodeURIComponent(item('A2'))}/events?perPage=1&orderDirection=ASC&nextPageToken=${token}`,
    );
    expect(other.json().problems[0].code).toBe('wrongPageToken');
  });

  describe('GS1-EPC-Format', () => {
    const one = async (format: string | undefined) => {
      const headers = format === undefined ? {} : { 'gs1-epc-format': format };
      const answer = await get(`/events/${encodeURIComponent(id(1))}`, ALL, headers);
      const [event] = answer.json().epcisBody.queryResults.resultsBody.eventList;
      const { epcList, quantityList, readPoint, bizLocation } = event;
      return [answer.headers['gs1-epc-format'], epcList[0], quantityList[0], readPoint.id, bizLocation.id];
    };
    const urn = [
      'urn:epc:id:sgtin:9520001.000001.A1',
      { epcClass: 'urn:epc:class:lgtin:9520001.000001.F1', quantity: 12.5, uom: 'KGM' },
    ];
    const link = [item('A1'), { epcClass: lot('F1'), quantity: 12.5, uom: 'KGM' }];

    it('answers identifiers as they were told, all as links, or all as URNs of the registered prefix', async () => {
      const told = [...urn, `${SITE}/254/P1`, URN_SITE];
      for (const format of [undefined, 'No_Preference', 'Never_Translates'])
        expect(await one(format)).toEqual(['Never_Translates', ...told]);
      expect(await one('Always_GS1_Digital_Link')).toEqual([
        'Always_GS1_Digital_Link',
        ...link,
        `${SITE}/254/P1`,
        SITE,
      ]);
      expect(await one('Always_EPC_URN')).toEqual([
        'Always_EPC_URN',
        ...urn,
        'urn:epc:id:sgln:9520001.00000.P1',
        URN_SITE,
      ]);
    });

    it('leaves a link where nobody registered its prefix, and what is not of GS1', async () => {
      await t.database.pool.query(`update party set gs1_prefixes = '{}'`);
      const [, , , readPoint] = await one('Always_EPC_URN');
      await t.database.pool.query(`update party set gs1_prefixes = '{9520001}'`);
      expect(readPoint).toBe(`${SITE}/254/P1`);
      const headers = { 'gs1-epc-format': 'Always_EPC_URN' };
      expect(await members('/epcs', ALL, headers)).toEqual(
        expect.arrayContaining([urn[0], `urn:example:${CHINESE}`, 'urn:epc:id:sscc:9520001.0000000001']),
      );
      expect(await members('/bizLocations', ALL, headers)).toEqual([URN_SITE]);
    });

    it('does the same in XML', async () => {
      const headers = { accept: 'application/xml', 'gs1-epc-format': 'Always_GS1_Digital_Link' };
      const answer = await get(`/events/${encodeURIComponent(id(1))}`, ALL, headers);
      expect(answer.body).toContain(`<epc>${item('A1')}</epc>`);
      expect(answer.body).not.toContain('urn:epc:');
    });

    it('is refused where it is none', async () => {
      const answer = await get('/events', ALL, { 'gs1-epc-format': 'Sometimes' });
      expect([answer.statusCode, answer.json().problems[0].at]).toEqual([406, '/header/gs1-epc-format']);
    });
  });

  it.each([
    [{ 'gs1-epcis-version': '3.0' }, '/header/gs1-epcis-version'],
    [{ 'gs1-epcis-min': '2.1' }, '/header/gs1-epcis-min'],
    [{ 'gs1-epcis-max': '1.1' }, '/header/gs1-epcis-max'],
    [{ 'gs1-epcis-max': 'new' }, '/header/gs1-epcis-max'],
    [{ 'gs1-cbv-version': '1.1' }, '/header/gs1-cbv-version'],
    [{ 'gs1-epcis-version': '1.2', 'gs1-cbv-min': '2.0' }, '/header/gs1-cbv-version'],
    [{ 'gs1-epcis-max': '1.2', accept: 'application/json' }, '/header/accept'],
  ])('refuses %o with 406', async (headers, place) => {
    const answer = await get('/events', ALL, headers);
    expect([answer.statusCode, answer.json().problems[0].at]).toEqual([406, place]);
  });

  it('refuses an edition at capture as well', async () => {
    for (const url of ['/capture', '/events']) {
      const answer = await t.app.inject({
        ...{ method: 'POST', url, payload: JSON.stringify(document([])) },
        headers: {
          ...{ authorization: 'Bearer farm:capture', 'content-type': 'application/json' },
          'gs1-epcis-version': '3.0',
        },
      });
      expect([answer.statusCode, answer.json().type]).toEqual([406, 'epcisException:NotAcceptableException']);
    }
  });

  it.each([
    [{ 'gs1-epcis-min': '1.0', 'gs1-epcis-max': '2.0' }, '2.0.0'],
    [{ 'gs1-epcis-max': '1.2' }, '1.2.0'],
    [{ 'gs1-epcis-version': '2.0.1' }, '2.0.0'],
    [{ 'gs1-cbv-version': '1.2' }, '1.2.0'],
  ])('answers %o in edition %s', async (headers, version) => {
    const answer = await get('/events', ALL, headers);
    expect([answer.statusCode, answer.headers['gs1-epcis-version']]).toEqual([200, version]);
  });

  it.each([
    '/',
    '/capture',
    '/events',
    `/events/${encodeURIComponent(id(1))}`,
    '/epcs',
    '/bizSteps/odd/events',
    '/nextPageToken/abc',
  ])('tells by OPTIONS what is spoken at %s', async url => {
    const answer = await t.app.inject({ method: 'OPTIONS', url });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers).toMatchObject({
      'gs1-epcis-version': '2.0.0',
      'gs1-epcis-min': '1.2.0',
      'gs1-cbv-max': '2.0.0',
      'gs1-vendor-version': expect.stringMatching(/^pinxin-\d/),
      allow: expect.stringContaining('OPTIONS'),
    });
    if (url === '/capture') expect(answer.headers['gs1-epcis-capture-limit']).toBe('10000');
    const other = await t.app.inject({ method: 'OPTIONS', url, headers: { 'gs1-epcis-min': '3.0' } });
    expect(other.statusCode).toBe(406);
  });
});
