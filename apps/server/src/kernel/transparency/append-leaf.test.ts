import { commitmentTo } from '@pinxin/translog/leaf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../testing.ts';
import { inTransaction } from '../transaction.ts';
import { appendLeaf, type LoggedFact } from './append-leaf.ts';

describe('a leaf that is appended', () => {
  let test: TestContext;
  beforeAll(async () => {
    test = await testContext();
  });
  afterAll(() => test.close());

  const fact = (record: string, more: Partial<LoggedFact> = {}): LoggedFact => ({
    ...{ kind: 'cert.issue', issuer: 'did:web:registry.example', record, revision: 0 },
    ...{ secured: Buffer.from(`signed ${record}`), ...more },
  });
  const append = (...facts: readonly LoggedFact[]) =>
    inTransaction(test.ctx, async tx => {
      for (const each of facts) await appendLeaf(tx, each);
    });
  const leavesOf = (record: string) =>
    test.database.query
      .selectFrom('log_leaf as l')
      .leftJoin('log_salt as s', 's.leaf', 'l.id')
      .select(['l.kind', 'l.at', 'l.revision', 'l.subject_tag', 'l.commitment', 'l.idx', 's.salt'])
      .where('l.record', '=', record)
      .orderBy('l.revision')
      .execute();

  it('is there when the transaction commits, as a commitment that its salt opens', async () => {
    await append(fact('stm_a'));
    const [leaf] = await leavesOf('stm_a');
    expect(leaf).toMatchObject({ kind: 'cert.issue', at: test.clock.now(), idx: null, subject_tag: null });
    expect(leaf?.commitment).toEqual(
      Buffer.from(commitmentTo(leaf?.salt as Buffer, Buffer.from('signed stm_a'))),
    );
  });

  it('is not there when the transaction is taken back', async () => {
    const failing = inTransaction(test.ctx, async tx => {
      await appendLeaf(tx, fact('stm_b'));
      throw new Error('taken back');
    });
    await expect(failing).rejects.toThrow('taken back');
    expect(await leavesOf('stm_b')).toEqual([]);
  });

  it('is one, also when it is sent twice', async () => {
    await append(fact('stm_c'), fact('stm_c'));
    await append(fact('stm_c', { secured: Buffer.from('other') }));
    const leaves = await leavesOf('stm_c');
    expect(leaves).toHaveLength(1);
    expect(leaves[0]?.commitment).toEqual(
      Buffer.from(commitmentTo(leaves[0]?.salt as Buffer, Buffer.from('signed stm_c'))),
    );
  });

  it('names its subject by a tag: the same within a class, another in another, never in the clear', async () => {
    await append(
      fact('stm_d', { subject: 'pty_1' }),
      fact('stm_d', { subject: 'pty_1', revision: 1, kind: 'cert.suspend' }),
      fact('stm_d', { subject: 'pty_2', revision: 2 }),
      fact('stm_d', { subject: 'pty_1', revision: 3, kind: 'penalty.publish' }),
    );
    const tags = (await leavesOf('stm_d')).map(leaf => leaf.subject_tag?.toString('hex'));
    expect(tags[1]).toBe(tags[0]);
    expect(new Set(tags).size).toBe(3);
  });

  it('is refused when no leaf can carry its issuer or record', async () => {
    await expect(append(fact('stm e'))).rejects.toThrow(RangeError);
    await expect(append(fact('stm_e', { issuer: 'd'.repeat(161) }))).rejects.toThrow(RangeError);
  });
});
