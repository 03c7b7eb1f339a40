import { enqueue } from '../../../kernel/jobs.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { NOTICE_TASK, type NoticeJob } from './notice.ts';

/**
 * Journals a change of an account and queues the message to its owner, in the transaction that makes the change:
 * both are there, or neither. `subject` goes into the facts: ids only.
 */
export async function tellOwner(
  tx: Tx,
  owner: { readonly account: number; readonly publicId: string },
  kind: NoticeJob['kind'],
  facts: Readonly<Record<string, unknown>>,
  formerAddress?: Buffer | null,
  link?: string,
): Promise<void> {
  tx.journal({ actor: owner.publicId, kind, facts });
  const { account } = owner;
  await enqueue(tx, NOTICE_TASK, {
    ...{ account, kind },
    ...(link === undefined ? {} : { link }),
  } satisfies NoticeJob);
  if (formerAddress != null) {
    const sealed = formerAddress.toString('base64');
    await enqueue(tx, NOTICE_TASK, { account, kind, sealed } satisfies NoticeJob);
  }
}
