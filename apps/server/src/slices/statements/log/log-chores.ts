import { addDays, localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { destroyTagKeys, endPublication } from '../../../kernel/transparency/end-publication.ts';
import { takeSnapshot } from '../../../kernel/transparency/snapshot.ts';
import { hasSnapshot } from '../../../kernel/transparency/snapshot-store.ts';
import { destroyCredential } from '../credentials/credential-store.ts';
import { destroyParallel } from '../credentials/keys/parallel-store.ts';
import { endedStatements, registerOfDay } from './register-views.ts';

const MOST_AT_ONCE = 500;

/**
 * What the log needs of the register now and then: yesterday's snapshot, and the end of publications. Safe to run
 * again and again.
 */
export async function doLogChores(ctx: Context): Promise<void> {
  const today = localDateOf(ctx.clock.now());
  const yesterday = addDays(today, -1);
  if (!(await hasSnapshot(ctx, yesterday))) {
    await takeSnapshot(ctx, yesterday, await registerOfDay(ctx, yesterday));
  }
  for (const { record, isSanction, lastDay } of await endedStatements(ctx, today, MOST_AT_ONCE)) {
    await inTransaction(ctx, async tx => {
      const kind = isSanction ? 'penalty.expire' : 'statement.expire';
      if (!(await endPublication(tx, { record, kind, lastDay }))) return;
      await destroyCredential(tx, record);
      await destroyParallel(tx, record);
      tx.journal({ actor: 'system', kind: 'publication-ended', facts: { statement: record, lastDay } });
    });
  }
  await inTransaction(ctx, async tx => {
    const destroyed = await destroyTagKeys(tx, today.slice(0, 4));
    if (destroyed > 0) tx.journal({ actor: 'system', kind: 'tag-keys-destroyed', facts: { destroyed } });
  });
}
