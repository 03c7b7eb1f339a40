import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { isAmong } from './asked-ids.ts';

let t: TestContext;
beforeAll(async () => {
  t = await testContext();
});
afterAll(() => t.close());

it('numbers near each other and far apart are found, and no others', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 200 }),
      fc.constantFrom(1, 1, 50),
      async (numbers, apart) => {
        const wanted = numbers.map(number => number * apart).sort((one, other) => one - other);
        const { rows } = await t.database.pool.query<{ n: number }>(
          `select n from generate_series(1, 20000) n where ${isAmong('n', Uint32Array.from(wanted))} order by n`,
        );
        expect(rows.map(({ n }) => n)).toEqual(wanted);
      },
    ),
    { numRuns: 30 },
  );
});
