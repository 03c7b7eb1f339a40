import { parseXmlDocument } from '@pinxin/epcis/xml/xml-document';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { document, type Fields, item, lot, objectEvent } from '../testing/events.ts';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';
import { xmlDocument, xmlEvent } from '../testing/xml-events.ts';

const ALL = 'authority:query,trace';
const SITE = 'https://id.gs1.org/414/9520001000003';
const HALL = `${SITE}/254/H1`;
const SHELF = `${SITE}/254/S1`;
const OTHERS = 'https://id.gs1.org/414/9521000000001';
const LOCATIONS = 'urn:epcglobal:epcis:vtype:BusinessLocation';
const CLASSES = 'urn:epcglobal:epcis:vtype:EPCClass';
const ROOMS = 'https://ns.example.org/Room';
const id = (n: number) => `urn:uuid:0190a000-0000-7000-8000-00000000000${n}`;

interface Element {
  readonly id: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly children?: readonly string[];
}

function header(lists: Readonly<Record<string, readonly Element[]>>): Fields {
  const vocabularyList = Object.entries(lists).map(([type, elements]) => ({
    type,
    vocabularyElementList: elements.map(({ id: uri, attributes, children }) => ({
      id: uri,
      ...(attributes && {
        attributes: Object.entries(attributes).map(([name, attribute]) => ({ id: name, attribute })),
      }),
      ...(children && { children }),
    })),
  }));
  return { epcisHeader: { epcisMasterData: { vocabularyList } } };
}

