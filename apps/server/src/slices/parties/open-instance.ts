import type { Context } from '../../kernel/context.ts';
import { inTransaction } from '../../kernel/transaction.ts';
import { issueKey } from './issue-key.ts';
import { operatorOf } from './operator.ts';
import { hasAnyKey } from './store.ts';

/**
 * Gives an instance that has no key at all its operator and the operator's first key; undefined when it has
 * keys already. The secret goes to whoever started the instance.
 */
export async function openInstance(ctx: Context): Promise<string | undefined> {
  if (await hasAnyKey(ctx.database)) return undefined;
  return await issueOperatorKey(ctx);
}

/** One more key for the operator, for when the first was lost. */
export async function issueOperatorKey(ctx: Context): Promise<string> {
  const operator = await inTransaction(ctx, tx => operatorOf(ctx, tx));
  const { secret } = await issueKey(ctx, 'system', {
    party: operator.id,
    scopes: ['register'],
    label: 'operator',
  });
  return secret;
}
