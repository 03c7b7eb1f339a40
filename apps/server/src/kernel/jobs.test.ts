import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enqueue, startJobs } from './jobs.ts';
import { silentLog } from './log.ts';
import { type TestContext, testContext } from './testing.ts';
import { inTransaction } from './transaction.ts';

describe('jobs', () => {
  let test: TestContext;
  beforeAll(async () => {
    test = await testContext();
  });
  afterAll(() => test.close());

  async function until(condition: () => boolean): Promise<void> {
    for (let wait = 0; wait < 200 && !condition(); wait++) await sleep(25);
  }

  it('runs a job whose transaction committed and none whose transaction was rolled back', async () => {
    const seen: unknown[] = [];
    await inTransaction(test.ctx, tx => enqueue(tx, 'greet', { name: 'kept' }));
    await expect(
      inTransaction(test.ctx, async tx => {
        await enqueue(tx, 'greet', { name: 'lost' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const jobs = await startJobs(
      test.database.pool,
      { greet: async p => void seen.push(p) },
      { log: silentLog },
    );
    await until(() => seen.length > 0);
    await jobs.stop();
    expect(seen).toEqual([{ name: 'kept' }]);
  });

  it('takes up at once what a crashed process left locked', async () => {
    const seen: unknown[] = [];
    await inTransaction(test.ctx, tx => enqueue(tx, 'left', 1));
    await test.database.pool.query(
      `update graphile_worker._private_jobs set locked_by = 'gone', locked_at = now() where true`,
    );
    const jobs = await startJobs(
      test.database.pool,
      { left: async p => void seen.push(p) },
      { log: silentLog },
    );
    await until(() => seen.length > 0);
    await jobs.stop();
    expect(seen).toEqual([1]);
  });
});
