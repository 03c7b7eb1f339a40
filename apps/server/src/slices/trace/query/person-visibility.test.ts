import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bare, lot, objectEvent } from '../testing/events.ts';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';

const id = (n: number) => `urn:uuid:0190a000-0000-7000-8000-00000000000${n}`;
const event = (n: number, name: string) =>
  bare(objectEvent({ eventID: id(n), quantityList: [{ epcClass: lot(name), quantity: 1, uom: 'KGM' }] }));

describe('a person who asks for events', () => {
  let t: TraceApp;
  beforeAll(async () => {
    t = await traceApp();
    expect((await capture('farm:capture', event(1, 'F1'))).statusCode).toBe(201);
    expect((await capture('shop:capture', event(2, 'S1'))).statusCode).toBe(201);
  });
  afterAll(() => t.close());

  const headersOf = (who: string, actingFor?: string) => ({
    authorization: `Bearer ${who}`,
    ...(actingFor === undefined ? {} : { 'x-acting-for': actingFor }),
  });
  const capture = (who: string, payload: object, actingFor?: string) =>
    t.app.inject({ method: 'POST', url: '/events', headers: headersOf(who, actingFor), payload });
  const ask = (who: string, actingFor?: string) =>
    t.app.inject({ url: '/events', headers: headersOf(who, actingFor) });
  const seen = async (who: string, actingFor?: string): Promise<string[]> => {
    const { epcisBody } = (await ask(who, actingFor)).json();
    return epcisBody.queryResults.resultsBody.eventList
      .map(({ eventID }: { eventID: string }) => eventID)
      .sort();
  };

  it('sees every event where the role may query anything', async () => {
    expect(await seen('person@authority:inspector')).toEqual([id(1), id(2)]);
  });

  it('sees with a role at a party what the key of that party sees', async () => {
    expect(await seen('person@farm:enterpriseClerk')).toEqual(await seen('farm:query'));
    expect(await seen('person@farm:enterpriseClerk')).toEqual([id(1)]);
  });

  it('says for which party, where several would do', async () => {
    const unclear = await ask('person@farm+shop:enterpriseClerk');
    expect([unclear.statusCode, unclear.json().code]).toEqual([400, 'actingForNeeded']);
    expect(unclear.json().problems[0].message).toContain('pty_farm');
    expect(await seen('person@farm+shop:enterpriseClerk', 'pty_shop')).toEqual([id(2)]);
    const elsewhere = await ask('person@farm+shop:enterpriseClerk', 'pty_packer');
    expect([elsewhere.statusCode, elsewhere.json().code]).toEqual([403, 'roleNotAllowed']);
  });

  it('tells events in the name of that party only', async () => {
    expect((await capture('person@packer:enterpriseClerk', event(3, 'P1'))).statusCode).toBe(201);
    expect(await seen('packer:query')).toEqual([id(3)]);
    expect((await capture('person@packer+farm:enterpriseClerk', event(4, 'P2'))).json().code).toBe(
      'actingForNeeded',
    );
    expect((await capture('person@packer:enterpriseClerk', event(4, 'P2'), 'pty_farm')).statusCode).toBe(403);
    expect((await capture('person@authority:inspector', event(4, 'P2'))).json().code).toBe('roleNotAllowed');
  });
});
