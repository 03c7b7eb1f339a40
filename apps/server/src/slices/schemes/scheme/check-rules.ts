import type { SchemeRules } from '@pinxin/contract/schemes/scheme';
import { isLocalDate } from '@pinxin/rules/local-date';
import { isStepPlan } from '../lifecycle.ts';
import { isNumberTemplate, readPattern } from '../number-format.ts';
import { type SchemeProblem, type SchemeProblemCode, schemeProblem } from '../problem.ts';
import { PROCEDURE_RULES } from '../procedures.ts';

/** All that is wrong with the rules of a scheme, beyond their shape. Pure. */
export function checkRules(rules: SchemeRules, at: string): readonly SchemeProblem[] {
  const problems: SchemeProblem[] = [];
  const add = (place: string, code: SchemeProblemCode, more?: string) =>
    problems.push(schemeProblem(`${at}/${place}`, code, more));
  const steps = rules.steps.map(({ step }) => step);
  const procedure = PROCEDURE_RULES[rules.procedure];
  const lacking = procedure.requires.filter(step => !steps.includes(step));
  if (!isStepPlan(steps) || lacking.length > 0) add('steps', 'stepsWrong', lacking.join(', '));
  if (!procedure.outcomes.includes(rules.outcome)) add('outcome', 'outcomeWrong');
  if (rules.placesPerRound !== undefined && !steps.includes('ranking'))
    add('placesPerRound', 'placesWithoutRanking');
  if (rules.numberTemplate !== undefined && !isNumberTemplate(rules.numberTemplate))
    add('numberTemplate', 'templateWrong');
  if (rules.numberPattern !== undefined && readPattern(rules.numberPattern) === undefined)
    add('numberPattern', 'patternWrong');
  if (!isLocalDate(rules.effectiveFrom)) add('effectiveFrom', 'dateWrong');
  if (rules.closedFrom !== undefined && !isLocalDate(rules.closedFrom)) add('closedFrom', 'dateWrong');
  if (rules.renewal !== undefined && rules.renewal.from <= rules.renewal.until)
    add('renewal/from', 'windowWrong');
  // What never ends has nothing to be renewed before.
  if (rules.renewal !== undefined && rules.validityMonths === undefined) add('renewal', 'renewalWithoutEnd');
  for (const list of ['criteria', 'documents'] as const) {
    const codes = rules[list].map(({ code }) => code);
    codes.forEach((code, index) => {
      if (codes.indexOf(code) < index) add(`${list}/${index}/code`, 'repeatedCode', code);
    });
  }
  return problems;
}
