import { systemClock } from '@pinxin/server/kernel/clock';
import type { Context } from '@pinxin/server/kernel/context';
import type { Database } from '@pinxin/server/kernel/db/database';
import { queryEvents, readQueryBody, type Viewer } from '@pinxin/server/slices/trace/api';
import { type Dice, diceOf } from '../chain/dice.ts';
import type { DatabaseServer } from '../database-server.ts';
import { barAtFullSize, type Figure } from '../figure.ts';
import {
  CARTON,
  EXTENSIONS,
  FEW_PARTY,
  loadEvents,
  lotUri,
  OLD_PARTY,
  orderUri,
  placeUri,
  regionUri,
  STEPS,
} from '../query/load-events.ts';
import { withDatabase } from '../register/load-parties.ts';
import { percentile, spreadOf } from '../rounds.ts';

/** Events for each lot that `--size` names: five million at full size. */
const EVENTS_A_LOT = 5;
/** Questions of a kind: so many, or for so long. */
const ASKED = 50;
const LONGEST = 5_000;
const BAR = { kind: 'atMost', value: 20 } as const;
const EVERYTHING: Viewer = { kind: 'everything' };

const CLASS = 'https://id.gs1.org/01/09520001000010';

type Question = (dice: Dice, count: number) => Readonly<Record<string, unknown>>;

/** What partners ask again and again, each time of another lot, place, order, value. */
const QUESTIONS: readonly (readonly [name: string, question: Question])[] = [
  ['the newest', () => ({})],
  ['a type', () => ({ eventType: 'TransformationEvent' })],
  ['a rare type', () => ({ eventType: 'AssociationEvent' })],
  ['a step', dice => ({ EQ_bizStep: STEPS[dice.between(0, STEPS.length - 1)] })],
  ['a rare step', () => ({ EQ_bizStep: 'destroying' })],
  ['a disposition', () => ({ EQ_disposition: 'in_transit' })],
  ['a rare disposition', () => ({ EQ_disposition: 'recalled' })],
  [
    'a rare step and a disposition that never meet',
    () => ({ EQ_bizStep: 'destroying', EQ_disposition: 'active' }),
  ],
  ['a place', dice => ({ EQ_bizLocation: placeUri(dice.between(1, 1_999)) })],
  ['a read point', dice => ({ EQ_readPoint: placeUri(dice.between(1, 1_999)) })],
  ['a region and all that lies in it', dice => ({ WD_bizLocation: regionUri(dice.between(1, 20)) })],
  ['a step in a region', dice => ({ EQ_bizStep: 'packing', WD_readPoint: regionUri(dice.between(1, 20)) })],
  ['a lot', (dice, count) => ({ MATCH_anyEPCClass: lotUri(dice.between(1, count)) })],
  ['a lot as an input', (dice, count) => ({ MATCH_inputEPCClass: lotUri(dice.between(1, count)) })],
  ['items of a carton', (dice, count) => ({ MATCH_epc: CARTON(dice.between(1, count / 100)) })],
  [
    'lots that begin alike',
    (dice, count) => ({ MATCH_anyEPCClass: `${lotUri(dice.between(10, count / 10))}*` }),
  ],
  ['all lots of a product', () => ({ MATCH_anyEPCClass: CLASS })],
  ['an order', (dice, count) => ({ EQ_bizTransaction_po: orderUri(dice.between(1, count / 50)) })],
  ['a day', dice => dayOf(dice)],
  ['a day at a place', dice => ({ ...dayOf(dice), EQ_bizLocation: placeUri(dice.between(1, 1_999)) })],
  [
    'what was recorded since',
    () => ({ GE_recordTime: '2026-06-01T00:00:00Z', orderBy: 'recordTime', orderDirection: 'ASC' }),
  ],
  ['an event', (dice, count) => ({ EQ_eventID: `urn:uuid:${dice.between(1, count)}` })],
  ['a rare extension', dice => ({ 'EQ_ex:batch': `B${dice.between(1, 1_000)}` })],
  ['an extension of a tenth of all', () => ({ 'EQ_ex:grade': 'A' })],
  [
    'master data of a lot',
    (dice, count) => ({ 'EQ_ILMD_cbvmda:lotNumber': `N${dice.between(1, count / 10) * 10}` }),
  ],
  ['temperatures above, in another unit', () => ({ GE_value_FAH: '84.2' })],
  ['most temperatures', () => ({ GT_value_CEL: '-30' })],
  [
    'the order of an extension',
    dice => ({ 'EQ_ex:batch': `B${dice.between(1, 1_000)}`, orderBy: 'ex:grade' }),
  ],
];

