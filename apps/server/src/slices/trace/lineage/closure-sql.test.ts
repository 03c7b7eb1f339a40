import { Oracle } from '@pinxin/lineage/oracle';
import type { HistoryEvent } from '@pinxin/lineage/testing/random-history';
import { columnsOf, randomHistory } from '@pinxin/lineage/testing/random-history';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../kernel/db/database.ts';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { closureBySql, openClosureDatabase } from './closure-sql.ts';
import type { LineageQuestion } from './lineage.ts';
import { expectedOf, movedEvents, shownAnswer } from './testing/answers.ts';
import { closureByPlainSql } from './testing/oracle-sql.ts';
import { writeHistory } from './testing/write-history.ts';

describe('closureBySql', () => {
  let test: TestContext;
  let database: Database;
  beforeAll(async () => {
    test = await testContext();
    database = openClosureDatabase(test.database.url, () => {});
  });
  afterAll(async () => {
    await database.close();
    await test.close();
  });

  it('answers as the oracle does, forward and back, whatever the history', async () => {
    let offset = 0;
    await fc.assert(
      fc.asyncProperty(randomHistory, async history => {
        offset += 100;
        const events = movedEvents(
          history.events.filter((event, at) => history.events.indexOf(event) === at),
          offset,
        );
        const voided = history.voided.map(({ event }) => event + offset);
        await writeHistory(test.ctx, { events, voided });
        const oracle = new Oracle(columnsOf(events, voided), history.asOf);
        const suspects = history.suspects.map(({ lot, ...time }) => ({ lot: lot + offset, ...time }));
        const query = { suspects, ...(history.asOf === undefined ? {} : { asOf: history.asOf }) };
        const forward = await closureBySql(database.pool, { direction: 'forward', ...query });
        expect(shownAnswer(forward)).toEqual(expectedOf(oracle.forward(query)));
        const back = await closureBySql(database.pool, { direction: 'back', ...query });
        expect(shownAnswer(back)).toEqual(expectedOf(oracle.backward(query)));
      }),
      { numRuns: 320 },
    );
  }, 60_000);

  it('answers as one recursive query does that knows nothing else', async () => {
    const plain = await testContext();
    try {
      for (const history of fc.sample(randomHistory, { numRuns: 60, seed: 11 })) {
        await plain.database.pool.query('truncate event, event_lot, event_void');
        const events = history.events.filter((event, at) => history.events.indexOf(event) === at);
        await writeHistory(plain.ctx, { events, voided: history.voided.map(({ event }) => event) });
        for (const direction of ['forward', 'back'] as const) {
          const asOf = history.asOf === undefined ? {} : { asOf: history.asOf };
          const question: LineageQuestion = { direction, suspects: history.suspects, ...asOf };
          const expected = await closureByPlainSql(plain.database.pool, question);
          expect(shownAnswer(await closureBySql(plain.database.pool, question))).toEqual(expected);
        }
      }
    } finally {
      await plain.close();
    }
  }, 60_000);

  it('goes on step by step when the first guess does not reach the end', async () => {
    const events = chain(1_000_000, 900);
    await writeHistory(test.ctx, { events, voided: [] });
    const back: LineageQuestion = { direction: 'back', suspects: [{ lot: 1_000_900 }] };
    const answer = await closureBySql(database.pool, back);
    expect(answer !== 'tooLarge' && answer.lots.length).toBe(901);
    expect(await closureBySql(database.pool, back, 900)).toBe('tooLarge');
    expect(
      await closureBySql(database.pool, { direction: 'forward', suspects: [{ lot: 1_000_000 }] }, 900),
    ).toBe('tooLarge');
  });
});

/** Lot after lot, each made from the one before. */
function chain(first: number, length: number): HistoryEvent[] {
  return Array.from({ length }, (_, at) => ({
    ...{ id: first + at, time: at },
    rows: [
      [first + at, 1],
      [first + at + 1, 2],
    ] as const,
  }));
}
