import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { changeStatement, type StatementChange } from '../change/change-statement.ts';
import { issueStatement } from '../issue/issue-statement.ts';
import type { StatementWish } from '../issue/statement-wish.ts';
import { type StatementProblem, statementProblem } from '../problem.ts';
import { endProposal, findProposal, type StoredProposal } from './proposal-store.ts';

/** What became of a confirmation: the statement that was issued or changed. */
export type Confirmed =
  | { readonly ok: true; readonly statement: string; readonly repeated: boolean }
  | { readonly ok: false; readonly problems: readonly StatementProblem[] };

/**
 * 确认: the second person confirms, and what was proposed is done in this transaction, by the rules of now: a mandate
 * that ended meanwhile, or a state that moved on, refuses it. Safe to send twice.
 */
export async function confirmProposal(
  ctx: Context,
  tx: Tx,
  { actor, proposal: publicId }: { readonly actor: string; readonly proposal: string },
): Promise<Confirmed> {
  const proposal = await findProposal(tx, publicId);
  if (proposal === undefined) return refusal('proposalUnknown');
  if (proposal.proposedBy === actor) return refusal('samePerson');
  const isOver =
    proposal.outcome === 'declined' || (proposal.outcome === null && proposal.expiresAt <= tx.at);
  if (isOver) return refusal('proposalEnded');
  const done = await perform(ctx, tx, proposal, actor);
  if (!done.ok || proposal.outcome === 'confirmed') return done;
  if (!(await endProposal(tx, proposal.id, { outcome: 'confirmed', actor })))
    return refusal('changedMeanwhile');
  tx.journal({
    actor,
    kind: 'statement-confirmed',
    facts: { proposal: publicId, statement: done.statement },
  });
  return done;
}

/** 退回: the second person declines, with a reason; nothing is done. Safe to send twice. */
export async function declineProposal(
  _ctx: Context,
  tx: Tx,
  {
    actor,
    proposal: publicId,
    reason,
  }: { readonly actor: string; readonly proposal: string; readonly reason: string },
): Promise<{ readonly ok: true } | { readonly ok: false; readonly problems: readonly StatementProblem[] }> {
  const proposal = await findProposal(tx, publicId);
  if (proposal === undefined) return refusal('proposalUnknown');
  if (proposal.outcome === 'declined') return { ok: true };
  if (proposal.outcome === 'confirmed' || proposal.expiresAt <= tx.at) return refusal('proposalEnded');
  if (!(await endProposal(tx, proposal.id, { outcome: 'declined', actor, reason })))
    return refusal('proposalEnded');
  tx.journal({ actor, kind: 'statement-declined', facts: { proposal: publicId } });
  return { ok: true };
}

async function perform(ctx: Context, tx: Tx, proposal: StoredProposal, second: string): Promise<Confirmed> {
  const persons = { actor: proposal.proposedBy, secondPerson: second };
  if (proposal.action === 'issue') {
    // Sent twice, the proposal itself is the request.
    const wish = { request: proposal.publicId, ...proposal.wish, ...persons } as unknown as StatementWish;
    const issued = await issueStatement(ctx, tx, wish);
    return issued.ok ? { ok: true, statement: issued.publicId, repeated: issued.repeated } : issued;
  }
  const change = { ...proposal.wish, ...persons } as unknown as StatementChange;
  const changed = await changeStatement(ctx, tx, change);
  return changed.ok ? { ok: true, statement: change.statement, repeated: changed.repeated } : changed;
}

function refusal(code: StatementProblem['code']): {
  readonly ok: false;
  readonly problems: readonly StatementProblem[];
} {
  return { ok: false, problems: [statementProblem('/proposal', code)] };
}
