import { type Result, refuse } from '@pinxin/identifiers/result';
import type { Context } from '../../kernel/context.ts';
import { inTransaction, type Tx } from '../../kernel/transaction.ts';

/** Carries a refusal out of a transaction that is thereby taken back. */
class TakenBack extends Error {
  readonly refusal: unknown;

  constructor(refusal: unknown) {
    super('taken back');
    this.refusal = refusal;
  }
}

/** Runs a command in one transaction; a refusal takes back all that was written before it was found. */
export async function orTakeBack<T, E>(
  ctx: Context,
  work: (tx: Tx) => Promise<Result<T, E>>,
): Promise<Result<T, E>> {
  try {
    return await inTransaction(ctx, async tx => {
      const result = await work(tx);
      if (!result.ok) throw new TakenBack(result.error);
      return result;
    });
  } catch (error) {
    if (error instanceof TakenBack) return refuse(error.refusal as E);
    throw error;
  }
}
