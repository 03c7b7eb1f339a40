import type { Context } from '../context.ts';
import { inTransaction } from '../transaction.ts';
import { atIntervals, type Follower } from './at-intervals.ts';
import { entriesBehind, headOfJournal, movePosition, takePosition, waitingUpTo } from './position-store.ts';
import type { EntryReaction, Reaction } from './reaction.ts';

/** How often the journal's head is looked at, ms: one row of one page, so that a fact takes effect at once for people. */
const EVERY = 200;
/** After failures a reaction is tried again ever more rarely, ms. */
const LONGEST_PAUSE = 30_000;
const AT_A_TIME = 100;

/**
 * Feeds every reaction with what was journaled since it last looked, while the server runs. Reactions do not wait for
 * one another: one that fails is told in the log and tried again, the others go on.
 */
export function followJournal(ctx: Context, reactions: readonly Reaction[], every = EVERY): Follower {
  assertNamedOnce(reactions);
  const followed = reactions.map(reaction => ({ reaction, failures: 0, notBefore: 0, seen: -1 }));
  const look = async (goesOn: () => boolean): Promise<void> => {
    const head = await headOfJournal(ctx);
    const now = performance.now();
    for (const one of followed) {
      if (!goesOn()) return;
      if (one.seen === head || now < one.notBefore) continue;
      try {
        const atATime = one.failures > 0 ? 1 : AT_A_TIME;
        if (await catchUpOne(ctx, one.reaction, atATime, goesOn)) one.seen = head;
        one.failures = 0;
      } catch (error) {
        one.failures += 1;
        one.notBefore = now + Math.min(LONGEST_PAUSE, every * 2 ** one.failures);
        ctx.log.error({ err: error, reaction: one.reaction.name }, 'a reaction failed; it is tried again');
      }
    }
  };
  const failed = (error: unknown): void => ctx.log.warn({ err: error }, 'the journal could not be followed');
  return atIntervals({ work: look, every, failed });
}

/** Brings all reactions up to date, now: for tests and commands of one shot. */
export async function catchUp(ctx: Context, reactions: readonly Reaction[]): Promise<void> {
  for (const reaction of reactions) await catchUpOne(ctx, reaction, AT_A_TIME, () => true);
}

/** Whether it has seen all: not when it was told to stop, or another process is at it and may yet fail. */
async function catchUpOne(
  ctx: Context,
  reaction: Reaction,
  atATime: number,
  goesOn: () => boolean,
): Promise<boolean> {
  const { name, kinds } = reaction;
  const upTo = await waitingUpTo(ctx, name, kinds);
  if (upTo === undefined) return true;
  if ('sweep' in reaction) {
    await reaction.sweep();
    await inTransaction(ctx, tx => movePosition(tx, name, upTo));
    return true;
  }
  while (goesOn()) {
    const count = await reactToSome(ctx, reaction, atATime);
    if (count === undefined) return false;
    if (count < atATime) return true;
  }
  return false;
}

/** How many entries it reacted to; undefined while another process has its position. */
async function reactToSome(
  ctx: Context,
  reaction: EntryReaction,
  limit: number,
): Promise<number | undefined> {
  return await inTransaction(ctx, async tx => {
    const after = await takePosition(tx, reaction.name);
    if (after === undefined) return undefined;
    const entries = await entriesBehind(tx, reaction.kinds, after, limit);
    for (const entry of entries) await reaction.react(entry, tx);
    const last = entries.at(-1);
    if (last !== undefined) await movePosition(tx, reaction.name, last.seq);
    return entries.length;
  });
}

function assertNamedOnce(reactions: readonly Reaction[]): void {
  const names = new Set(reactions.map(({ name }) => name));
  if (names.size !== reactions.length) throw new Error('two reactions share a name, and so their position');
}
