import { batchPath } from '@pinxin/translog/batch';
import { formatEventProof } from '@pinxin/translog/event-proof';
import type { Context } from '../../../kernel/context.ts';
import { loggedLeaf } from '../../../kernel/transparency/receipts.ts';
import { batchOfEvent } from './batch-views.ts';

/**
 * The proof that an event was in the log: from its hash to its batch, and from there to the signed root. Undefined
 * when there is no such event, or it is not in a published checkpoint yet.
 */
export async function eventProof(ctx: Context, hash: Uint8Array): Promise<string | undefined> {
  const batch = await batchOfEvent(ctx, hash);
  if (batch === undefined) return undefined;
  const logged = await loggedLeaf(ctx, batch.record, 0);
  if (logged?.salt === undefined) return undefined;
  const { leaf, salt, receipt } = logged;
  const path = batchPath(batch.hashes, batch.place);
  return formatEventProof({ place: batch.place, size: batch.hashes.length, path, salt, leaf, receipt });
}
