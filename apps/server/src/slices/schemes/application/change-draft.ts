import type { DraftChange } from '@pinxin/contract/schemes/application';
import type { KnownCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { actsForApplicant } from '../officer.ts';
import { type Outcome, refused, type SchemeProblem, schemeProblem } from '../problem.ts';
import { editionById, type SchemeAt } from '../scheme/scheme-views.ts';
import { lockApplication, saveDraft } from './application-store.ts';
import { unknownFiles } from './blockers.ts';
import { saveAnswers, saveDocuments } from './filled-store.ts';
import { draftFacts } from './start-draft.ts';

/**
 * 保存草稿: saves what was typed. Whoever saves on an older revision is refused, so that nobody's words are lost.
 * Drafts are their writers' own: the journal hears of them when they are submitted.
 */
export async function changeDraft(
  ctx: Context,
  caller: KnownCaller,
  publicId: string,
  change: DraftChange,
): Promise<Outcome<{ revision: number }>> {
  return await inTransaction(ctx, async tx => {
    const application = await lockApplication(tx, publicId);
    const owned = application && { party: application.applicant, division: application.division };
    if (application === undefined || !actsForApplicant(caller, 'application.read', owned!))
      return refused('/path/id', 'applicationUnknown');
    if (!actsForApplicant(caller, 'application.write', owned!)) return refused('/path/id', 'notYours');
    if (application.state !== 'draft' && application.state !== 'returned')
      return refused('/path/id', 'actionImpossible', application.state);
    if (application.revision !== change.revision)
      return refused('/revision', 'revisionStale', String(application.revision));
    const scheme = await editionById(tx, application.edition);
    const problems: SchemeProblem[] = [
      ...unknownParts(scheme.rules, change),
      ...(await unknownFiles(tx, change.documents ?? [])),
    ];
    const facts = await draftFacts(tx, scheme, application.applicant, change, problems);
    if (problems.length > 0) return { ok: false, problems };
    if (!(await saveDraft(tx, application.id, change.revision, facts)))
      return refused('/revision', 'revisionStale');
    await saveAnswers(tx, application.id, change.answers ?? []);
    await saveDocuments(tx, application.id, change.documents ?? []);
    return { ok: true, value: { revision: change.revision + 1 } };
  });
}

function unknownParts(
  rules: SchemeAt['rules'],
  { answers = [], documents = [] }: DraftChange,
): SchemeProblem[] {
  const criteria = new Set(rules.criteria.map(({ code }) => code));
  const known = new Set(rules.documents.map(({ code }) => code));
  return [
    ...answers.flatMap(({ criterion }, index) =>
      criteria.has(criterion)
        ? []
        : [schemeProblem(`/answers/${index}/criterion`, 'criterionUnknown', criterion)],
    ),
    ...documents.flatMap(({ document }, index) =>
      known.has(document) ? [] : [schemeProblem(`/documents/${index}/document`, 'documentUnknown', document)],
    ),
  ];
}
