import { hash } from 'node:crypto';
import { canonicalJson } from '@pinxin/contract/statements/canonical-json';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { changeStatement, type StatementChange } from '../change/change-statement.ts';
import { issueStatements } from '../issue/issue-statement.ts';
import type { StatementWish } from '../issue/statement-wish.ts';
import { type StatementProblem, statementProblem } from '../problem.ts';
import { insertProposal, sameProposal } from './proposal-store.ts';

/** How long a proposal waits for its second person. */
const WAITS_MS = 7 * 86_400_000;

/** What became of something that a person asked for: done, waiting for a second person, or refused. */
export type Submitted =
  | { readonly outcome: 'done'; readonly statement: string; readonly repeated: boolean }
  | { readonly outcome: 'proposed'; readonly proposal: string; readonly expiresAt: Date }
  | { readonly outcome: 'refused'; readonly problems: readonly StatementProblem[] };

/** Issues a statement, or, where its mandate asks for two persons, proposes it to a second one. */
export async function submitStatement(ctx: Context, tx: Tx, wish: StatementWish): Promise<Submitted> {
  return (await submitStatements(ctx, tx, [wish]))[0]!;
}

/** The same with many; what became of each, in their order. */
export async function submitStatements(
  ctx: Context,
  tx: Tx,
  wishes: readonly StatementWish[],
): Promise<readonly Submitted[]> {
  const submitted: Submitted[] = [];
  for (const [at, issued] of (await issueStatements(ctx, tx, wishes)).entries()) {
    const wish = wishes[at]!;
    if (issued.ok) {
      submitted.push({ outcome: 'done', statement: issued.publicId, repeated: issued.repeated });
    } else if (wantsSecond(issued.problems)) {
      submitted.push(await propose(ctx, tx, wish.issuer, 'issue', wish, wish.request));
    } else submitted.push({ outcome: 'refused', problems: issued.problems });
  }
  return submitted;
}

/** Changes a statement, or, where its mandate asks for two persons, proposes the change to a second one. */
export async function submitChange(
  ctx: Context,
  tx: Tx,
  change: StatementChange,
  request?: string,
): Promise<Submitted> {
  const changed = await changeStatement(ctx, tx, change);
  if (changed.ok) return { outcome: 'done', statement: change.statement, repeated: changed.repeated };
  if (!wantsSecond(changed.problems)) return { outcome: 'refused', problems: changed.problems };
  return await propose(ctx, tx, change.issuer, change.to, change, request);
}

function wantsSecond(problems: readonly StatementProblem[]): boolean {
  return problems.length === 1 && problems[0]?.code === 'secondPersonNeeded';
}

async function propose(
  ctx: Context,
  tx: Tx,
  party: number,
  action: StatementChange['to'] | 'issue',
  asked: StatementWish | StatementChange,
  request: string | undefined,
): Promise<Submitted> {
  const { actor, ...wish } = asked;
  const digest = hash('sha256', canonicalJson(wish), 'buffer');
  const before = await sameProposal(tx, party, request, digest);
  if (before !== undefined) {
    if (before.wishDigest.equals(digest)) {
      return { outcome: 'proposed', proposal: before.publicId, expiresAt: before.expiresAt };
    }
    return { outcome: 'refused', problems: [statementProblem('/request', 'requestTaken')] };
  }
  const publicId = ctx.newId('prp');
  const expiresAt = new Date(tx.at.getTime() + WAITS_MS);
  const proposal = {
    publicId,
    party,
    action,
    wish,
    wishDigest: digest,
    proposedBy: actor,
    expiresAt,
    request,
  };
  if (!(await insertProposal(tx, proposal))) {
    return { outcome: 'refused', problems: [statementProblem('/request', 'requestTaken')] };
  }
  tx.journal({ actor, kind: 'statement-proposed', facts: { proposal: publicId, party, action } });
  return { outcome: 'proposed', proposal: publicId, expiresAt };
}
