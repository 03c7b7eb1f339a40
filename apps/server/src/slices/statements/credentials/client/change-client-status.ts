import type { Context } from '../../../../kernel/context.ts';
import type { Tx } from '../../../../kernel/transaction.ts';
import { appendLeaf } from '../../../../kernel/transparency/append-leaf.ts';
import { storedCredential } from '../credential-store.ts';
import { setStanding } from '../status/set-standing.ts';
import { leavesOfRecord } from './client-views.ts';

/** What a client says of the status of a credential that it had signed. */
export interface ClientStatus {
  readonly actor: string;
  readonly party: number;
  readonly credential: string;
  readonly purpose: 'revocation' | 'suspension';
  readonly value: boolean;
}

export type ClientStatusProblem =
  | 'credentialUnknown'
  | 'ofStatement'
  | 'notYours'
  | 'irrevocable'
  | 'noSigningKey';

/**
 * Sets the status of a client's own credential. That of a statement follows the statement alone; a revocation is never
 * taken back. Safe to send twice.
 */
export async function changeClientStatus(
  ctx: Context,
  tx: Tx,
  { actor, party, credential: publicId, purpose, value }: ClientStatus,
): Promise<ClientStatusProblem | undefined> {
  const stored = await storedCredential(tx, publicId);
  if (stored === undefined) return 'credentialUnknown';
  if (stored.party !== party) return 'notYours';
  if (stored.statement !== null) return 'ofStatement';
  if (purpose === 'revocation' && !value) return 'irrevocable';
  const standing = purpose === 'revocation' ? ({ isRevoked: true } as const) : { isSuspended: value };
  const stood = await setStanding(ctx, tx, { publicId }, standing);
  if (!stood.ok) return stood.why === 'noCredential' ? 'credentialUnknown' : 'noSigningKey';
  if (!stood.isChanged) return undefined;
  tx.journal({ actor, kind: 'credential-status-changed', facts: { credential: publicId, purpose, value } });
  const kind = purpose === 'revocation' ? 'cert.revoke' : value ? 'cert.suspend' : 'cert.restore';
  const revision = await leavesOfRecord(tx, publicId);
  await appendLeaf(tx, { kind, issuer: stood.did, record: publicId, revision, secured: stood.secured });
  return undefined;
}
