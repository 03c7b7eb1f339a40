import { chinaCalendar } from '@pinxin/rules/china-calendar';
import type { LocalDate } from '@pinxin/rules/local-date';
import { renewalWindow } from '@pinxin/rules/renewal';
import type { Reader } from '../party-views.ts';
import { partyFacts } from '../party-views.ts';
import { type SchemeProblem, schemeProblem } from '../problem.ts';
import { roundById, rulesInForce, type SchemeAt } from '../scheme/scheme-views.ts';
import type { Application } from './application.ts';
import { findApplicationByStatement, rivalsOf } from './application-store.ts';
import { standsAgainst, unknownEvidence } from './standing-views.ts';

/** What the register holds against an application today: each with its legal basis where there is one. */
export async function blockersOf(
  reader: Reader,
  scheme: SchemeAt,
  application: Application,
  today: LocalDate,
): Promise<readonly SchemeProblem[]> {
  const problems: SchemeProblem[] = [];
  const { rules } = scheme;
  const party = await partyFacts(reader, application.applicant);
  if (party !== undefined && !(rules.applicantKinds as readonly string[]).includes(party.kind))
    problems.push(schemeProblem('/applicant', 'applicantKindWrong'));
  const newest = await rulesInForce(reader, scheme.code, today);
  const closedFrom = newest?.rules.closedFrom;
  if (application.state === 'draft' && closedFrom !== undefined && closedFrom <= today)
    problems.push(schemeProblem('/scheme', 'schemeClosed', newest?.rules.legalBasis));
  if (application.round !== null && application.state === 'draft') {
    const round = await roundById(reader, application.round);
    if (today < round.opensOn || today > round.closesOn)
      problems.push(schemeProblem('/round', 'roundClosed', `${round.opensOn} – ${round.closesOn}`));
  }
  for (const { number, statement, legalBasis } of await standsAgainst(
    reader,
    application.applicant,
    rules.suspendedBy,
    today,
  )) {
    problems.push(schemeProblem('/applicant', 'sanctionInForce', `${number ?? statement}（${legalBasis}）`));
  }
  problems.push(...(await rivals(reader, scheme, application, today)));
  return problems;
}

async function rivals(
  reader: Reader,
  { rules }: SchemeAt,
  application: Application,
  today: LocalDate,
): Promise<readonly SchemeProblem[]> {
  const problems: SchemeProblem[] = [];
  const others = await rivalsOf(reader, application);
  const underWay = others.find(({ state }) => state !== 'certified');
  if (underWay !== undefined) problems.push(schemeProblem('/subject', 'alreadyApplied', underWay.publicId));
  const keepsOne = rules.procedure === 'certification' || rules.procedure === 'licenceOfBrand';
  const held = others.find(
    ({ state, validTo, statement }) =>
      state === 'certified' && (validTo === null || validTo >= today) && statement !== application.renews,
  );
  if (keepsOne && held !== undefined)
    problems.push(schemeProblem('/subject', 'alreadyHeld', held.statement ?? held.publicId));
  if (application.renews !== null) problems.push(...(await renewal(reader, rules, application, today)));
  return problems;
}

async function renewal(
  reader: Reader,
  rules: SchemeAt['rules'],
  application: Application,
  today: LocalDate,
): Promise<readonly SchemeProblem[]> {
  const old = await findApplicationByStatement(reader, application.renews ?? '');
  const same = old?.scheme === application.scheme && old.applicant === application.applicant;
  if (old === undefined || !same || old.validTo === null || rules.renewal === undefined)
    return [schemeProblem('/renews', 'renewalWrong')];
  const { from, until, graceUntil } = renewalWindow(old.validTo, rules.renewal, chinaCalendar);
  const last = graceUntil ?? until;
  return today < from || today > last
    ? [schemeProblem('/renews', 'renewalOutside', `${from} – ${last}`)]
    : [];
}

/** Files that a draft names and that nobody has handed in. */
export async function unknownFiles(
  reader: Reader,
  documents: readonly { readonly document: string; readonly files: readonly { readonly digest: string }[] }[],
): Promise<readonly SchemeProblem[]> {
  const unknown = await unknownEvidence(
    reader,
    documents.flatMap(({ files }) => files.map(({ digest }) => digest)),
  );
  return documents.flatMap(({ files }, one) =>
    files.flatMap(({ digest }, two) =>
      unknown.has(digest) ? [schemeProblem(`/documents/${one}/files/${two}/digest`, 'evidenceUnknown')] : [],
    ),
  );
}
