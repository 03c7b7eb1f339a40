import type { Context } from '../../kernel/context.ts';
import { inTransaction } from '../../kernel/transaction.ts';
import { issueKey } from './issue-key.ts';
import { registerParties } from './register-parties.ts';
import { hasAnyKey, partiesByUscc } from './store.ts';

/** 运营方: the party that runs the instance; a fictional code of the standard's user-defined area. */
const OPERATOR = {
  uscc: '12640000PDY9999942',
  kind: 'association',
  nameZh: '品信运营方',
  nameEn: 'Pinxin operator',
} as const;

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
  const operator = await inTransaction(ctx, async tx => {
    const known = (await partiesByUscc(tx, [OPERATOR.uscc])).get(OPERATOR.uscc);
    if (known !== undefined) return known;
    const { rows, problems } = await registerParties(ctx, tx, [OPERATOR]);
    if (rows[0] === undefined)
      throw new Error(`the operator cannot be registered: ${JSON.stringify(problems)}`);
    tx.journal({ actor: 'system', kind: 'parties-registered', facts: { parties: [rows[0].publicId] } });
    return rows[0];
  });
  const { secret } = await issueKey(ctx, 'system', {
    party: operator.id,
    scopes: ['register'],
    label: 'operator',
  });
  return secret;
}
