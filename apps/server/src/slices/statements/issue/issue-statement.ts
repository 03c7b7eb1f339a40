import { stepOf } from '@pinxin/rules/lifecycle';
import { type LocalDate, localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { issueCredential } from '../credentials/issue-credential.ts';
import { isWithoutKey } from '../credentials/keys/key-store.ts';
import { recordStanding } from '../credentials/record-standing.ts';
import { STATEMENT_LIFECYCLE, statusOn } from '../lifecycle.ts';
import { mandateFor } from '../mandates/mandate-views.ts';
import { type StatementProblem, statementProblem } from '../problem.ts';
import { unstorableTexts } from '../storable-text.ts';
import { SUBJECT_COLUMNS, type SubjectFacts, subjectParts } from '../subject.ts';
import { subjectFacts } from '../subject-views.ts';
import { checkWish } from './check-wish.ts';
import {
  evidenceOf,
  type IssueDecision,
  insertStatement,
  issuedBefore,
  lockSuperseded,
} from './issue-store.ts';
import { publicationOf } from './publication.ts';
import { digestOfWish, type StatementWish } from './statement-wish.ts';

/** What became of a wish. `repeated`: it had been issued before, and nothing was done now. */
export type Issued =
  | { readonly ok: true; readonly id: number; readonly publicId: string; readonly repeated: boolean }
  | { readonly ok: false; readonly problems: readonly StatementProblem[] };

/**
 * 签发声明: issues a statement in an open transaction, under the mandate in force today that allows it. With any
 * problem nothing is written, and all problems are told. Safe to send twice: the same `request`, or the same number
 * with the same content, gives the statement that exists. With `supersedes` it takes another one's place.
 */
export async function issueStatement(ctx: Context, tx: Tx, wish: StatementWish): Promise<Issued> {
  const today = localDateOf(tx.at);
  const unstorable = unstorableTexts(wish);
  if (unstorable.length > 0) return { ok: false, problems: unstorable };
  const digest = digestOfWish(wish);
  const before = await repeatedWish(tx, wish, digest);
  if (before !== undefined) return before;
  const problems = [...checkWish(wish, today)];
  const subject = await subjectFacts(tx, wish.subject);
  if (subject === undefined) problems.push(statementProblem('/subject', 'subjectUnknown'));
  const decision = subject && (await decide(tx, wish, subject, today, problems));
  if (problems.length > 0 || decision === undefined) return { ok: false, problems };
  const publicId = ctx.newId('stm');
  const id = await insertStatement(tx, wish, { ...decision, publicId, digest });
  if (id === undefined) {
    return (await repeatedWish(tx, wish, digest)) ?? refusal('/supersedes', 'supersededNot');
  }
  await sign(ctx, tx, wish, { id, publicId, superseded: decision.superseded });
  tx.journal({
    actor: wish.actor,
    kind: 'statement-issued',
    facts: {
      ...{ statement: publicId, id, kind: wish.kind, issuer: wish.issuer, scheme: wish.scheme ?? null },
      ...{ subject: wish.subject, subjectParty: decision.subject.party, mandate: decision.mandate.publicId },
      ...(wish.supersedes === undefined ? {} : { supersedes: wish.supersedes }),
    },
  });
  return { ok: true, id, publicId, repeated: false };
}

/** Signs what was written, and ends the credential of what it supersedes. That there is a key was seen before. */
async function sign(
  ctx: Context,
  tx: Tx,
  { kind, issuer, content, supersedes }: StatementWish,
  {
    id,
    publicId,
    superseded,
  }: { readonly id: number; readonly publicId: string } & Pick<IssueDecision, 'superseded'>,
): Promise<void> {
  const isSigned = await issueCredential(ctx, tx, { id, publicId, kind, issuer, content });
  if (!isSigned) throw new Error(`the signing key of party ${issuer} ended meanwhile`);
  if (superseded === undefined || supersedes === undefined) return;
  const before = {
    id: superseded.id,
    publicId: supersedes,
    kind,
    action: 'supersede',
    seq: superseded.seq + 1,
  } as const;
  await recordStanding(ctx, tx, before);
}

async function repeatedWish(tx: Tx, wish: StatementWish, digest: Buffer): Promise<Issued | undefined> {
  const before = await issuedBefore(tx, wish);
  if (before === undefined) return undefined;
  const { id, publicId, wishDigest } = before.statement;
  if (wishDigest.equals(digest)) return { ok: true, id, publicId, repeated: true };
  if (before.by === 'predecessor') return undefined;
  return before.by === 'request' ? refusal('/request', 'requestTaken') : refusal('/number', 'numberTaken');
}

function refusal(at: string, code: StatementProblem['code']): Issued {
  return { ok: false, problems: [statementProblem(at, code)] };
}

type Decided = Omit<IssueDecision, 'publicId' | 'digest'>;

/** Asks the register: mandate, evidence, what is superseded. Adds to `problems` what speaks against it. */
async function decide(
  tx: Tx,
  wish: StatementWish,
  subject: SubjectFacts,
  on: LocalDate,
  problems: StatementProblem[],
): Promise<Decided | undefined> {
  const { issuer, kind, scheme } = wish;
  const mandate = await mandateFor(tx, { issuer, kind, scheme, subject, on });
  if (mandate === undefined) problems.push(statementProblem('/issuer', 'noMandate'));
  else if (mandate.needsSecondPerson && wish.secondPerson === undefined) {
    problems.push(statementProblem('/secondPerson', 'secondPersonNeeded'));
  }
  if (await isWithoutKey(tx, issuer)) problems.push(statementProblem('/issuer', 'noSigningKey'));
  if (wish.secondPerson === wish.actor) problems.push(statementProblem('/secondPerson', 'samePerson'));
  const parties = subject.party === null ? [issuer] : [issuer, subject.party];
  const known = await evidenceOf(tx, wish.evidence ?? [], parties);
  for (const [index, file] of (wish.evidence ?? []).entries()) {
    if (!known.has(file)) problems.push(statementProblem(`/evidence/${index}`, 'evidenceUnknown'));
  }
  const superseded = wish.supersedes === undefined ? undefined : await lockSuperseded(tx, wish.supersedes);
  if (wish.supersedes !== undefined) {
    const problem = checkSuperseded(wish, superseded, on);
    if (problem !== undefined) problems.push(problem);
  }
  if (mandate === undefined) return undefined;
  return { mandate, subject, publication: publicationOf(wish, on), superseded };
}

function checkSuperseded(
  wish: StatementWish,
  old: Awaited<ReturnType<typeof lockSuperseded>>,
  on: LocalDate,
): StatementProblem | undefined {
  if (old === undefined) return statementProblem('/supersedes', 'supersededUnknown');
  const { kind, id } = subjectParts(wish.subject);
  const isSame =
    old.issuer === wish.issuer &&
    old.kind === wish.kind &&
    (old.scheme ?? undefined) === wish.scheme &&
    old[SUBJECT_COLUMNS[kind]] === id;
  if (!isSame) return statementProblem('/supersedes', 'supersededOther');
  const state = statusOn(old.status, old.validTo, on);
  const step = stepOf(STATEMENT_LIFECYCLE, state, 'supersede', 'issuer');
  return step.ok ? undefined : statementProblem('/supersedes', 'supersededNot');
}
