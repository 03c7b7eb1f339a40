import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { document, type Fields, lot, objectEvent } from '../testing/events.ts';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';

const ALL = 'authority:query,trace';
const EX = 'https://ns.example.org/';
const SITE = 'https://id.gs1.org/414/9520001000003';
const id = (n: number) => `urn:uuid:0190a000-0000-7000-8000-00000000000${n}`;
const at = (hour: number) => ({ eventTime: `2026-07-01T0${hour}:00:00.000Z`, eventTimeZoneOffset: '+08:00' });
const sensor = (...reports: object[]) => [
  {
    sensorMetadata: {
      ...{ time: '2026-07-01T01:30:00Z', startTime: '2026-07-01T01:00:00Z', endTime: '2026-07-01T02:00:00Z' },
      ...{ deviceID: 'urn:epc:id:giai:9520001.7', bizRules: 'https://example.com/rules', 'ex:mount': 'roof' },
    },
    sensorReport: reports,
    'ex:seal': { 'ex:number': 77 },
  },
];

/** E1 … E6, an hour apart. */
const EVENTS: readonly Fields[] = [
  objectEvent({
    ...{ eventID: id(1), ...at(1), action: 'ADD', 'ex:grade': 'A', 'ex:brix': 18.5 },
    ilmd: { 'cbvmda:lotNumber': 'L1', 'ex:plot': { 'ex:rows': 12, 'ex:crop': 'goji' } },
  }),
  objectEvent({
    ...{ eventID: id(2), ...at(2), 'ex:grade': ['B', 'C'], 'ex:brix': '21', 'ex:crew': { 'ex:lead': 'Z1' } },
    readPoint: { id: SITE, 'ex:gate': '4' },
    bizLocation: { id: SITE, 'ex:floor': 'two' },
  }),
  objectEvent({
    ...{ eventID: id(3), ...at(3), 'ex:picked': '2026-07-01T05:00:00+08:00', 'ex:brix': 9 },
    sensorElementList: sensor(
      { type: 'Temperature', value: 8, uom: 'CEL', time: '2026-07-01T01:10:00Z', 'ex:depth': 2 },
      { type: 'RelativeHumidity', maxValue: 91, meanValue: 85.5, uom: 'P1', percRank: 95, percValue: 90 },
    ),
  }),
  objectEvent({
    ...{ eventID: id(4), ...at(4), 'ex:owner': 'urn:epc:id:pgln:9520001.00000' },
    sensorElementList: sensor(
      { type: 'Temperature', value: 50, uom: 'FAH', minValue: 41, sDev: 0.5 },
      {
        type: 'Illuminance',
        ...{
          stringValue: 'dim',
          booleanValue: true,
          hexBinaryValue: 'f0',
          uriValue: 'https://example.com/v',
        },
        microorganism: 'https://www.ncbi.nlm.nih.gov/taxonomy/1126011',
        chemicalSubstance: 'https://identifiers.org/inchikey:CZMRCDWAGMRECN-UHFFFAOYSA-N',
        dataProcessingMethod: 'https://example.com/method',
      },
    ),
  }),
  objectEvent({
    ...{ eventID: id(5), ...at(5), quantityList: [{ epcClass: lot('L5'), quantity: 1.5, uom: 'TNE' }] },
    errorDeclaration: {
      ...{ declarationTime: '2026-07-02T00:00:00Z', reason: 'incorrect_data', 'ex:by': { 'ex:desk': 'D1' } },
      correctiveEventIDs: [id(6)],
    },
  }),
  objectEvent({ eventID: id(6), ...at(6), quantityList: [{ epcClass: lot('L6'), quantity: 2, uom: 'LTR' }] }),
];

