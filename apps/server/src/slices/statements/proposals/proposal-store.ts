import type { StatementAction } from '@pinxin/contract/statements/status';
import type { Tx } from '../../../kernel/transaction.ts';

/** A proposal as it is kept. */
export interface StoredProposal {
  readonly id: number;
  readonly publicId: string;
  readonly party: number;
  readonly action: StatementAction | 'issue';
  readonly wish: Readonly<Record<string, unknown>>;
  readonly wishDigest: Buffer;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly expiresAt: Date;
  readonly outcome: 'confirmed' | 'declined' | null;
}

function proposals({ query }: Pick<Tx, 'query'>) {
  return query
    .selectFrom('statement_proposal as p')
    .leftJoin('statement_proposal_end as e', 'e.proposal', 'p.id')
    .select([
      ...(['p.id', 'p.public_id as publicId', 'p.party', 'p.action', 'p.wish'] as const),
      ...(['p.wish_digest as wishDigest', 'p.proposed_by as proposedBy'] as const),
      ...(['p.proposed_at as proposedAt', 'p.expires_at as expiresAt', 'e.outcome'] as const),
    ]);
}

/** The proposal of this public id. */
export async function findProposal(
  tx: Pick<Tx, 'query'>,
  publicId: string,
): Promise<StoredProposal | undefined> {
  return await proposals(tx).where('p.public_id', '=', publicId).executeTakeFirst();
}

/** The proposals of these parties, newest first; those that wait only, if so wished. */
export async function listProposals(
  tx: Pick<Tx, 'query'>,
  asked: {
    readonly parties: readonly number[] | 'any';
    readonly waitingAt?: Date;
    readonly before?: number;
    readonly limit: number;
  },
): Promise<readonly StoredProposal[]> {
  let wanted = proposals(tx).orderBy('p.id', 'desc').limit(asked.limit);
  if (asked.parties !== 'any') wanted = wanted.where('p.party', 'in', [...asked.parties]);
  if (asked.before !== undefined) wanted = wanted.where('p.id', '<', asked.before);
  if (asked.waitingAt !== undefined) {
    wanted = wanted.where('e.outcome', 'is', null).where('p.expires_at', '>', asked.waitingAt);
  }
  return await wanted.execute();
}

/** The same wish proposed before: under this request, or still waiting. */
export async function sameProposal(
  tx: Tx,
  party: number,
  request: string | undefined,
  digest: Buffer,
): Promise<StoredProposal | undefined> {
  if (request !== undefined) {
    const asked = await proposals(tx)
      .where('p.party', '=', party)
      .where('p.request', '=', request)
      .executeTakeFirst();
    if (asked !== undefined) return asked;
  }
  return await proposals(tx)
    .where('p.party', '=', party)
    .where('p.wish_digest', '=', digest)
    .where('e.outcome', 'is', null)
    .where('p.expires_at', '>', tx.at)
    .executeTakeFirst();
}

/** A proposal that is to be kept. */
export interface NewProposal {
  readonly publicId: string;
  readonly party: number;
  readonly action: StatementAction | 'issue';
  readonly wish: Readonly<Record<string, unknown>>;
  readonly wishDigest: Buffer;
  readonly proposedBy: string;
  readonly expiresAt: Date;
  readonly request: string | undefined;
}

/** Writes a proposal; false when its request was used a moment ago. */
export async function insertProposal(tx: Tx, proposal: NewProposal): Promise<boolean> {
  const { publicId, party, action, wish, wishDigest, proposedBy, expiresAt, request } = proposal;
  const row = await tx.query
    .insertInto('statement_proposal')
    .values({
      ...{ public_id: publicId, party, action, wish: JSON.stringify(wish), wish_digest: wishDigest },
      ...{ statement: null, proposed_by: proposedBy, proposed_at: tx.at, expires_at: expiresAt },
      request: request ?? null,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends a proposal; false when somebody ended it a moment ago. */
export async function endProposal(
  tx: Tx,
  proposal: number,
  end: {
    readonly outcome: 'confirmed' | 'declined';
    readonly actor: string;
    readonly reason?: string;
    readonly statement?: number;
  },
): Promise<boolean> {
  const row = await tx.query
    .insertInto('statement_proposal_end')
    .values({
      ...{ proposal, outcome: end.outcome, at: tx.at, actor: end.actor },
      ...{ reason: end.reason ?? null, statement: end.statement ?? null },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('proposal')
    .executeTakeFirst();
  return row !== undefined;
}
