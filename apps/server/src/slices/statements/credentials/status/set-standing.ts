import { setBit } from '@pinxin/credentials/status/bitstring';
import type { Context } from '../../../../kernel/context.ts';
import type { Tx } from '../../../../kernel/transaction.ts';
import { appendLeaf } from '../../../../kernel/transparency/append-leaf.ts';
import { signingKey } from '../keys/make-key.ts';
import { signList } from './sign-list.ts';
import { type ListPurpose, lockListOf, saveLists } from './status-store.ts';

/** What the two bits of a credential shall be. A revoked one stays revoked. */
export interface Standing {
  readonly isRevoked?: true;
  readonly isSuspended?: boolean;
}

/** What became of it: the newly signed list, to be logged with the fact behind it. */
export type Stood =
  | { readonly ok: true; readonly secured: Uint8Array; readonly did: string; readonly isChanged: boolean }
  | { readonly ok: false; readonly why: 'noCredential' | 'noSigningKey' };

/**
 * Sets the bits of a credential and signs the lists that changed, in the caller's transaction: registry and list say the
 * same at every moment. Each list that changes is logged too, so that none can be taken back unseen.
 */
export async function setStanding(
  ctx: Context,
  tx: Tx,
  credential: { readonly statement: number } | { readonly publicId: string },
  standing: Standing,
): Promise<Stood> {
  const list = await lockListOf(tx, credential);
  if (list === undefined) return { ok: false, why: 'noCredential' };
  const key = await signingKey(ctx, tx, list.party);
  if (key === undefined) return { ok: false, why: 'noSigningKey' };
  const bits = { revocation: Buffer.from(list.revocation), suspension: Buffer.from(list.suspension) };
  if (standing.isRevoked) setBit(bits.revocation, list.position, true);
  if (standing.isSuspended !== undefined) setBit(bits.suspension, list.position, standing.isSuspended);
  const changed = (['revocation', 'suspension'] as const).filter(
    purpose => !bits[purpose].equals(list[purpose]),
  );
  const secured: Partial<Record<ListPurpose, string>> = {};
  for (const purpose of changed) {
    secured[purpose] = await signList(ctx, key, {
      list: list.publicId,
      purpose,
      bits: bits[purpose],
      at: tx.at,
    });
  }
  const bytes = Buffer.from(changed.map(purpose => secured[purpose]).join('\n'), 'ascii');
  if (changed.length > 0) {
    await saveLists(tx, list, bits, secured);
    await appendLeaf(tx, {
      ...{ kind: 'status-list', issuer: key.did, record: list.publicId, revision: list.revision + 1 },
      secured: bytes,
    });
  }
  return { ok: true, secured: bytes, did: key.did, isChanged: changed.length > 0 };
}