describe('queries by field', () => {
  let t: TraceApp;
  beforeAll(async () => {
    t = await traceApp();
    const answer = await t.app.inject({
      method: 'POST',
      url: '/capture',
      headers: { authorization: 'Bearer farm:capture', 'content-type': 'application/json' },
      payload: JSON.stringify(document(EVENTS)),
    });
    if (answer.statusCode !== 202) throw new Error(answer.body);
  });
  afterAll(() => t.close());

  const ask = (parameters: Record<string, string>, extensions: string | undefined = `ex=${EX}`) =>
    t.app.inject({
      url: `/events?${new URLSearchParams({ orderDirection: 'ASC', ...parameters })}`,
      headers: {
        authorization: `Bearer ${ALL}`,
        ...(extensions === undefined ? {} : { 'gs1-extensions': extensions }),
      },
    });
  const found = async (parameters: Record<string, string>, extensions?: string): Promise<string> => {
    const answer = await ask(parameters, extensions);
    expect(answer.statusCode, answer.body).toBe(200);
    const list: Fields[] = JSON.parse(answer.body).epcisBody.queryResults.resultsBody.eventList;
    return list.map(({ eventID }) => String(eventID).at(-1)).join('');
  };

  it.each([
    [{ 'EQ_ex:grade': 'A' }, '1'],
    [{ 'EQ_ex:grade': 'A|C' }, '12'],
    [{ 'EQ_ex:brix': '18.50' }, '1'],
    [{ 'GT_ex:brix': '18.5' }, '2'],
    [{ 'GE_ex:brix': '9', 'LT_ex:brix': '21' }, '13'],
    [{ 'LE_ex:brix': '9.0' }, '3'],
    [{ 'EXISTS_ex:brix': 'true' }, '123'],
    [{ 'EXISTS_ex:brix': '' }, '123'],
    [{ 'EXISTS_ex:lead': 'true' }, ''],
    [{ 'EXISTS_INNER_ex:lead': 'true' }, '2'],
    [{ 'EQ_INNER_ex:lead': 'Z1' }, '2'],
    [{ 'EQ_ex:picked': '2026-06-30T21:00:00Z' }, '3'],
    [{ 'GE_ex:picked': '2026-07-01T05:00:00+08:00' }, '3'],
    [{ 'LT_ex:picked': '2026-06-30T21:00:00Z' }, ''],
    [{ 'EQ_ex:owner': 'https://id.gs1.org/417/9520001000003' }, '4'],
    [{ [`EQ_${EX}grade`]: 'B' }, '2'],
    [{ 'EQ_ILMD_cbvmda:lotNumber': 'L1' }, '1'],
    [{ 'EQ_ILMD_urn:epcglobal:cbv:mda:lotNumber': 'L1' }, '1'],
    [{ 'EXISTS_ILMD_ex:plot': 'true' }, '1'],
    [{ 'GE_INNER_ILMD_ex:rows': '12' }, '1'],
    [{ 'GT_INNER_ILMD_ex:rows': '12' }, ''],
    [{ 'EQ_INNER_ILMD_ex:crop': 'goji' }, '1'],
    [{ 'EQ_readPoint_ex:gate': '4' }, '2'],
    [{ 'EQ_bizLocation_ex:floor': 'two' }, '2'],
    [{ 'EQ_ERROR_DECLARATION_ex:by': 'x' }, ''],
    [{ 'EXISTS_ERROR_DECLARATION_ex:by': 'true' }, '5'],
    [{ 'EQ_INNER_ERROR_DECLARATION_ex:desk': 'D1' }, '5'],
    [{ EQ_errorReason: 'incorrect_data' }, '5'],
    [{ EQ_errorReason: 'urn:epcglobal:cbv:er:did_not_occur' }, ''],
    [{ EQ_correctiveEventID: id(6) }, '5'],
    [{ GE_errorDeclarationTime: '2026-07-02T00:00:00Z' }, '5'],
    [{ GE_errorDeclaration_Time: '2026-07-02T00:00:01Z' }, ''],
    [{ EXISTS_sensorElementList: 'true' }, '34'],
    [{ EQ_type: 'Temperature' }, '34'],
    [{ EQ_type: 'gs1:RelativeHumidity|https://gs1.org/voc/Illuminance' }, '34'],
    [{ EQ_deviceID: 'https://id.gs1.org/8004/95200017' }, '34'],
    [{ EQ_bizRules: 'https://example.com/rules' }, '34'],
    [{ EQ_dataProcessingMethod: 'https://example.com/method' }, '4'],
    [{ EQ_microorganism: 'https://www.ncbi.nlm.nih.gov/taxonomy/1126011' }, '4'],
    [{ EQ_chemicalSubstance: 'https://identifiers.org/inchikey:CZMRCDWAGMRECN-UHFFFAOYSA-N' }, '4'],
    [{ EQ_stringValue: 'dim' }, '4'],
    [{ EQ_booleanValue: 'true' }, '4'],
    [{ EQ_booleanValue: 'false' }, ''],
    [{ EQ_hexBinaryValue: 'F0' }, '4'],
    [{ EQ_uriValue: 'https://example.com/v' }, '4'],
    [{ EQ_value_CEL: '8' }, '3'],
    [{ EQ_value_CEL: '10' }, '4'],
    [{ EQ_value_CEL: '8|10' }, '34'],
    [{ EQ_value_KEL: '281.15' }, '3'],
    [{ GT_value_CEL: '8' }, '4'],
    [{ GE_value_FAH: '46.4' }, '34'],
    [{ LT_value_KEL: '283.15' }, '3'],
    [{ LE_value_KEL: '283.15' }, '34'],
    [{ GE_value_KGM: '0' }, ''],
    [{ LE_minValue_CEL: '5' }, '4'],
    [{ GT_maxValue_P1: '90' }, '3'],
    [{ GT_maxValue_C62: '0.9' }, '3'],
    [{ EQ_meanValue_P1: '85.5' }, '3'],
    [{ EQ_sDev_A48: '0.5' }, '4'],
    [{ LT_sDev_CEL: '0.3' }, '4'],
    [{ EQ_sDev_FAH: '0.5' }, '4'],
    [{ GE_percRank: '95' }, '3'],
    [{ LT_percRank: '95' }, ''],
    [{ GE_percValue_P1: '90' }, '3'],
    [{ GE_value_CEL: '5', GE_maxValue_P1: '50' }, '3'],
    [{ GE_time: '2026-07-01T01:30:00Z' }, '34'],
    [{ LT_time: '2026-07-01T01:30:00Z' }, '3'],
    [{ GE_startTime: '2026-07-01T01:00:00Z', LT_endTime: '2026-07-01T02:00:01Z' }, '34'],
    [{ LT_startTime: '2026-07-01T01:00:00Z' }, ''],
    [{ 'EQ_SENSORMETADATA_ex:mount': 'roof' }, '34'],
    [{ 'GE_SENSORREPORT_ex:depth': '2' }, '3'],
    [{ 'EXISTS_SENSORELEMENT_ex:seal': 'true' }, '34'],
    [{ 'EQ_INNER_SENSORELEMENT_ex:number': '77' }, '34'],
    [{ GE_quantity_KGM: '1000' }, '5'],
    [{ LE_quantity_MLT: '2000' }, '6'],
    [{ orderBy: 'ex:brix' }, '312'],
    [{ orderBy: 'ex:brix', orderDirection: 'DESC' }, '213'],
    [{ orderBy: 'ex:grade' }, '12'],
    [{ orderBy: 'ILMD_cbvmda:lotNumber' }, '1'],
    [{ orderBy: 'ex:nobody' }, ''],
  ] as [Record<string, string>, string][])('finds with %o the events %s', async (parameters, expected) => {
    expect(await found(parameters)).toBe(expected);
  });

  it.each([
    [{ 'EQ_un:grade': 'A' }, 'unknownPrefix'],
    [{ 'EQATTR_bizLocation_un:name': 'A' }, 'unknownPrefix'],
    [{ 'GT_ex:grade': 'A' }, 'notComparable'],
    [{ 'GT_ex:brix': '1|2' }, 'oneValue'],
    [{ 'EXISTS_ex:brix': 'yes' }, 'notATruth'],
    [{ EQ_booleanValue: 'yes' }, 'notATruth'],
    [{ GE_value_CEL: 'warm' }, 'notANumber'],
    [{ GE_value: '1' }, 'unknownParameter'],
    [{ EQ_ILMD_: '1' }, 'unknownParameter'],
    [{ GE_time: 'noon' }, 'notATime'],
    [{ GE_eventTime: '0000-01-01T00:00:00Z' }, 'notATime'],
    [{ orderBy: 'un:grade' }, 'notAnOrder'],
    [{ 'EQ_ex:a\0b': 'A' }, 'unknownParameter'],
    [{ 'EQ_ex:grade': 'a\0b' }, 'noValue'],
    [{ 'EQ_ex:grade': 'A', [`EQ_${EX}grade`]: 'B' }, 'sameAsOther'],
    [{ EQ_source_owning_party: SITE, 'EQ_source_urn:epcglobal:cbv:sdt:owning_party': SITE }, 'sameAsOther'],
  ] as [Record<string, string>, string][])('refuses %o by name', async (parameters, code) => {
    const answer = await ask(parameters);
    expect([answer.statusCode, answer.json().type]).toEqual([400, 'epcisException:QueryParameterException']);
    expect(answer.json().problems.map((problem: { code: string }) => problem.code)).toContain(code);
    expect(answer.json().problems[0].message).not.toMatch(/[{}]/);
  });

  it('wants to be told what a prefix stands for, and says where that is wrong', async () => {
    expect((await ask({ 'EQ_ex:grade': 'A' }, '')).json().problems[0].code).toBe('unknownPrefix');
    expect(await found({ 'EQ_other:grade': 'A' }, `a=urn:x:, other=${EX}`)).toBe('1');
    for (const wrong of ['ex', 'ex=', `ex=${EX},ex=${EX}`, 'e x=urn:a:'])
      expect((await ask({}, wrong)).json().problems[0]).toMatchObject({
        at: '/header/gs1-extensions',
        code: 'wrongExtensions',
      });
  });

  it('pages in the order of a field', async () => {
    const seen: string[] = [];
    let url: string | undefined = `/events?perPage=1&orderBy=${encodeURIComponent(`${EX}brix`)}`;
    while (url !== undefined) {
      const answer: Awaited<ReturnType<typeof ask>> = await t.app.inject({
        url,
        headers: { authorization: `Bearer ${ALL}` },
      });
      const [event] = answer.json().epcisBody.queryResults.resultsBody.eventList;
      seen.push(String(event?.eventID).at(-1) as string);
      url = /<([^>]+)>; rel="next"/.exec(String(answer.headers.link ?? ''))?.[1];
      expect(seen.length).toBeLessThan(5);
    }
    expect(seen).toEqual(['2', '1', '3']);
  });

  it('takes a page token for a day', async () => {
    const first = await ask({ perPage: '1' });
    expect(first.headers['gs1-next-page-token-expires']).toBe('2026-07-19T04:00:00.000Z');
    const next = /<([^>]+)>/.exec(String(first.headers.link))?.[1] as string;
    const again = () => t.app.inject({ url: next, headers: { authorization: `Bearer ${ALL}` } });
    expect((await again()).statusCode).toBe(200);
    t.clock.advance(86_400_001);
    expect((await again()).json().problems[0].code).toBe('pageTokenExpired');
    t.clock.advance(-86_400_001);
  });
});
