import type { NewApplication } from '@pinxin/contract/schemes/application';
import { localDateOf } from '@pinxin/rules/local-date';
import type { KnownCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { actsForApplicant } from '../officer.ts';
import { findSubject, partyFacts, partyIdsOf, type Reader } from '../party-views.ts';
import { type Outcome, refused, type SchemeProblem, schemeProblem } from '../problem.ts';
import { findRound, rulesInForce, type SchemeAt } from '../scheme/scheme-views.ts';
import { byClientId, type DraftFacts, insertDraft } from './application-store.ts';
import { copyAnswers } from './filled-store.ts';
import { knownFacts, renewedBy } from './known-facts.ts';

/** 新建申请草稿: begins an application under the edition in force today, which it keeps. */
export async function startDraft(
  ctx: Context,
  caller: KnownCaller,
  wish: NewApplication,
): Promise<Outcome<{ id: string; revision: number; repeated: boolean }>> {
  const today = localDateOf(ctx.clock.now());
  const applicant = (await partyIdsOf(ctx.database, [wish.applicant])).get(wish.applicant);
  const party = applicant === undefined ? undefined : await partyFacts(ctx.database, applicant);
  if (party === undefined) return refused('/applicant', 'applicantUnknown');
  if (!actsForApplicant(caller, 'application.write', { party: party.id, division: party.division }))
    return refused('/applicant', 'notYours');
  const scheme = await rulesInForce(ctx.database, wish.scheme, today);
  if (scheme === undefined) return refused('/scheme', 'schemeUnknown');
  const problems: SchemeProblem[] = [];
  if (scheme.rules.closedFrom !== undefined && scheme.rules.closedFrom <= today)
    problems.push(schemeProblem('/scheme', 'schemeClosed', scheme.rules.legalBasis));
  if (!(scheme.rules.applicantKinds as readonly string[]).includes(party.kind))
    problems.push(schemeProblem('/applicant', 'applicantKindWrong'));
  const sent = await draftFacts(ctx.database, scheme, party.id, wish, problems);
  if (problems.length > 0) return { ok: false, problems };
  const before = await renewedBy(ctx.database, scheme.scheme, party.id, wish.renews);
  const facts = { ...(await knownFacts(ctx.database, scheme.rules, party.id, before, sent)), ...sent };
  const publicId = ctx.newId('app');
  return await inTransaction(ctx, async tx => {
    const id = await insertDraft(tx, {
      ...{
        publicId,
        clientId: wish.clientId,
        scheme: scheme.scheme,
        edition: scheme.id,
        applicant: party.id,
      },
      ...facts,
    });
    if (id === undefined) {
      const known = await byClientId(tx, party.id, wish.clientId);
      if (known === undefined) throw new Error('a draft is there and is not');
      return { ok: true, value: { id: known.publicId, revision: known.revision, repeated: true } };
    }
    if (before !== undefined) {
      const criteria = scheme.rules.criteria.map(({ code }) => code);
      await copyAnswers(tx, before.id, id, criteria);
    }
    tx.journal({
      actor: caller.publicId,
      kind: 'application-begun',
      facts: {
        application: publicId,
        scheme: scheme.code,
        edition: scheme.edition,
        applicant: party.publicId,
      },
    });
    return { ok: true, value: { id: publicId, revision: 1, repeated: false } };
  });
}

type Facts = Pick<NewApplication, 'round' | 'subject' | 'areaMu' | 'outputKg' | 'scope' | 'renews'>;

/** The columns of what was sent; adds to `problems` what is not the applicant's or not the scheme's. */
export async function draftFacts(
  reader: Reader,
  scheme: Pick<SchemeAt, 'scheme' | 'rules'>,
  applicant: number,
  { round, subject, areaMu, outputKg, scope, renews }: Facts,
  problems: SchemeProblem[],
): Promise<DraftFacts> {
  const facts: { -readonly [K in keyof DraftFacts]: DraftFacts[K] } = {};
  if (areaMu !== undefined) facts.area_mu = Number(areaMu) === 0 ? null : areaMu;
  if (outputKg !== undefined) facts.output_kg = Number(outputKg) === 0 ? null : outputKg;
  if (scope !== undefined) facts.scope = scope.trim() === '' ? null : scope;
  if (renews !== undefined) facts.renews = renews;
  if (round !== undefined) {
    const found = await findRound(reader, round);
    if (found?.scheme === scheme.scheme) facts.round = found.id;
    else problems.push(schemeProblem('/round', 'roundUnknown'));
  }
  if (subject !== undefined) {
    const found = await findSubject(reader, applicant, subject);
    const named = Object.keys(subject)[0] ?? 'party';
    if (found === undefined || named !== scheme.rules.subject)
      problems.push(schemeProblem('/subject', 'subjectWrong'));
    else Object.assign(facts, found);
  }
  return facts;
}
