import type { SchemeRules } from '@pinxin/contract/schemes/scheme';
import { type SchemeProblem, schemeProblem } from '../problem.ts';
import type { Application, Filled } from './application.ts';

/** What an application still lacks, before anybody's time is spent on it. Pure; every gap, with its place. */
export function missingOf(
  rules: SchemeRules,
  application: Application,
  filled: Filled,
): readonly SchemeProblem[] {
  const missing: SchemeProblem[] = [];
  if (rules.subject !== 'party' && application[rules.subject] === null)
    missing.push(schemeProblem('/subject', 'subjectMissing'));
  if (rules.steps.some(({ step }) => step === 'ranking') && application.round === null)
    missing.push(schemeProblem('/round', 'roundNeeded'));
  // A label quota is area times yield: without an area there is nothing to bound it by.
  if (rules.procedure === 'licenceOfBrand' && application.areaMu === null)
    missing.push(schemeProblem('/areaMu', 'areaMissing'));
  for (const { code, text, points } of rules.criteria) {
    // What experts score is shown by the documents; what is met or not is said here.
    if (points === undefined && !filled.answers.has(code))
      missing.push(schemeProblem(`/answers/${code}`, 'answerMissing', text['zh-CN']));
  }
  for (const { code, name, required } of rules.documents) {
    if (required && (filled.documents.get(code) ?? []).length === 0)
      missing.push(schemeProblem(`/documents/${code}`, 'documentMissing', name['zh-CN']));
  }
  return missing;
}
