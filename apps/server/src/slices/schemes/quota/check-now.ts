import { localDateOf } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { actsForScheme } from '../officer.ts';
import { type Outcome, refused } from '../problem.ts';
import { rulesInForce } from '../scheme/scheme-views.ts';
import { watchBalance } from './balance.ts';
import { findQuota } from './quota-store.ts';

/** 立即核对: what the watch does every morning, now, because an officer asks. `alarm` is one that this raised. */
export async function checkNow(
  ctx: Context,
  caller: PersonCaller,
  quotaId: string,
): Promise<Outcome<{ alarm: string | null }>> {
  const quota = await findQuota(ctx.database, quotaId);
  const scheme = quota && (await rulesInForce(ctx.database, quota.schemeCode, localDateOf(ctx.clock.now())));
  if (quota === undefined || scheme === undefined) return refused('/path/id', 'quotaUnknown');
  if (!actsForScheme(caller, 'quota.allot', scheme, { party: quota.party, division: quota.division }))
    return refused('/path/id', 'quotaUnknown');
  return { ok: true, value: { alarm: (await watchBalance(ctx, quotaId)) ?? null } };
}
