import { type IdentifierProblem, type LinterCode, problem } from '../problem.ts';

/** What is known of a company prefix by whoever holds a list of issued ones. */
export type CompanyPrefixAnswer = 'issued' | 'unknown' | 'unavailable';

/** What a check may be given from outside; without it, it checks less. */
export interface LintContext {
  /** Looks up whether the text begins with an issued GS1 company prefix; the package itself ships no list. */
  readonly companyPrefix?: (text: string) => CompanyPrefixAnswer;
}

/**
 * A check of one component of a data field: what is wrong first, or undefined when nothing is.
 * Pure; the character set of the component's type has not necessarily been checked before.
 */
export type Linter = (text: string, context?: LintContext) => IdentifierProblem | undefined;

/** A finding of a check. */
export function finding(code: LinterCode, at = 0): IdentifierProblem {
  return problem(code, at);
}
