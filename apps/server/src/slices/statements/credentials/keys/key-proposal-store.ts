import type { Tx } from '../../../../kernel/transaction.ts';
import type { KeyAct } from './key-act.ts';
import type { KeyKind } from './make-key.ts';

/** An act on keys as it was proposed. */
export interface KeyProposal {
  readonly id: number;
  readonly publicId: string;
  readonly party: number;
  readonly division: string | null;
  readonly act: KeyAct;
  readonly kind: KeyKind | null;
  readonly reason: string;
  readonly proposedBy: string;
  readonly expiresAt: Date;
  readonly outcome: 'confirmed' | 'declined' | null;
}

/** Writes a proposal; the same request of the same party again gives the first one. */
export async function saveKeyProposal(
  tx: Tx,
  given: {
    readonly publicId: string;
    readonly party: number;
    readonly act: KeyAct;
    readonly kind: KeyKind | undefined;
    readonly reason: string;
    readonly actor: string;
    readonly expiresAt: Date;
    readonly request: string;
  },
): Promise<{ readonly publicId: string; readonly isNew: boolean }> {
  const { publicId, party, act, kind, reason, actor, expiresAt, request } = given;
  const saved = await tx.query
    .insertInto('issuer_key_proposal')
    .values({
      ...{ public_id: publicId, party, act, kind: kind ?? null, reason, request },
      ...{ proposed_by: actor, proposed_at: tx.at, expires_at: expiresAt },
    })
    .onConflict(conflict => conflict.columns(['party', 'request']).doNothing())
    .returning('public_id as publicId')
    .executeTakeFirst();
  if (saved !== undefined) return { ...saved, isNew: true };
  const before = await tx.query
    .selectFrom('issuer_key_proposal')
    .select('public_id as publicId')
    .where('party', '=', party)
    .where('request', '=', request)
    .executeTakeFirstOrThrow();
  return { ...before, isNew: false };
}

/** A proposal that waits, as those of its party see it. */
export interface WaitingKeyProposal {
  readonly id: string;
  readonly act: KeyAct;
  readonly kind: KeyKind | null;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedByName: string | null;
  readonly expiresAt: Date;
}

/** Proposals of these parties that wait for their second person, oldest first. */
export async function waitingKeyProposals(
  { query }: Pick<Tx, 'query'>,
  parties: readonly number[],
  at: Date,
): Promise<readonly WaitingKeyProposal[]> {
  if (parties.length === 0) return [];
  return await query
    .selectFrom('issuer_key_proposal as p')
    .leftJoin('account as a', 'a.public_id', 'p.proposed_by')
    .where('p.party', 'in', [...parties])
    .where('p.outcome', 'is', null)
    .where('p.expires_at', '>', at)
    .select(['p.public_id as id', 'p.act', 'p.kind', 'p.reason', 'p.proposed_by as proposedBy'])
    .select(['a.name as proposedByName', 'p.expires_at as expiresAt'])
    .orderBy('p.id')
    .limit(100)
    .execute();
}

/** A proposal, locked. */
export async function lockKeyProposal(tx: Tx, publicId: string): Promise<KeyProposal | undefined> {
  return await tx.query
    .selectFrom('issuer_key_proposal as p')
    .innerJoin('party as o', 'o.id', 'p.party')
    .where('p.public_id', '=', publicId)
    .select([
      ...([
        'p.id',
        'p.public_id as publicId',
        'p.party',
        'o.division',
        'p.act',
        'p.kind',
        'p.reason',
      ] as const),
      ...(['p.proposed_by as proposedBy', 'p.expires_at as expiresAt', 'p.outcome'] as const),
    ])
    .forUpdate('p')
    .executeTakeFirst();
}

/** Ends a proposal; false when it had ended. */
export async function endKeyProposal(
  tx: Tx,
  id: number,
  outcome: 'confirmed' | 'declined',
  actor: string,
): Promise<boolean> {
  const ended = await tx.query
    .updateTable('issuer_key_proposal')
    .set({ outcome, ended_by: actor, ended_at: tx.at })
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return ended !== undefined;
}
