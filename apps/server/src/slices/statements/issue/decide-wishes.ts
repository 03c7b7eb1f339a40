import { stepOf } from '@pinxin/rules/lifecycle';
import type { LocalDate } from '@pinxin/rules/local-date';
import type { Tx } from '../../../kernel/transaction.ts';
import { isWithoutKey } from '../credentials/keys/key-store.ts';
import { STATEMENT_LIFECYCLE, statusOn } from '../lifecycle.ts';
import { type FoundMandate, mandatesFor } from '../mandates/mandate-views.ts';
import { type StatementProblem, statementProblem } from '../problem.ts';
import { SUBJECT_COLUMNS, type SubjectFacts, subjectParts } from '../subject.ts';
import { subjectsFacts } from '../subject-views.ts';
import { checkWish } from './check-wish.ts';
import type { DecidedWish } from './issue-store.ts';
import { evidenceOf, lockSuperseded } from './known-views.ts';
import { publicationOf } from './publication.ts';
import type { StatementWish } from './statement-wish.ts';

/** What is decided about a wish: how it is issued, or all that speaks against it. */
export type Decision =
  | (Omit<DecidedWish, 'wish' | 'publicId' | 'digest'> & { readonly problems: readonly [] })
  | { readonly problems: readonly StatementProblem[]; readonly mandate?: undefined };

/**
 * Looks at wishes of one issuer, in their order: content and dates, then the register (subject, mandate, key, evidence,
 * what is superseded). What they have in common is asked once.
 */
export async function decideWishes(
  tx: Tx,
  issuer: number,
  wishes: readonly StatementWish[],
  on: LocalDate,
): Promise<readonly Decision[]> {
  const subjects = await subjectsFacts(
    tx,
    wishes.map(({ subject }) => subject),
  );
  const known = wishes.flatMap((wish, at) => {
    const subject = subjects[at];
    return subject === undefined ? [] : [{ wish, at, subject }];
  });
  const mandates = await mandatesFor(
    tx,
    known.map(({ wish: { kind, scheme }, subject }) => ({ issuer, kind, scheme, subject, on })),
  );
  const mandateAt = new Map(known.map(({ at }, index) => [at, mandates[index]]));
  const register = {
    ...{ on, noKey: known.length > 0 && (await isWithoutKey(tx, issuer)) },
    isHandedIn: await evidenceOf(
      tx,
      [...new Set(known.flatMap(({ wish }) => wish.evidence ?? []))],
      [...new Set(known.flatMap(({ subject }) => partiesOf(issuer, subject)))],
    ),
  };
  const decisions: Decision[] = [];
  for (const [at, wish] of wishes.entries()) {
    decisions.push(await decide(tx, wish, subjects[at], mandateAt.get(at), register));
  }
  return decisions;
}

interface Register {
  readonly on: LocalDate;
  readonly noKey: boolean;
  readonly isHandedIn: (digest: string, among: readonly number[]) => boolean;
}

function partiesOf(issuer: number, { party }: SubjectFacts): readonly number[] {
  return party === null ? [issuer] : [issuer, party];
}

async function decide(
  tx: Tx,
  wish: StatementWish,
  subject: SubjectFacts | undefined,
  mandate: FoundMandate | undefined,
  { on, noKey, isHandedIn }: Register,
): Promise<Decision> {
  const problems = [...checkWish(wish, on)];
  if (subject === undefined)
    return { problems: [...problems, statementProblem('/subject', 'subjectUnknown')] };
  problems.push(...mandateProblems(wish, mandate));
  if (noKey) problems.push(statementProblem('/issuer', 'noSigningKey'));
  if (wish.secondPerson === wish.actor) problems.push(statementProblem('/secondPerson', 'samePerson'));
  for (const [index, file] of (wish.evidence ?? []).entries()) {
    if (!isHandedIn(file, partiesOf(wish.issuer, subject)))
      problems.push(statementProblem(`/evidence/${index}`, 'evidenceUnknown'));
  }
  const superseded = wish.supersedes === undefined ? undefined : await lockSuperseded(tx, wish.supersedes);
  if (wish.supersedes !== undefined) problems.push(...supersededProblems(wish, superseded, on));
  if (problems.length > 0 || mandate === undefined) return { problems };
  return { mandate, subject, publication: publicationOf(wish, on), superseded, problems: [] };
}

function mandateProblems(
  { secondPerson }: StatementWish,
  mandate: FoundMandate | undefined,
): readonly StatementProblem[] {
  if (mandate === undefined) return [statementProblem('/issuer', 'noMandate')];
  return mandate.needsSecondPerson && secondPerson === undefined
    ? [statementProblem('/secondPerson', 'secondPersonNeeded')]
    : [];
}

function supersededProblems(
  wish: StatementWish,
  old: Awaited<ReturnType<typeof lockSuperseded>>,
  on: LocalDate,
): readonly StatementProblem[] {
  if (old === undefined) return [statementProblem('/supersedes', 'supersededUnknown')];
  const { kind, id } = subjectParts(wish.subject);
  const isSame =
    old.issuer === wish.issuer &&
    old.kind === wish.kind &&
    (old.scheme ?? undefined) === wish.scheme &&
    old[SUBJECT_COLUMNS[kind]] === id;
  if (!isSame) return [statementProblem('/supersedes', 'supersededOther')];
  const state = statusOn(old.status, old.validTo, on);
  const step = stepOf(STATEMENT_LIFECYCLE, state, 'supersede', 'issuer');
  return step.ok ? [] : [statementProblem('/supersedes', 'supersededNot')];
}
