import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../testing.ts';
import { atOneMoment, type Moment } from './one-moment.ts';

describe('one moment', () => {
  let test: TestContext;
  beforeAll(async () => {
    test = await testContext();
    await test.database.pool.query('create table told (n int)');
  });
  afterAll(() => test.close());

  const count = async (client: Moment) =>
    (await client.query<{ n: number }>('select count(*)::int as n from told')).rows[0]!.n;

  it('does not see what is committed after its first look, and the next one does', async () => {
    const { pool } = test.database;
    const seen = await atOneMoment(pool, async moment => {
      const before = await count(moment);
      await pool.query('insert into told values (1)');
      return [before, await count(moment)];
    });
    expect(seen).toEqual([0, 0]);
    expect(await atOneMoment(pool, count)).toBe(1);
  });

  it('writes nothing, and gives its connection back after a failure', async () => {
    const { pool } = test.database;
    const writing = atOneMoment(pool, moment => moment.query('insert into told values (2)'));
    await expect(writing).rejects.toMatchObject({ code: '25006' });
    expect(await atOneMoment(pool, count)).toBe(1);
    expect(pool.idleCount).toBe(pool.totalCount);
  });
});
