import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GTIN, item, lot, PALLET } from '../testing/events.ts';
import type { TraceApp } from '../testing/trace-app.ts';
import {
  appOfEight,
  EVENTS,
  eightCalls,
  FARM_PARTY,
  id,
  ORDER,
  PLOT,
  PROCESS,
  SHED,
  SITE,
} from './testing/eight-events.ts';

describe('event queries', () => {
  let t: TraceApp;
  beforeAll(async () => {
    t = await appOfEight();
  });
  afterAll(() => t.close());

  const { get, listOf, found } = eightCalls(() => t);

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
});
