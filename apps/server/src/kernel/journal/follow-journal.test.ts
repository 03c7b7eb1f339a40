import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestContext, testContext } from '../testing.ts';
import { inTransaction } from '../transaction.ts';
import { catchUp, followJournal } from './follow-journal.ts';
import type { EntryReaction, SweepReaction } from './reaction.ts';

let t: TestContext;
beforeEach(async () => {
  t = await testContext();
});
afterEach(async () => await t.close());

const tell = (kind: string, ...numbers: readonly number[]): Promise<void> =>
  inTransaction(t.ctx, async tx => {
    for (const n of numbers) tx.journal({ actor: 'tester', kind, facts: { n } });
  });

/** Writes down what it saw, in the transaction that it is given. */
const noting = (
  name: string,
  kinds: readonly string[],
  failOn?: () => number | undefined,
): EntryReaction => ({
  ...{ name, kinds },
  react: async ({ facts, seq }, tx) => {
    if (facts.n === failOn?.()) throw new Error('not yet');
    await tx.client.query('insert into instance (name, value) values ($1, $2)', [
      `${name}-${seq}`,
      `${facts.n}`,
    ]);
  },
});

const noted = async (name: string): Promise<readonly number[]> =>
  (
    await t.database.pool.query<{ value: number }>(
      `select value from instance where name like $1 || '-%' order by split_part(name, '-', 2)::int`,
      [name],
    )
  ).rows.map(({ value }) => value);

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200 && !(await holds()); tries++)
    await new Promise(done => setTimeout(done, 20));
}

test('feeds a reaction with the kinds it asks for, in order, each once', async () => {
  await tell('a', 1, 2);
  await tell('b', 3);
  await tell('c', 4);
  const reaction = noting('one', ['a', 'c']);
  await catchUp(t.ctx, [reaction]);
  await catchUp(t.ctx, [reaction]);
  expect(await noted('one')).toEqual([1, 2, 4]);
  await tell('a', ...Array.from({ length: 250 }, (_, n) => n + 5));
  await catchUp(t.ctx, [reaction]);
  expect(await noted('one')).toEqual([1, 2, 4, ...Array.from({ length: 250 }, (_, n) => n + 5)]);
});

test('is given an entry once when several processes follow at the same time', async () => {
  await tell('a', ...Array.from({ length: 300 }, (_, n) => n));
  const reaction = noting('one', ['a']);
  await Promise.all([1, 2, 3].map(() => catchUp(t.ctx, [reaction])));
  await catchUp(t.ctx, [reaction]);
  expect(await noted('one')).toEqual(Array.from({ length: 300 }, (_, n) => n));
});

test('keeps nothing of an entry that fails, tries it again, and lets the others go on', async () => {
  let bad: number | undefined = 2;
  const follower = followJournal(t.ctx, [noting('weak', ['a'], () => bad), noting('strong', ['a'])], 10);
  follower.start();
  await tell('a', 1, 2, 3);
  await until(async () => (await noted('strong')).length === 3 && (await noted('weak')).length === 1);
  expect([await noted('weak'), await noted('strong')]).toEqual([[1], [1, 2, 3]]);
  bad = undefined;
  await until(async () => (await noted('weak')).length === 3);
  await follower.stop();
  expect(await noted('weak')).toEqual([1, 2, 3]);
});

test('reacts within a second of the commit, and to nothing after it has stopped', async () => {
  const follower = followJournal(t.ctx, [noting('one', ['a'])]);
  follower.start();
  const from = performance.now();
  await tell('a', 1);
  await until(async () => (await noted('one')).length === 1);
  expect(performance.now() - from).toBeLessThan(1_000);
  await follower.stop();
  await tell('a', 2);
  await new Promise(done => setTimeout(done, 400));
  expect(await noted('one')).toEqual([1]);
});

test('a sweep runs once for all that came, again after a failure, and not when nothing of its kinds came', async () => {
  let runs = 0;
  let fails = true;
  const sweep: SweepReaction = {
    ...{ name: 'sweep', kinds: ['a'] },
    sweep: async () => {
      runs += 1;
      if (fails) throw new Error('not yet');
    },
  };
  await tell('a', 1, 2, 3);
  await expect(catchUp(t.ctx, [sweep])).rejects.toThrow('not yet');
  fails = false;
  await catchUp(t.ctx, [sweep]);
  await tell('b', 4);
  await catchUp(t.ctx, [sweep]);
  expect(runs).toBe(2);
  await tell('a', 5);
  await catchUp(t.ctx, [sweep]);
  expect(runs).toBe(3);
});

test('what is set back is replayed', async () => {
  const seen: number[] = [];
  const reaction: EntryReaction = {
    ...{ name: 'one', kinds: ['a'] },
    react: async ({ facts }) => void seen.push(facts.n as number),
  };
  await tell('a', 1, 2);
  await catchUp(t.ctx, [reaction]);
  await t.database.pool.query('update reaction_cursor set seq = 0');
  await catchUp(t.ctx, [reaction]);
  expect(seen).toEqual([1, 2, 1, 2]);
});

test('two reactions may not share a position', () => {
  expect(() => followJournal(t.ctx, [noting('one', ['a']), noting('one', ['b'])])).toThrow('share a name');
});
