import { type Balance, lotBalances, transformationBalances } from '@pinxin/lineage/mass-balance';
import { balanceRows } from './balance-views.ts';
import type { QuestionProblem } from './question.ts';
import type { RecallParts } from './recall.ts';
import { readQuestion } from './suspects.ts';

/** 物料平衡 of a lot: what was made of it against what was used, and each transformation that made it. */
export interface LotBalance {
  readonly uri: string;
  /** More used than made is `excess`. */
  readonly lot: Balance | undefined;
  readonly transformations: readonly {
    readonly record: string;
    readonly at: string;
    readonly balance: Balance;
  }[];
}

/** Finds the balance of the lot behind a code. */
export async function findMassBalance(
  { ctx }: RecallParts,
  code: string,
): Promise<{ readonly problems: readonly QuestionProblem[]; readonly balance: LotBalance | undefined }> {
  const { suspects, problems } = await readQuestion(ctx.database, { suspects: [code] });
  const [lot] = suspects;
  if (lot === undefined) return { problems, balance: undefined };
  const { rows, madeBy } = await balanceRows(ctx.database, lot.lot);
  const made = new Set(madeBy.map(({ id }) => id));
  const ofEvents = transformationBalances(rows.filter(row => made.has(row.event)));
  const transformations = madeBy.flatMap(({ id, hash, time }) => {
    const balance = ofEvents.get(id);
    return balance === undefined
      ? []
      : [{ record: `/records/event/${hash}`, at: time.toISOString(), balance }];
  });
  const own = lotBalances(rows.filter(row => row.lot === lot.lot));
  return { problems, balance: { uri: lot.uri, lot: own.get(lot.lot), transformations } };
}
