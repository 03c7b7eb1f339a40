import type { StatementAction, StoredStatus } from '@pinxin/contract/statements/status';
import { stepOf } from '@pinxin/rules/lifecycle';
import { localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { isWithoutKey } from '../credentials/keys/key-store.ts';
import { recordStanding } from '../credentials/record-standing.ts';
import { type Actor, actorOn, STATEMENT_LIFECYCLE, statusOn } from '../lifecycle.ts';
import { mandateFor } from '../mandates/mandate-views.ts';
import { spokenFor } from '../party-views.ts';
import { type StatementProblem, type StatementProblemCode, statementProblem } from '../problem.ts';
import { unstorableTexts } from '../storable-text.ts';
import { saveChange, statementToChange } from './change-store.ts';

/** 状态变更请求: what is to be done to a statement, and why. */
export interface StatementChange {
  readonly actor: string;
  /** Number of the party in whose name it is done: the issuer, or the holder who gives it up. */
  readonly issuer: number;
  /** Public id. */
  readonly statement: string;
  readonly to: StatementAction;
  readonly reason: string;
  readonly legalBasis: string;
  /** The other person, where the mandate of the statement asks for two. */
  readonly secondPerson?: string;
}

/** What became of a change. `repeated`: it had been done before, and nothing was done now. */
export type Changed =
  | { readonly ok: true; readonly status: StoredStatus; readonly repeated: boolean }
  | { readonly ok: false; readonly problems: readonly StatementProblem[] };

/**
 * 暂停、恢复、撤销、注销: changes the standing of a statement in an open transaction, from now on. To restore one, its
 * issuer needs a mandate in force, as for issuing. Safe to send twice: the same act for the same reason is done once.
 */
export async function changeStatement(ctx: Context, tx: Tx, change: StatementChange): Promise<Changed> {
  const unstorable = unstorableTexts(change);
  if (unstorable.length > 0) return { ok: false, problems: unstorable };
  const found = await statementToChange(tx, change.statement);
  if (found === undefined) return refusal('/statement', 'statementUnknown');
  const today = localDateOf(tx.at);
  const role = actorOn(found, await spokenFor(tx, change.issuer, today), change.to);
  if (role === undefined) return refusal('/issuer', 'notYours');
  const isRepeated =
    found.lastAction === change.to &&
    found.lastParty === change.issuer &&
    found.lastReason === change.reason &&
    found.lastLegalBasis === change.legalBasis;
  if (isRepeated) return { ok: true, status: found.status, repeated: true };
  const from = statusOn(found.status, found.validTo, today);
  const step = stepOf(STATEMENT_LIFECYCLE, from, change.to, role);
  if (!step.ok) return refusal('/to', 'notFromThisState');
  const problems = await checkPersons(tx, change, found, role);
  if (problems.length > 0) return { ok: false, problems };
  const to = step.to as StoredStatus;
  if (!(await saveChange(tx, found, change, to))) return refusal('/statement', 'changedMeanwhile');
  const { id, publicId, kind, seq } = found;
  if (!(await recordStanding(ctx, tx, { id, publicId, kind, action: change.to, seq: seq + 1 }))) {
    throw new Error(`the signing key of party ${found.issuer} ended meanwhile`);
  }
  tx.journal({
    actor: change.actor,
    kind: 'statement-changed',
    facts: {
      ...{ statement: found.publicId, id: found.id, kind: found.kind, issuer: found.issuer },
      ...{ scheme: found.scheme, subjectParty: found.subjectParty },
      ...{ action: change.to, from, to, seq: found.seq + 1 },
    },
  });
  return { ok: true, status: to, repeated: false };
}

type Found = NonNullable<Awaited<ReturnType<typeof statementToChange>>>;

async function checkPersons(
  tx: Tx,
  change: StatementChange,
  found: Found,
  role: Actor,
): Promise<readonly StatementProblem[]> {
  const problems: StatementProblem[] = [];
  const { issuer, secondPerson, actor } = change;
  // The status list that tells of it could not be signed.
  if (await isWithoutKey(tx, found.issuer)) problems.push(statementProblem('/issuer', 'noSigningKey'));
  if (secondPerson === actor) problems.push(statementProblem('/secondPerson', 'samePerson'));
  // What its holder gives up is its holder's to give up: no second person of the issuer is asked.
  if (found.needsSecondPerson && role === 'issuer' && secondPerson === undefined) {
    problems.push(statementProblem('/secondPerson', 'secondPersonNeeded'));
  }
  if (change.to === 'restore') {
    const subject = { party: found.subjectParty, division: found.subjectDivision };
    const scheme = found.scheme ?? undefined;
    const mandate = await mandateFor(tx, {
      issuer,
      kind: found.kind,
      scheme,
      subject,
      on: localDateOf(tx.at),
    });
    if (mandate === undefined) problems.push(statementProblem('/issuer', 'noMandate'));
  }
  return problems;
}

function refusal(at: string, code: StatementProblemCode): Changed {
  return { ok: false, problems: [statementProblem(at, code)] };
}
