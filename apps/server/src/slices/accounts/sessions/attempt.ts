import { createHmac } from 'node:crypto';
import type { Tx } from '../../../kernel/transaction.ts';
import {
  clearDelay,
  countAttempt,
  type DelayRule,
  delaySalt,
  forgetDelays,
  freeAt,
  uncountAttempt,
} from './delay-store.ts';

/** Somebody who forgot tries some; whoever guesses waits: 5 a day free, then 1, 2, 4 … up to 300 seconds. */
const OF_NAME: DelayRule = { free: 5, longest: 300 };
/** Behind one address may sit a whole office: 20 a day free, then up to 900 seconds. */
const OF_ADDRESS: DelayRule = { free: 20, longest: 900 };
const DAY_MS = 86_400_000;

/** An attempt that was counted; `succeeded` takes the count back. */
export interface Attempt {
  readonly name: Buffer;
  readonly address: Buffer;
}

/**
 * Counts an attempt to prove who one is, by what is claimed (known or not: the answer is the same) and by the
 * address it comes from. Gives the seconds to wait when it may not be made now; then nothing is counted.
 */
export async function beginAttempt(
  tx: Tx,
  claimed: string,
  address: string,
): Promise<{ readonly attempt: Attempt } | { readonly waitSeconds: number }> {
  await forgetDelays(tx, new Date(tx.at.getTime() - DAY_MS));
  const salt = await delaySalt(tx);
  const digest = (kind: string, text: string) =>
    createHmac('sha256', salt).update(`${kind}:${text}`).digest();
  const attempt = { name: digest('name', claimed), address: digest('address', address) };
  const waits = [await freeAt(tx, attempt.name), await freeAt(tx, attempt.address)];
  // Addresses are taken before names everywhere: two attempts never wait for one another crosswise.
  if (
    waits.every(wait => wait === undefined) &&
    (await countAttempt(tx, attempt.address, OF_ADDRESS)) &&
    (await countAttempt(tx, attempt.name, OF_NAME))
  ) {
    return { attempt };
  }
  const latest = Math.max(...waits.map(wait => wait?.getTime() ?? 0), tx.at.getTime() + 1_000);
  return { waitSeconds: Math.ceil((latest - tx.at.getTime()) / 1_000) };
}

/** The attempt was right. */
export async function succeeded(tx: Tx, attempt: Attempt): Promise<void> {
  await uncountAttempt(tx, attempt.address);
  await clearDelay(tx, attempt.name);
}
