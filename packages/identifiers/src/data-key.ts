import { applicationIdentifier } from './application-identifiers.ts';
import { valueProblem } from './element.ts';
import { type IdentifierProblem, problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

/** Accepts what may stand behind an application identifier; the reasons are those of its data field. */
export function parseDataOf(ai: string, text: string): Result<string, IdentifierProblem> {
  if (text.length === 0) return refuse(problem('empty'));
  const identifier = applicationIdentifier(ai);
  if (identifier === undefined) return refuse(problem('unknownApplicationIdentifier', undefined, { ai }));
  const found = valueProblem(identifier, text);
  return found === undefined ? ok(text) : refuse(found);
}
