import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { document, type Fields, item, lot, objectEvent, PALLET } from '../../testing/events.ts';
import { type TraceApp, traceApp } from '../../testing/trace-app.ts';
import { pageOf, searchedPage } from '../event-views.ts';
import { readQueryBody } from '../read-query.ts';
import type { Viewer } from '../visibility.ts';
import { blockOf, eventsIn, SeenEvents } from './seen-events.ts';
import { gatheredSight } from './seen-memory.ts';

const TELLERS = ['farm', 'packer', 'shop', 'other'] as const;
const STEPS = ['shipping', 'receiving', 'packing'];

/** An event of a few lots out of many, told by somebody, perhaps after somebody else. */
const telling = fc.record({
  teller: fc.constantFrom(...TELLERS),
  retold: fc.option(fc.nat(200), { freq: 4 }),
  lots: fc.uniqueArray(fc.nat(25), { minLength: 1, maxLength: 3 }),
  pallet: fc.boolean(),
  minute: fc.nat(5_000),
  step: fc.constantFrom(...STEPS),
});
const question = fc.record({
  who: fc.constantFrom(...TELLERS, 'merged', 'everything'),
  parameters: fc.constantFrom<Record<string, string>>(
    ...[{}, { EQ_bizStep: 'packing' }, { orderBy: 'recordTime' }, { MATCH_epc: PALLET }],
    ...[{ MATCH_anyEPCClass: lot('F3') }, { orderBy: 'eventTime', orderDirection: 'ASC' }],
    ...[
      { GE_eventTime: '2026-06-02T00:00:00Z' },
      { 'EQ_ex:grade': '1' },
      { 'EQ_ex:grade': '2', orderBy: 'ex:grade' },
    ],
  ),
  limit: fc.integer({ min: 2, max: 12 }),
});

describe('what is remembered of a sight', () => {
  let t: TraceApp;
  const told: Fields[] = [];

  beforeAll(async () => {
    t = await traceApp();
  });
  afterAll(() => t.close());

  const viewerOf = (who: string): Viewer => {
    if (who === 'everything') return { kind: 'everything' };
    if (who === 'merged') return { kind: 'party', party: t.party('farm'), also: [t.party('other')] };
    return { kind: 'party', party: t.party(who) };
  };

  const tell = async (told: readonly Fields[], teller: string): Promise<void> => {
    t.clock.advance(1_000);
    const answer = await t.app.inject({
      ...{ method: 'POST', url: '/capture', payload: document(told) },
      headers: { authorization: `Bearer ${teller}:capture` },
    });
    expect(answer.statusCode).toBe(202);
  };

  const eventOf = ({
    lots,
    pallet,
    minute,
    step,
  }: {
    lots: number[];
    pallet: boolean;
    minute: number;
    step: string;
  }) =>
    objectEvent({
      eventTime: new Date(Date.UTC(2026, 5, 1) + minute * 60_000).toISOString(),
      ...{ bizStep: step, 'ex:grade': String(minute % 3) },
      quantityList: lots.map(n => ({ epcClass: lot(`F${n}`), quantity: 1 + n, uom: 'KGM' })),
      ...(pallet ? { epcList: [PALLET, item(`S${lots[0]}`)] } : {}),
    });

  const askedBoth = async ({
    who,
    parameters,
    limit,
  }: {
    who: string;
    parameters: Record<string, string>;
    limit: number;
  }) => {
    const read = readQueryBody(
      { '@context': { ex: 'https://ns.example.org/' }, ...parameters },
      { now: t.clock.now() },
    );
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const viewer = viewerOf(who);
    expect(await gatheredSight(t.ctx, viewer)).toBeDefined();
    let query = read.value.query;
    for (let page = 0; page < 3; page += 1) {
      const remembered = await pageOf(t.ctx, query, viewer, limit);
      const searched = await searchedPage(t.ctx, query, viewer, limit);
      expect(remembered.map(({ id }) => id)).toEqual(searched.map(({ id }) => id));
      const last = searched.at(-1);
      if (last === undefined || typeof query.orderBy !== 'string') return;
      const key = (query.orderBy === 'recordTime' ? last.recordTime : last.eventTime).getTime();
      query = { ...query, after: { key, id: last.id, seen: limit } };
    }
  };

  it('finds what the tables find, while events come in and are told again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(telling, question), { minLength: 10, maxLength: 25 }),
        async steps => {
          for (const step of steps) {
            if ('who' in step) await askedBoth(step);
            else {
              const again = step.retold === null ? undefined : told[step.retold];
              const event = again ?? eventOf(step);
              if (again === undefined) told.push(event);
              await tell([event], step.teller);
            }
          }
        },
      ),
      { numRuns: 7, endOnFailure: true },
    );
  });

  it('knows what others told meanwhile of a lot that is told of only now', async () => {
    const asked = { who: 'shop', parameters: {}, limit: 12 };
    await askedBoth(asked);
    const seen = await gatheredSight(t.ctx, viewerOf('shop'));
    const before = seen?.count ?? 0;
    for (let minute = 0; minute < 3; minute += 1)
      await tell([eventOf({ lots: [99], pallet: false, minute: minute + 9_000, step: 'packing' })], 'farm');
    await askedBoth(asked);
    expect((await gatheredSight(t.ctx, viewerOf('shop')))?.count).toBe(before);
    await tell([eventOf({ lots: [99], pallet: false, minute: 9_100, step: 'receiving' })], 'shop');
    expect((await gatheredSight(t.ctx, viewerOf('shop')))?.count).toBe(before + 4);
    await askedBoth(asked);
  });

  it('is followed behind the back of who asks, where much was told since', async () => {
    const viewer = viewerOf('packer');
    await gatheredSight(t.ctx, viewer);
    for (let part = 0; part < 6; part += 1) {
      const many = Array.from({ length: 400 }, (_, index) =>
        eventOf({
          lots: [500 + part * 400 + index, 3],
          pallet: false,
          minute: 20_000 + index,
          step: 'packing',
        }),
      );
      await tell(many, 'farm');
    }
    const read = readQueryBody({}, { now: t.clock.now() });
    if (!read.ok) throw new Error('no query');
    const page = await pageOf(t.ctx, read.value.query, viewer, 30);
    const searched = await searchedPage(t.ctx, read.value.query, viewer, 30);
    expect(page.map(({ id }) => id)).toEqual(searched.map(({ id }) => id));
    await askedBoth({ who: 'packer', parameters: {}, limit: 12 });
  });

  it('keeps the numbers that it was given', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(5_000), { maxLength: 200 }), numbers => {
        const seen = new SeenEvents(0, false);
        const at = { event_time: 0, record_time: 0 };
        for (const n of numbers) seen.add(blockOf(n), [n % 1_024], at, at);
        const sorted = [...numbers].sort((one, other) => one - other);
        expect(
          seen
            .inOrder('event_time', false)
            .flatMap(eventsIn)
            .sort((a, b) => a - b),
        ).toEqual(sorted);
        expect(numbers.every(n => seen.has(n)) && !seen.has(6_000)).toBe(true);
        expect(seen.count).toBe(numbers.length);
      }),
    );
  });
});
