import { localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { contentsOf } from '../content/content-store.ts';
import { issueCredentials } from './issue-credential.ts';
import { type UnsignedStatement, unsignedStatements } from './sign-afterwards-views.ts';
import { setStanding } from './status/set-standing.ts';

const TOGETHER = 50;

/**
 * 补签: signs the statements that are older than credentials, in their issuers' names, with the standing that they have
 * now. The credential and its leaf say today: nothing is dated back. Safe to run again; answers how many were signed.
 */
export async function signAfterwards(ctx: Context, most: number): Promise<number> {
  let [signed, after] = [0, 0];
  while (signed < most) {
    const last = await inTransaction(ctx, async tx => {
      const today = localDateOf(tx.at);
      const found = await unsignedStatements(tx, after, today, Math.min(TOGETHER, most - signed));
      for (const statement of found) {
        const contents = await contentsOf(tx, statement.kind, [statement.id]);
        const content = contents.get(statement.id) ?? {};
        // An issuer whose key ended a moment ago is left for the next time.
        if (!(await issueCredentials(ctx, tx, statement.issuer, [{ ...statement, content }]))) continue;
        await setStanding(ctx, tx, { statement: statement.id }, standingOf(statement));
        signed += 1;
        const facts = { statement: statement.publicId };
        tx.journal({ actor: 'system', kind: 'statement-signed-afterwards', facts });
      }
      return found.at(-1)?.id;
    });
    if (last === undefined) break;
    after = last;
  }
  return signed;
}

function standingOf({ status }: UnsignedStatement) {
  if (status === 'suspended') return { isSuspended: true };
  return status === 'valid' ? {} : { isRevoked: true as const };
}
