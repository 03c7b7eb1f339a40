import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bare, document, type Fields, lot, objectEvent, series } from '../testing/events.ts';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';
import { captureCalls, PACKER } from './testing/capture-calls.ts';

const BAD = objectEvent({ action: 'LOOK', eventTime: 'yesterday' });

describe('capture', () => {
  let t: TraceApp;
  beforeAll(async () => {
    t = await traceApp({ inlineEvents: 20, maxEvents: 2_000, maxBytes: 2_000_000 });
  });
  afterAll(() => t.close());

  const { post, get, rows, events } = captureCalls(() => t);

  describe('of one event', () => {
    it('answers 201 with its place, and the same place again when it is repeated', async () => {
      const event = bare(
        objectEvent({
          eventID: 'urn:uuid:0190a000-0000-7000-8000-000000000001',
          quantityList: [{ epcClass: lot('ONE'), quantity: 1 }],
        }),
      );
      const first = await post('/events', event);
      const second = await post('/events', event);
      expect([first.statusCode, second.statusCode]).toEqual([201, 200]);
      expect(first.headers.location).toBe(`/events/${encodeURIComponent(String(event.eventID))}`);
      expect(second.headers.location).toBe(first.headers.location);
      expect(await events('ONE')).toBe(1);
    });

    it('gives an event without identifier its hash as identifier', async () => {
      const answer = await post(
        '/events',
        bare(objectEvent({ quantityList: [{ epcClass: lot('NOID'), quantity: 1 }] })),
      );
      expect(decodeURIComponent(String(answer.headers.location))).toMatch(
        /^\/events\/ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/,
      );
      const found = (await get(String(answer.headers.location))).json();
      expect(found.epcisBody.queryResults.resultsBody.eventList).toHaveLength(1);
    });

    it('names the place of the stored event when the same content comes under another identifier', async () => {
      const event = objectEvent({ quantityList: [{ epcClass: lot('RENAMED'), quantity: 1 }] });
      const first = await post('/events', bare(event));
      const again = await post(
        '/events',
        bare({ ...event, eventID: 'urn:uuid:0190a000-0000-7000-8000-0000000000cc' }),
      );
      expect([again.statusCode, again.headers.location]).toEqual([200, first.headers.location]);
    });

    it('answers 409 when the identifier belongs to an event with other content', async () => {
      const eventID = 'urn:uuid:0190a000-0000-7000-8000-000000000002';
      const event = (amount: number) =>
        bare(objectEvent({ eventID, quantityList: [{ epcClass: lot('TAKEN'), quantity: amount }] }));
      expect((await post('/events', event(1))).statusCode).toBe(201);
      const answer = await post('/events', event(2));
      expect([answer.statusCode, answer.json().type]).toEqual([
        409,
        'epcisException:ResourceAlreadyExistsException',
      ]);
      expect(await events('TAKEN')).toBe(1);
    });

    it('refuses a document, and a bad event with all its problems', async () => {
      expect((await post('/events', document(series('nodoc', 1)))).statusCode).toBe(400);
      expect((await post('/events', bare(BAD))).json().problems.length).toBeGreaterThan(1);
    });
  });

  describe('of an error declaration', () => {
    const declared = (name: string, more: Fields = {}) => ({
      wrong: objectEvent({ quantityList: [{ epcClass: lot(name), quantity: 1 }], ...more }),
      declaration: objectEvent({
        quantityList: [{ epcClass: lot(name), quantity: 1 }],
        ...more,
        errorDeclaration: { declarationTime: '2026-07-03T00:00:00Z', reason: 'did_not_occur' },
      }),
    });
    const voided = async (name: string): Promise<number> =>
      (
        await rows(
          `select count(distinct v.event)::int as n from event_void v join event_lot l on l.event = v.event join lot on lot.id = l.lot where lot.uri = $1`,
          [lot(name)],
        )
      )[0].n;

    it('voids the event it speaks of and counts as none itself, in either order', async () => {
      const later = declared('VOID-AFTER');
      await post('/capture', document([later.wrong]));
      expect(await voided('VOID-AFTER')).toBe(0);
      await post('/capture', document([later.declaration]));
      expect([await events('VOID-AFTER'), await voided('VOID-AFTER')]).toEqual([2, 2]);
      const sooner = declared('VOID-BEFORE');
      await post('/capture', document([sooner.declaration]));
      await post('/capture', document([sooner.wrong]));
      expect([await events('VOID-BEFORE'), await voided('VOID-BEFORE')]).toEqual([2, 2]);
      const together = declared('VOID-TOGETHER');
      await post('/capture', document([together.declaration, together.wrong]));
      expect([await events('VOID-TOGETHER'), await voided('VOID-TOGETHER')]).toEqual([2, 2]);
    });

    it('finds the event by its identifier, and may itself be repeated', async () => {
      const { wrong, declaration } = declared('VOID-ID', {
        eventID: 'urn:uuid:0190a000-0000-7000-8000-00000000000a',
      });
      await post('/capture', document([wrong]));
      for (let time = 0; time < 2; time += 1)
        expect((await post('/capture', document([declaration]))).statusCode).toBe(202);
      expect([await events('VOID-ID'), await voided('VOID-ID')]).toEqual([2, 2]);
      const found = await get(
        `/events/${encodeURIComponent('urn:uuid:0190a000-0000-7000-8000-00000000000a')}`,
      );
      expect(found.json().epcisBody.queryResults.resultsBody.eventList).toHaveLength(2);
    });

    it("does not void another party's event", async () => {
      const { wrong, declaration } = declared('VOID-OTHER');
      await post('/capture', document([wrong]));
      await post('/capture', document([declaration]), PACKER);
      expect([await events('VOID-OTHER'), await voided('VOID-OTHER')]).toEqual([2, 1]);
    });

    it('names in the journal which events count no more', async () => {
      const { wrong, declaration } = declared('VOID-JOURNAL');
      await post('/capture', document([wrong]));
      await post('/capture', document([declaration]));
      const [last] = await rows(
        `select facts from journal where kind = 'events-captured' order by seq desc limit 1`,
      );
      const ids = (
        await rows(
          `select distinct event from event_lot join lot on lot.id = lot where uri = $1 order by event`,
          [lot('VOID-JOURNAL')],
        )
      ).map(({ event }) => event);
      expect([...last.facts.voided].sort((a, b) => a - b)).toEqual(ids);
    });
  });
});
