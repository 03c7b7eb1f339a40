import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { queryEvents } from '../query/query-events.ts';
import type { ReadQuery } from '../query/read-query.ts';
import type { Viewer } from '../query/visibility.ts';
import { document, type Fields, lot, objectEvent, PALLET, transformation } from '../testing/events.ts';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';
import { matchEvents } from './match-events.ts';
import { readNamedQuery } from './read-named-query.ts';
import { WatchIndex } from './watch-index.ts';

// What a subscriber is told must be what the same query would find: one is the test of the other.

let t: TraceApp;
let ids: readonly number[];
const eventIds = new Map<number, string>();

beforeAll(async () => {
  t = await traceApp();
  const told: readonly (readonly [string, readonly Fields[]])[] = [
    ['farm', [...someEvents('A', 30), transformation(['A-1', 'A-2'], ['B-1']), onPallet(['B-1'])]],
    ['packer', [...someEvents('B', 20), transformation(['B-1'], ['C-1'])]],
    ['shop', [...someEvents('C', 10), ...someEvents('A', 5, 1)]],
    // The same event by a second party.
    ['other', someEvents('A', 3)],
  ];
  for (const [who, events] of told) {
    const answer = await t.app.inject({
      ...{ method: 'POST', url: '/capture', payload: JSON.stringify(document(events)) },
      headers: { authorization: `Bearer ${who}:capture`, 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBe(202);
  }
  const { rows } = await t.database.pool.query<{ id: number; name: string }>(
    `select id, 'ni:///sha-256;' || encode(hash, 'hex') || '?ver=CBV2.0' as name from event order by id`,
  );
  ids = rows.map(({ id }) => id);
  for (const { id, name } of rows) eventIds.set(id, name);
});
afterAll(async () => await t.close());

function someEvents(run: string, count: number, shift = 0): Fields[] {
  const steps = ['shipping', 'receiving', 'commissioning'];
  return Array.from({ length: count }, (_, n) =>
    objectEvent({
      eventTime: new Date(Date.UTC(2026, 5, 1, 0, n + shift * 100)).toISOString(),
      action: (['ADD', 'OBSERVE', 'DELETE'] as const)[n % 3],
      bizStep: steps[n % steps.length],
      ...(n % 2 === 0 ? { disposition: 'in_transit' } : {}),
      ...(n % 4 === 0
        ? {
            bizTransactionList: [
              { type: 'po', bizTransaction: `urn:epcglobal:cbv:bt:9520001000008:${n % 8}` },
            ],
          }
        : {}),
      quantityList: [{ epcClass: lot(`${run}-${n % 6}`), quantity: n, uom: 'KGM' }],
    }),
  );
}

function onPallet(lots: readonly string[]): Fields {
  return {
    ...{ type: 'AggregationEvent', action: 'ADD', parentID: PALLET },
    ...{ eventTime: '2026-07-03T08:00:00.000+08:00', eventTimeZoneOffset: '+08:00' },
    childQuantityList: lots.map(name => ({ epcClass: lot(name), quantity: 5, uom: 'KGM' })),
  };
}

const parameter: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  fc.constant({}),
  fc.subarray(['ADD', 'OBSERVE', 'DELETE'], { minLength: 1 }).map(list => ({ EQ_action: list })),
  fc.subarray(['shipping', 'receiving'], { minLength: 1 }).map(list => ({ EQ_bizStep: list })),
  fc.constant({ EQ_disposition: ['in_transit'] }),
  fc.subarray(['ObjectEvent', 'TransformationEvent', 'AggregationEvent'], { minLength: 1 }).map(list => ({
    eventType: list,
  })),
  fc.subarray(['A-1', 'B-1', 'C-1'].map(lot), { minLength: 1 }).map(list => ({ MATCH_anyEPCClass: list })),
  fc.constant({ MATCH_anyEPCClass: [`${lot('A-')}*`] }),
  fc.constant({ MATCH_parentID: [PALLET] }),
  fc.constant({ MATCH_outputEPCClass: [lot('B-1')] }),
  fc.constant({ EQ_bizTransaction_po: ['urn:epcglobal:cbv:bt:9520001000008:4'] }),
  fc
    .integer({ min: 0, max: 25 })
    .map(n => ({ GE_eventTime: new Date(Date.UTC(2026, 5, 1, 0, n)).toISOString() })),
  fc
    .integer({ min: 0, max: 25 })
    .map(n => ({ LT_eventTime: new Date(Date.UTC(2026, 5, 1, 0, n)).toISOString() })),
  fc.integer({ min: 0, max: 25 }).map(n => ({ GE_quantity: n })),
);

/** The oracle: what the query interface answers to the same question. */
async function asked(read: ReadQuery, viewer: Viewer): Promise<readonly string[]> {
  const whole = { ...read, query: { ...read.query, perPage: 1_000 } };
  const answer = await queryEvents(t.ctx, whole, viewer, { kind: 'json' });
  if (!answer.ok) throw new Error('too large');
  const { eventList } = JSON.parse(Buffer.from(answer.value.document).toString()).epcisBody.queryResults
    .resultsBody;
  return (eventList as { eventID: string }[]).map(({ eventID }) => eventID).sort();
}

it('a subscriber is told of exactly the events that the query finds for its party', async () => {
  const who = fc.constantFrom('farm', 'packer', 'shop', 'other', 'authority');
  let matched = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(who, parameter, parameter), { minLength: 1, maxLength: 8 }),
      async wishes => {
        const watches = wishes.map(([name, first, second], reader) => {
          const read = readNamedQuery({ ...first, ...second }, { now: t.clock.now() });
          if (!read.ok) throw new Error(JSON.stringify(read.error));
          const viewer: Viewer =
            name === 'authority' ? { kind: 'everything' } : { kind: 'party', party: t.party(name) };
          return { read: read.value, viewer, query: read.value.query, reader };
        });
        const matches = await matchEvents(t.database.pool, new WatchIndex(watches), ids);
        for (const { read, viewer, reader } of watches) {
          const told = (matches.get(reader) ?? []).map(id => eventIds.get(id) as string).sort();
          expect(told).toEqual(await asked(read, viewer));
          matched += told.length;
        }
      },
    ),
    { numRuns: 40 },
  );
  expect(matched).toBeGreaterThan(500);
});

it('reads each event once, however many subscribe, and asks the database nothing that facts decide', async () => {
  const statements: string[] = [];
  const reader = {
    query: (...given: unknown[]) => {
      const [text] = given as [string | { text: string }];
      statements.push(typeof text === 'string' ? text : text.text);
      return (t.database.pool.query as (...all: unknown[]) => unknown)(...given);
    },
  } as unknown as Parameters<typeof matchEvents>[0];
  const watches = Array.from({ length: 1_000 }, (_, n) => {
    const read = readNamedQuery(
      { MATCH_anyEPCClass: [lot(`A-${n}`)], EQ_bizStep: ['shipping'] },
      { now: t.clock.now() },
    );
    if (!read.ok) throw new Error('not read');
    const viewer: Viewer = { kind: 'party', party: t.party('farm') };
    return { viewer, query: read.value.query, reader: n };
  });
  const matches = await matchEvents(reader, new WatchIndex(watches), ids);
  expect(statements).toHaveLength(3);
  expect([...matches.keys()]).toEqual(expect.arrayContaining([0, 3]));
});
