import type { Context } from '../../kernel/context.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { registerParties } from './register-parties.ts';
import { type PartyRow, partiesByUscc } from './store.ts';

/** 运营方: the party that runs the instance; a fictional code of the standard's user-defined area. */
const OPERATOR = {
  uscc: '12640000PDY9999942',
  kind: 'association',
  nameZh: '品信运营方',
  nameEn: 'Pinxin operator',
} as const;

/** The operator of this instance, registered where it is not yet. */
export async function operatorOf(ctx: Context, tx: Tx): Promise<PartyRow> {
  const known = (await partiesByUscc(tx, [OPERATOR.uscc])).get(OPERATOR.uscc);
  if (known !== undefined) return known;
  const { rows, problems } = await registerParties(ctx, tx, [OPERATOR]);
  if (rows[0] === undefined)
    throw new Error(`the operator cannot be registered: ${JSON.stringify(problems)}`);
  tx.journal({ actor: 'system', kind: 'parties-registered', facts: { parties: [rows[0].publicId] } });
  return rows[0];
}
