import type { Context } from '../../../../kernel/context.ts';
import type { Tx } from '../../../../kernel/transaction.ts';
import { type KeyAct, performKeyAct } from './key-act.ts';
import { endKeyProposal, lockKeyProposal, saveKeyProposal } from './key-proposal-store.ts';
import type { KeyKind } from './make-key.ts';

/** How long a proposal waits for its second person. */
const WAITS = 7 * 86_400_000;

/** Why something about keys is refused. Closed. */
export type KeyProblemCode =
  | 'keyThere'
  | 'keyNotThere'
  | 'proposalUnknown'
  | 'proposalEnded'
  | 'samePerson'
  | 'notYourParty';

/** What somebody proposes. */
export interface KeyActProposal {
  readonly actor: string;
  readonly party: number;
  readonly act: KeyAct;
  readonly kind?: KeyKind;
  readonly reason: string;
  /** Id of the client's own: the same one again proposes nothing more. */
  readonly request: string;
}

/** 提出密钥操作: one person proposes; nothing is done until another one confirms. Safe to send twice. */
export async function proposeKeyAct(
  ctx: Context,
  tx: Tx,
  proposal: KeyActProposal,
): Promise<{ readonly publicId: string; readonly expiresAt: Date }> {
  const expiresAt = new Date(tx.at.getTime() + WAITS);
  const { kind, ...rest } = proposal;
  const saved = await saveKeyProposal(tx, { ...rest, kind, expiresAt, publicId: ctx.newId('ikp') });
  if (saved.isNew) {
    const facts = { proposal: saved.publicId, party: proposal.party, act: proposal.act };
    tx.journal({ actor: proposal.actor, kind: 'issuer-key-proposed', facts });
  }
  return { publicId: saved.publicId, expiresAt };
}

/** What became of a confirmation. */
export type KeyConfirmed =
  | { readonly ok: true; readonly key: string | undefined; readonly repeated: boolean }
  | { readonly ok: false; readonly code: KeyProblemCode };

/**
 * 第二人确认: another person who may act for the party (`mayAct` says so) confirms, and it is done in this transaction.
 * Safe to send twice.
 */
export async function confirmKeyAct(
  ctx: Context,
  tx: Tx,
  { actor, proposal: publicId }: { readonly actor: string; readonly proposal: string },
  mayAct: (party: { readonly party: number; readonly division: string | null }) => boolean,
): Promise<KeyConfirmed> {
  const proposal = await lockKeyProposal(tx, publicId);
  if (proposal === undefined) return { ok: false, code: 'proposalUnknown' };
  if (!mayAct(proposal)) return { ok: false, code: 'notYourParty' };
  if (proposal.proposedBy === actor) return { ok: false, code: 'samePerson' };
  if (proposal.outcome === 'confirmed') return { ok: true, key: undefined, repeated: true };
  if (proposal.outcome === 'declined' || proposal.expiresAt <= tx.at)
    return { ok: false, code: 'proposalEnded' };
  const { party, act, kind, reason, proposedBy } = proposal;
  const acted = await performKeyAct(ctx, tx, {
    ...{ party, act, reason, actor: proposedBy, secondPerson: actor },
    ...(kind === null ? {} : { kind }),
  });
  if (!acted.ok) return acted;
  await endKeyProposal(tx, proposal.id, 'confirmed', actor);
  return { ok: true, key: acted.key, repeated: false };
}

/** 退回: anybody who may act for the party, the proposer too, ends a proposal undone. Safe to send twice. */
export async function declineKeyAct(
  tx: Tx,
  { actor, proposal: publicId }: { readonly actor: string; readonly proposal: string },
  mayAct: (party: { readonly party: number; readonly division: string | null }) => boolean,
): Promise<KeyConfirmed> {
  const proposal = await lockKeyProposal(tx, publicId);
  if (proposal === undefined) return { ok: false, code: 'proposalUnknown' };
  if (!mayAct(proposal)) return { ok: false, code: 'notYourParty' };
  if (proposal.outcome === 'declined') return { ok: true, key: undefined, repeated: true };
  if (!(await endKeyProposal(tx, proposal.id, 'declined', actor)))
    return { ok: false, code: 'proposalEnded' };
  tx.journal({ actor, kind: 'issuer-key-declined', facts: { proposal: publicId } });
  return { ok: true, key: undefined, repeated: false };
}
