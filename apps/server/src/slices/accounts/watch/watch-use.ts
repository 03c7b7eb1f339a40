import type { Context } from '../../../kernel/context.ts';
import { entriesBehind, movePosition, takePosition } from '../../../kernel/journal/position-store.ts';
import type { Reaction } from '../../../kernel/journal/reaction.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { countUse } from './count-use.ts';
import { measureOf, WATCHED } from './measure.ts';
import { forgetTally } from './tally-store.ts';

/** How far it has counted: moved in the transaction that counts, so that each entry counts once. */
const POSITION = 'accounts-use-tally';
const ENTRIES_AT_A_TIME = 2_000;

/** Follows the journal and counts what people did: costs what is new, many entries of one person in one go. */
export function watchUse(ctx: Context): Reaction {
  return {
    name: 'accounts-watch-use',
    kinds: WATCHED,
    sweep: async () => {
      while (await countSome(ctx));
    },
  };
}

/** Whether there may be more. */
async function countSome(ctx: Context): Promise<boolean> {
  return await inTransaction(ctx, async tx => {
    const after = await takePosition(tx, POSITION);
    if (after === undefined) return false;
    const entries = await entriesBehind(tx, WATCHED, after, ENTRIES_AT_A_TIME);
    const last = entries.at(-1);
    if (last === undefined) return false;
    await countUse(
      ctx,
      tx,
      entries.flatMap(entry => measureOf(entry) ?? []),
    );
    await forgetTally(tx);
    await movePosition(tx, POSITION, last.seq);
    return entries.length === ENTRIES_AT_A_TIME;
  });
}
