import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from './testing.ts';
import { inTransaction } from './transaction.ts';

describe('a transaction', () => {
  let test: TestContext;
  beforeAll(async () => {
    test = await testContext();
  });
  afterAll(() => test.close());

  it('numbers journal entries without gaps, also after a rollback and under concurrency', async () => {
    const entry = (n: number) => ({ actor: 'tester', kind: 'tried', facts: { n } });
    await inTransaction(test.ctx, async tx => {
      tx.journal(entry(1));
      tx.journal(entry(2));
    });
    await inTransaction(test.ctx, async tx => {
      tx.journal(entry(3));
      throw new Error('taken back');
    }).catch(() => {});
    await Promise.all([4, 5, 6, 7].map(n => inTransaction(test.ctx, async tx => tx.journal(entry(n)))));
    const journal = await test.database.query
      .selectFrom('journal')
      .select(['seq', 'at'])
      .orderBy('seq')
      .execute();
    expect(journal.map(row => row.seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(journal[0]?.at).toEqual(test.clock.now());
  });

  it('leaves nothing behind when the work throws', async () => {
    const failing = inTransaction(test.ctx, async tx => {
      await tx.query.insertInto('instance').values({ name: 'half', value: '{}' }).execute();
      throw new Error('taken back');
    });
    await expect(failing).rejects.toThrow('taken back');
    const rows = await test.database.query.selectFrom('instance').selectAll().execute();
    expect(rows).toEqual([]);
  });
});