const ASKERS: readonly (readonly [who: string, viewer: Viewer])[] = [
  ['an authority', EVERYTHING],
  ['a party of many events', { kind: 'party', party: 1 }],
  ['a party of 1,000 events', { kind: 'party', party: FEW_PARTY }],
  ['a party whose 1,000 events are the oldest', { kind: 'party', party: OLD_PARTY }],
];

function dayOf(dice: Dice): Readonly<Record<string, string>> {
  const from = Date.UTC(2025, 0, 1) + dice.between(0, 500) * 86_400_000;
  const [GE_eventTime, LT_eventTime] = [from, from + 86_400_000].map(at => new Date(at).toISOString()) as [
    string,
    string,
  ];
  return { GE_eventTime, LT_eventTime };
}

/** Pages of 30 events of the common queries, over millions of stored events; beside them 30 events by their numbers. */
export async function measureQuery(server: DatabaseServer, size: number): Promise<Figure[]> {
  const count = size * EVENTS_A_LOT;
  const url = await server.newDatabase('query');
  try {
    return await withDatabase(url, async database => {
      const start = performance.now();
      await loadEvents(database.pool, count);
      console.error(`  ${count} events loaded in ${Math.round((performance.now() - start) / 1_000)} s`);
      const figures: Figure[] = [];
      const floor = await byNumber(database, count);
      for (const [who, viewer] of ASKERS) {
        const all: number[] = [];
        const each: Figure[] = [];
        for (const [name, question] of QUESTIONS) {
          const times = await asked(
            database,
            viewer,
            question,
            count,
            !name.endsWith('never meet') && count >= 100_000,
          );
          all.push(...times);
          each.push(figureOf(`${name}, asked by ${who}`, size, times, floor));
          console.error(`  ${percentile(times, 0.95).toFixed(1)} ms  ${name}, asked by ${who}`);
        }
        figures.push(
          {
            ...{ bench: 'query', name: `all questions of ${who} together, p95`, size },
            ...{ value: percentile(all, 0.95), unit: 'ms', ours: spreadOf(all), ...barAtFullSize(size, BAR) },
            note: `${all.length} questions over ${count} events, one after another`,
          },
          ...each,
        );
      }
      return figures;
    });
  } finally {
    await server.drop('query');
  }
}

function figureOf(name: string, size: number, times: readonly number[], floor: readonly number[]): Figure {
  return {
    ...{ bench: 'query', name: `${name}, p95`, size, value: percentile(times, 0.95), unit: 'ms' },
    ...{ ours: spreadOf(times), baseline: { ...spreadOf(floor), name: '30 events by number' } },
  };
}

async function asked(
  database: Database,
  viewer: Viewer,
  question: Question,
  count: number,
  isFound: boolean,
): Promise<readonly number[]> {
  const ctx = contextOver(database);
  const dice = diceOf(7);
  const times: number[] = [];
  let found = 0;
  const end = performance.now() + LONGEST;
  for (let index = -3; index < ASKED && (times.length < 5 || performance.now() < end); index += 1) {
    const start = performance.now();
    const read = readQueryBody(
      { '@context': EXTENSIONS, ...question(dice, count) },
      { now: ctx.clock.now() },
    );
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const answer = await queryEvents(ctx, read.value, viewer, { kind: 'json' });
    if (index >= 0) times.push(performance.now() - start);
    if (!answer.ok) throw new Error('too large');
    found += answer.value.count;
  }
  if (isFound && viewer.kind === 'everything' && found === 0)
    throw new Error('none of the questions found anything');
  return times;
}

/** The least that any page must do: read its events, through the same driver. */
async function byNumber(database: Database, count: number): Promise<readonly number[]> {
  const dice = diceOf(3);
  const times: number[] = [];
  for (let index = 0; index < 200; index += 1) {
    const ids = Array.from({ length: 30 }, () => dice.between(1, count));
    const start = performance.now();
    await database.pool.query('select * from event where id = any($1::bigint[])', [ids]);
    times.push(performance.now() - start);
  }
  return times;
}

function contextOver(database: Database): Context {
  const log = { error: console.error, warn: console.error, info: () => {}, debug: () => {} };
  return { database, clock: systemClock, newId: () => '', log } as unknown as Context;
}
