import { type StatementProblem, statementProblem } from './problem.ts';

/**
 * Texts that no database and no other program can keep: with a NUL, or with half a character (a lone surrogate).
 * Nothing that means anything holds them; told with their places.
 */
export function unstorableTexts(value: unknown, at = ''): readonly StatementProblem[] {
  if (typeof value === 'string') {
    return value.includes('\0') || !value.isWellFormed() ? [statementProblem(at, 'textUnstorable')] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => unstorableTexts(member, `${at}/${name}`));
}