describe('master data of documents', () => {
  let t: TraceApp;
  const capture = async (who: string, payload: string, type = 'application/json') => {
    const answer = await t.app.inject({
      ...{ method: 'POST', url: '/capture', payload },
      headers: { authorization: `Bearer ${who}:capture`, 'content-type': type },
    });
    if (answer.statusCode !== 202) throw new Error(answer.body.slice(-900));
  };

  beforeAll(async () => {
    t = await traceApp();
    const pool = t.database.pool;
    await pool.query(`update party set gs1_prefixes = '{9529999}' where id <> $1`, [t.party('farm')]);
    const told = header({
      [LOCATIONS]: [
        {
          id: 'urn:epc:id:sgln:9520001.00000.0',
          attributes: { 'cbvmda:site': 'Plot farm', 'ex:area': 12.5, 'ex:soil': { 'ex:kind': 'loess' } },
          children: [HALL],
        },
        { id: HALL, attributes: { 'cbvmda:site': 'Hall' } },
      ],
      [CLASSES]: [
        {
          id: 'urn:epc:idpat:sgtin:9520001.000001.*',
          attributes: { 'cbvmda:descriptionShort': '枸杞' },
        },
      ],
    });
    const events = [
      objectEvent({ eventID: id(1), bizLocation: { id: SITE } }),
      objectEvent({ eventID: id(2), readPoint: { id: HALL }, epcList: [item('A1')] }),
      objectEvent({
        ...{ eventID: id(3), bizLocation: { id: OTHERS }, epcList: ['urn:example:thing'] },
        sourceList: [{ type: 'location', source: SITE }],
      }),
    ];
    await capture('farm', JSON.stringify(document(events, told)));
    // The shop speaks of its own room, of the farm's site, and of a place of somebody else.
    const shops = header({
      [ROOMS]: [{ id: 'urn:example:room', attributes: { 'ex:floor': 'two' }, children: [SITE] }],
      [LOCATIONS]: [
        { id: SITE, attributes: { 'cbvmda:site': 'not so' } },
        { id: OTHERS, attributes: { 'cbvmda:site': 'elsewhere' } },
      ],
    });
    await capture(
      'shop',
      JSON.stringify(document([objectEvent({ eventID: id(4), readPoint: { id: SHELF } })], shops)),
    );
    const xml = xmlDocument(xmlEvent('L9'), 'xmlns:ex="https://ns.example.org/"').replace(
      '<EPCISBody>',
      `<EPCISHeader><extension><EPCISMasterData><VocabularyList><Vocabulary type="${LOCATIONS}"><VocabularyElementList>
       <VocabularyElement id="urn:epc:id:sgln:9520001.00000.H1"><attribute id="urn:epcglobal:cbv:mda:site">Hall of XML</attribute>
       <children><id>urn:epc:id:sgln:9520001.00000.S1</id></children></VocabularyElement>
       </VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader><EPCISBody>`,
    );
    await capture('farm', xml, 'application/xml');
  });
  afterAll(() => t.close());

  const get = (url: string, key = ALL, headers = {}) =>
    t.app.inject({
      url,
      headers: { authorization: `Bearer ${key}`, 'gs1-extensions': 'ex=https://ns.example.org/', ...headers },
    });
  const lookUp = async (parameters: Record<string, string>, key = ALL) => {
    const answer = await get(`/masterData?${new URLSearchParams(parameters)}`, key);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({
      '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld'],
      ...{ type: 'EPCISQueryDocument', schemaVersion: '2.0', creationDate: '2026-07-18T04:00:00.000Z' },
    });
    return answer.json().epcisBody.queryResults.resultsBody.vocabularyList as {
      type: string;
      vocabularyElementList: Fields[];
    }[];
  };
  const ids = async (parameters: Record<string, string>, key = ALL) =>
    (await lookUp(parameters, key)).flatMap(({ vocabularyElementList }) =>
      vocabularyElementList.map(element => element.id),
    );
  const found = async (parameters: Record<string, string>, key = ALL): Promise<string> => {
    const answer = await get(
      `/events?${new URLSearchParams({ orderBy: 'recordTime', orderDirection: 'ASC', ...parameters })}`,
      key,
    );
    expect(answer.statusCode, answer.body).toBe(200);
    const list: Fields[] = answer.json().epcisBody.queryResults.resultsBody.eventList;
    return list
      .map(({ eventID }) => String(eventID).at(-1))
      .sort()
      .join('');
  };

  it('are told again as they were told, the owner before others, the newest before the older', async () => {
    expect(await lookUp({ vocabularyName: LOCATIONS })).toEqual([
      {
        type: LOCATIONS,
        vocabularyElementList: [
          {
            id: SITE,
            attributes: [
              { id: 'urn:epcglobal:cbv:mda:site', attribute: 'Plot farm' },
              { id: 'https://ns.example.org/area', attribute: 12.5 },
              { id: 'https://ns.example.org/soil', attribute: { 'ex:kind': 'loess' } },
            ],
            children: [HALL],
          },
          {
            id: HALL,
            attributes: [{ id: 'urn:epcglobal:cbv:mda:site', attribute: 'Hall of XML' }],
            children: [SHELF],
          },
          { id: OTHERS, attributes: [{ id: 'urn:epcglobal:cbv:mda:site', attribute: 'elsewhere' }] },
        ],
      },
    ]);
  });

  it.each([
    [{ EQ_name: 'urn:epc:id:sgln:9520001.00000.0' }, [SITE]],
    [{ WD_name: HALL }, [HALL]],
    [{ WD_name: SITE }, [SITE, HALL]],
    [{ HASATTR: 'ex:area|ex:floor' }, ['urn:example:room', SITE]],
    [{ 'EQATTR_cbvmda:descriptionShort': '枸杞' }, ['https://id.gs1.org/01/09520001000010']],
    [{ 'EQATTR_cbvmda:site': 'Hall' }, []],
    [{ vocabularyName: `${CLASSES}|${ROOMS}` }, ['urn:example:room', 'https://id.gs1.org/01/09520001000010']],
  ])('are found by %o', async (parameters, expected) => {
    expect(await ids(parameters as Record<string, string>)).toEqual(expected);
  });

  it('are heard of owners by all, of others by themselves alone', async () => {
    expect(await ids({ vocabularyName: LOCATIONS }, 'other:query')).toEqual([SITE, HALL]);
    expect(await ids({ vocabularyName: LOCATIONS }, 'shop:query')).toEqual([SITE, HALL, OTHERS]);
    expect(await ids({ vocabularyName: ROOMS }, 'farm:query')).toEqual([]);
  });

  it('may be asked for without attributes, without children, or with some', async () => {
    const [list] = await lookUp({ EQ_name: SITE, includeChildren: 'false', attributeNames: 'ex:area' });
    expect(list?.vocabularyElementList).toEqual([
      { id: SITE, attributes: [{ id: 'https://ns.example.org/area', attribute: 12.5 }] },
    ]);
    const [bare] = await lookUp({ EQ_name: SITE, includeAttributes: 'false' });
    expect(bare?.vocabularyElementList).toEqual([{ id: SITE, children: [HALL] }]);
    const urns = await get(`/masterData?EQ_name=${encodeURIComponent(SITE)}`, ALL, {
      'gs1-epc-format': 'Always_EPC_URN',
    });
    expect(urns.body).toContain('"urn:epc:id:sgln:9520001.00000.0"');
  });

  it.each([
    [{ 'EQATTR_bizLocation_cbvmda:site': 'Plot farm' }, '1'],
    [{ HASATTR_bizLocation: 'cbvmda:site' }, '13'],
    [{ 'HASATTR_bizLocation_ex:area': 'true' }, '1'],
    [{ HASATTR_readPoint: 'cbvmda:site' }, '2'],
    [{ 'EQATTR_source_cbvmda:site': 'Plot farm' }, '3'],
    [{ HASATTR_source: 'ex:none' }, ''],
    [{ 'EQATTR_epcClass_cbvmda:descriptionShort': '枸杞', EQ_eventID: `${id(1)}|${id(2)}|${id(3)}` }, '12'],
    [{ WD_readPoint: HALL }, '24'],
    [{ WD_readPoint: SITE }, '24'],
    [{ WD_bizLocation: SITE }, '1'],
    [{ WD_bizLocation: 'urn:example:room' }, '1'],
  ] as [Record<string, string>, string][])(
    'finds events by master data with %o',
    async (parameters, expected) => {
      expect(await found(parameters)).toBe(expected);
    },
  );

  it('finds events by what the asker heard, and by nothing else', async () => {
    expect(await found({ HASATTR_bizLocation: 'cbvmda:site' }, 'farm:query')).toBe('1');
    expect(await found({ WD_bizLocation: 'urn:example:room' }, 'farm:query')).toBe('');
  });

  it('stores the same master data once', async () => {
    const told = header({ [ROOMS]: [{ id: 'urn:example:room', attributes: { 'ex:floor': 'three' } }] });
    const events = [objectEvent({ quantityList: [{ epcClass: lot('Z1'), quantity: 1 }] })];
    await capture('shop', JSON.stringify(document(events, told)));
    await capture('shop', JSON.stringify(document(events, told)));
    const { rows } = await t.database.pool.query(
      `select (select count(*)::int from journal where kind = 'vocabulary-told') as told,
         (select count(*)::int from vocabulary_attribute where text in ('two', 'three')) as values`,
    );
    expect(rows[0]).toEqual({ told: 4, values: 1 });
  });

  it.each([
    [{ EQ_names: 'x' }, 'unknownParameter'],
    [{ includeChildren: 'maybe' }, 'notATruth'],
    [{ 'EQATTR_un:site': 'x' }, 'unknownPrefix'],
    [{ maxElementCount: '0' }, 'notACount'],
    [{ EQ_name: '' }, 'noValue'],
    [{ nextPageToken: 'forged' }, 'wrongPageToken'],
  ])('refuses %o by name', async (parameters, code) => {
    const answer = await get(`/masterData?${new URLSearchParams(parameters as Record<string, string>)}`);
    expect([answer.statusCode, answer.json().problems[0].code]).toEqual([400, code]);
  });

  it('are captured without events, as the schema of XML allows', async () => {
    const silo = 'https://ns.example.org/silo/1';
    const told = (
      name: string,
    ) => `<VocabularyList><Vocabulary type="https://ns.example.org/Silo"><VocabularyElementList>
      <VocabularyElement id="${silo}"><attribute id="https://ns.example.org/name">${name}</attribute></VocabularyElement>
      </VocabularyElementList></Vocabulary></VocabularyList>`;
    const head = 'schemaVersion="2.0" creationDate="2026-06-21T00:00:00Z"';
    const heard = async () => {
      const lists = await lookUp({
        vocabularyName: 'https://ns.example.org/Silo',
        includeAttributes: 'true',
      });
      return lists[0]?.vocabularyElementList[0]?.attributes;
    };
    await capture(
      'shop',
      `<m:EPCISMasterDataDocument xmlns:m="urn:epcglobal:epcis-masterdata:xsd:2" ${head}><EPCISBody>${told('one')}</EPCISBody></m:EPCISMasterDataDocument>`,
      'application/xml',
    );
    expect(await heard()).toMatchObject([{ attribute: 'one' }]);
    await capture(
      'shop',
      `<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" ${head}><EPCISHeader><extension><EPCISMasterData>${told('two')}</EPCISMasterData></extension></EPCISHeader><EPCISBody/></e:EPCISDocument>`,
      'application/xml',
    );
    expect(await heard()).toMatchObject([{ attribute: 'two' }]);
  });

  it('answers 413 beyond maxElementCount', async () => {
    expect((await get('/masterData?maxElementCount=1')).json().type).toBe(
      'epcisException:QueryTooLargeException',
    );
  });

  it.each(['2.0.0', '1.2.0'])(
    'are answered in XML %s as well, and read from it as they are in JSON',
    async version => {
      const answer = await get(`/masterData?vocabularyName=${encodeURIComponent(LOCATIONS)}`, ALL, {
        ...{ accept: 'application/xml', 'gs1-epcis-version': version },
      });
      expect(answer.headers['content-type']).toBe('application/xml; charset=utf-8');
      // What is captured has a list of events, be it empty.
      const captured = Buffer.from(answer.body.replace('<resultsBody>', '<resultsBody><EventList/>'));
      const read = parseXmlDocument(captured, { strictness: 'lenient' });
      if (!read.ok) throw new Error(JSON.stringify(read.error));
      const [list] = await lookUp({ vocabularyName: LOCATIONS });
      const text = (value: unknown) => (typeof value === 'number' ? String(value) : value);
      expect(read.value.masterData).toEqual(
        list?.vocabularyElementList.map(({ id: uri, attributes, children }) => ({
          ...{ type: LOCATIONS, id: uri, children: children ?? [] },
          attributes: ((attributes ?? []) as { id: string; attribute: unknown }[]).map(each => ({
            ...{ id: each.id, value: text(each.attribute) },
          })),
        })),
      );
    },
  );
});
