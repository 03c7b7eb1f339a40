import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { StatementAction } from '@pinxin/contract/statements/status';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { appendLeaf, type LeafKind } from '../../../kernel/transparency/append-leaf.ts';
import { type Standing, setStanding } from './status/set-standing.ts';

/** What is done to a statement, as far as its credential is concerned. */
export interface StandingChange {
  readonly id: number;
  readonly publicId: string;
  readonly kind: StatementKind;
  readonly action: StatementAction | 'supersede';
  /** Number of the change in the statement's history. */
  readonly seq: number;
}

const STANDINGS: Readonly<Record<StandingChange['action'], Standing>> = {
  suspend: { isSuspended: true },
  restore: { isSuspended: false },
  withdraw: { isRevoked: true },
  cancel: { isRevoked: true },
  supersede: { isRevoked: true },
};

const LEAVES: Readonly<Record<StandingChange['action'], 'suspend' | 'restore' | 'revoke' | 'correct'>> = {
  suspend: 'suspend',
  restore: 'restore',
  withdraw: 'revoke',
  cancel: 'revoke',
  supersede: 'correct',
};

/**
 * Brings a statement's credential to where the statement stands now: its bits in the status lists and a leaf in the log,
 * in the same transaction. False when its issuer has no key to sign the list with. A statement from before there were
 * credentials has none to change.
 */
export async function recordStanding(ctx: Context, tx: Tx, change: StandingChange): Promise<boolean> {
  const stood = await setStanding(ctx, tx, { statement: change.id }, STANDINGS[change.action]);
  if (!stood.ok) return stood.why === 'noCredential';
  await appendLeaf(tx, {
    ...{ kind: leafOf(change), issuer: stood.did, record: change.publicId, revision: change.seq },
    secured: stood.secured,
  });
  return true;
}

function leafOf({ kind, action }: StandingChange): LeafKind {
  const step = LEAVES[action];
  const isCertificate = kind === 'certification' || kind === 'award' || kind === 'accreditation';
  if (isCertificate) return `cert.${step}`;
  if (kind === 'sanction' && step === 'revoke') return 'penalty.withdraw';
  if (kind === 'sanction' && step === 'correct') return 'penalty.correct';
  return step === 'revoke' ? 'statement.withdraw' : `statement.${step}`;
}
