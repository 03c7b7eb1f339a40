import { standingsOf } from '@pinxin/rules/standing';
import type { Context } from '../../../kernel/context.ts';
import type { Reaction } from '../../../kernel/journal/reaction.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { type CountableStatement, countableStatements, lastStatement } from '../../statements/api.ts';
import {
  analyzeCounts,
  type Counted,
  clearStandings,
  insertStandings,
  journalHead,
  movePlace,
  rebuildTally,
  replaceStandings,
  takePlace,
  toldOf,
  waitForPlace,
} from './standing-store.ts';

const ENTRIES_AT_A_TIME = 2_000;
const STATEMENTS_AT_A_TIME = 20_000;

/**
 * 随记随数: follows the journal and counts what was issued or changed since. Run twice, it does nothing more. Whether
 * there may be more to do.
 */
export async function countNews(ctx: Context): Promise<boolean> {
  return await inTransaction(ctx, async tx => {
    const after = await takePlace(tx);
    if (after === undefined) return false;
    const head = await journalHead(tx);
    if (head === after) return false;
    const { statements, upTo } = await toldOf(tx, after, head, ENTRIES_AT_A_TIME);
    if (statements.length > 0) {
      await replaceStandings(tx, (await countableStatements(tx, { ids: statements })).map(counted));
    }
    await movePlace(tx, upTo);
    return upTo < head;
  });
}

/** Counts until nothing is left. */
export async function countAllNews(ctx: Context): Promise<void> {
  while (await countNews(ctx));
}

/** 重新计数: throws every count away and makes it anew from the statements. How many there are. */
export async function recountAll(ctx: Context): Promise<number> {
  const done = await inTransaction(ctx, async tx => {
    await waitForPlace(tx);
    const head = await journalHead(tx);
    const last = await lastStatement(tx);
    await clearStandings(tx);
    const count = await countStretches(tx, last);
    await rebuildTally(tx);
    await movePlace(tx, head);
    return count;
  });
  await analyzeCounts(ctx.database);
  return done;
}

async function countStretches(tx: Tx, last: number): Promise<number> {
  let count = 0;
  for (let after = 0; after < last; after += STATEMENTS_AT_A_TIME) {
    const upTo = Math.min(after + STATEMENTS_AT_A_TIME, last);
    const statements = await countableStatements(tx, { after, upTo });
    await insertStandings(tx, statements.map(counted));
    count += statements.length;
  }
  return count;
}

function counted(statement: CountableStatement): Counted {
  return { statement, standings: standingsOf(statement) };
}

/** What the counts do when something was said or changed. */
export function countStatements(ctx: Context): Reaction {
  return {
    name: 'programme-count',
    kinds: ['statement-issued', 'statement-changed'],
    sweep: () => countAllNews(ctx),
  };
}
