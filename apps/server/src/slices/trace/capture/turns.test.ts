import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { document, lot, objectEvent } from '../testing/events.ts';
import { GroupCommit } from './group-commit.ts';
import { Interner } from './interner.ts';
import { numberEvents } from './prepared-event.ts';
import { readCapture, readCaptureInTurns, roughEventCount } from './read-capture.ts';
import { nextTurn } from './turns.ts';

const EVENTS = 3_000;
const LIMITS = { strictness: 'strict', maxEvents: EVENTS } as const;

describe('a document of thousands of events', () => {
  let t: TestContext;
  beforeAll(async () => {
    t = await testContext();
  });
  afterAll(() => t.close());

  const body = Buffer.from(
    JSON.stringify(
      document(
        Array.from({ length: EVENTS }, (_, number) =>
          objectEvent({ quantityList: [{ epcClass: lot(`turn-${number}`), quantity: number + 1 }] }),
        ),
      ),
    ),
  );

  /** How many turns somebody else had while the work went on. */
  async function turnsDuring<T>(work: () => Promise<T>): Promise<{ turns: number; result: T }> {
    let turns = 0;
    let over = false;
    const others = (async () => {
      while (!over) {
        await nextTurn();
        turns += 1;
      }
    })();
    const result = await work().finally(() => {
      over = true;
    });
    await others;
    return { turns, result };
  }

  it('is read in turns with others, to the same end as at once', async () => {
    const { turns, result } = await turnsDuring(() => readCaptureInTurns(body, LIMITS));
    expect(turns).toBeGreaterThan(EVENTS / 100);
    const atOnce = readCapture(body, LIMITS);
    if (!result.ok || !atOnce.ok) throw new Error('refused');
    expect(result.value.events).toEqual(atOnce.value.events);
    expect(result.value.document).toEqual(atOnce.value.document);
  });

  it('is refused in turns as it is at once', async () => {
    const fewer = { ...LIMITS, maxEvents: EVENTS - 1 };
    expect(await readCaptureInTurns(body, fewer)).toEqual(readCapture(body, fewer));
    const cut = body.subarray(0, -5);
    expect(await readCaptureInTurns(cut, LIMITS)).toEqual(readCapture(cut, LIMITS));
  });

  it('is counted in turns', async () => {
    const large = Buffer.concat([Buffer.alloc(4 * 1024 * 1024, ' '), body]);
    const { turns, result } = await turnsDuring(() => roughEventCount(large));
    expect(result).toBe(EVENTS);
    expect(turns).toBeGreaterThan(3);
  });

  it('is numbered in turns and stored whole', async () => {
    const read = readCapture(body, LIMITS);
    if (!read.ok) throw new Error('refused');
    const good = read.value.events.flatMap(event => (event.ok ? [event.value] : []));
    const interner = new Interner(t.ctx);
    const events = await numberEvents(interner, good, undefined);
    // All is remembered by now: no turn comes from waiting for the database.
    const again = await turnsDuring(() => numberEvents(interner, good, undefined));
    expect(again.turns).toBeGreaterThan(4);
    const unit = { party: 1, actor: 'pty_1', atomic: true, events, pointerOf: () => '' };
    await new GroupCommit(t.ctx).store(unit);
    const { rows } = await t.database.pool.query('select count(*)::int as n from event');
    expect(rows).toEqual([{ n: EVENTS }]);
  });
});
