import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import type { Acting } from './create-query.ts';
import { deleteNamedQuery } from './named-query-store.ts';
import type { Refusal } from './refusal.ts';

/** Forgets a query; its subscriptions end with it (EPCIS 2.0, 8.2.5). How many there were. */
export async function deleteQuery(
  ctx: Context,
  { party, actor }: Acting,
  name: string,
): Promise<Result<number, Refusal>> {
  const ended = await inTransaction(ctx, async tx => {
    const count = await deleteNamedQuery(tx, party, name);
    if (count !== undefined)
      tx.journal({ actor, kind: 'query-forgotten', facts: { party, name, subscriptions: count } });
    return count;
  });
  return ended === undefined ? refuse({ code: 'noSuchQuery' }) : ok(ended);
}
