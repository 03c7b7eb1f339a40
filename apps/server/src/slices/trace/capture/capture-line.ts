import { enqueue } from '../../../kernel/jobs.ts';
import type { Tx } from '../../../kernel/transaction.ts';

/** Name of the background job that works off large documents. */
export const WORK_OFF_TASK = 'capture-document';

/** What is to be worked off: all that waits of a party, or one document (queued by an older server). */
export type WorkOff = { readonly party: number } | { readonly id: string };

/** Sees to it that this party's documents are worked off, one after another: one background job for all that wait. */
export async function queueLine(tx: Tx, party: number): Promise<void> {
  const line = `capture-${party}`;
  await enqueue(tx, WORK_OFF_TASK, { party } satisfies WorkOff, { queue: line, key: line });
}
