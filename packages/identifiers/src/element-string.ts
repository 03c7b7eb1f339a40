import {
  type ApplicationIdentifier,
  applicationIdentifier,
  applicationIdentifierAt,
  unknownIdentifier,
} from './application-identifiers.ts';
import { type Element, valueProblem } from './element.ts';
import type { LintContext } from './lint/linter.ts';
import { type IdentifierProblem, problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

export type { Element } from './element.ts';

/** The sign under which this package writes FNC1; no data field can hold it. */
export const FNC1 = '^';

/** Options of reading element strings. */
export interface ElementStringOptions extends LintContext {
  /** Let codes pass that the table does not have. Only where brackets or a URI tell code and data apart. */
  readonly permitUnknownAis?: boolean;
}

function refused(found: IdentifierProblem, base: number): Result<never, IdentifierProblem> {
  return refuse(problem(found.code, base + (found.at ?? 0), found.params));
}

function identifierFor(code: string, options: ElementStringOptions): ApplicationIdentifier | undefined {
  return applicationIdentifier(code) ?? (options.permitUnknownAis ? unknownIdentifier(code) : undefined);
}

/** Data from `at` to the next bracket that is not escaped, and the offset where it ends. */
function bracketedValue(text: string, at: number): { value: string; end: number } {
  let value = '';
  let index = at;
  while (index < text.length && text[index] !== '(') {
    if (text[index] === '\\' && text[index + 1] === '(') index += 1;
    value += text[index];
    index += 1;
  }
  return { value, end: index };
}

/**
 * Reads the human-readable form `(01)09520123456788(10)A1`; a bracket that belongs to the data is written `\(`.
 * Every data field is checked, combinations are not: see `associationProblems`.
 *
 * Refuses `noElements`, `missingBracket`, `malformedApplicationIdentifier`, `unknownApplicationIdentifier`,
 * `separatorInValue` and everything that a data field can be refused for.
 */
export function parseBracketed(
  text: string,
  options: ElementStringOptions = {},
): Result<readonly Element[], IdentifierProblem> {
  if (text.length === 0) return refuse(problem('noElements', 0));
  const elements: Element[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] !== '(') return refuse(problem('missingBracket', at));
    const close = text.indexOf(')', at);
    if (close < 0) return refuse(problem('missingBracket', at));
    const ai = text.slice(at + 1, close);
    if (!/^[0-9]{2,4}$/.test(ai)) return refuse(problem('malformedApplicationIdentifier', at + 1));
    const identifier = identifierFor(ai, options);
    if (identifier === undefined) return refuse(problem('unknownApplicationIdentifier', at + 1, { ai }));
    const { value, end } = bracketedValue(text, close + 1);
    if (value.includes(FNC1)) return refuse(problem('separatorInValue', close + 1, { ai }));
    const found = valueProblem(identifier, value, options);
    if (found !== undefined) return refused(found, close + 1);
    elements.push({ ai, value });
    at = end;
  }
  return ok(elements);
}

/**
 * Reads what a carrier holds, with `^` for FNC1 in front and between: `^010952012345678810A1^21S`.
 * Only codes of the table can be read, for nothing else tells where an unknown code ends.
 *
 * Refuses `missingFnc1`, `noElements`, `unknownApplicationIdentifier` and everything that a data field can be
 * refused for. A superfluous separator behind a field of predefined length or at the end is let pass.
 */
export function parseUnbracketed(
  text: string,
  context: LintContext = {},
): Result<readonly Element[], IdentifierProblem> {
  if (!text.startsWith(FNC1)) return refuse(problem('missingFnc1', 0));
  if (text.length === 1) return refuse(problem('noElements', 1));
  const elements: Element[] = [];
  let at = 1;
  while (at < text.length) {
    const identifier = applicationIdentifierAt(text, at);
    if (identifier === undefined) return refuse(problem('unknownApplicationIdentifier', at));
    const start = at + identifier.code.length;
    const separator = text.indexOf(FNC1, start);
    const limit = separator < 0 ? text.length : separator;
    const end = identifier.predefinedLength ? Math.min(start + identifier.max, limit) : limit;
    const value = text.slice(start, end);
    const found = valueProblem(identifier, value, context);
    if (found !== undefined) return refused(found, start);
    elements.push({ ai: identifier.code, value });
    at = end === separator ? end + 1 : end;
  }
  return ok(elements);
}

/** Writes elements with brackets, for people to read. */
export function formatBracketed(elements: readonly Element[]): string {
  return elements.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('');
}

/** Writes elements as a carrier holds them, `^` for FNC1; none behind a field of predefined length or at the end. */
export function formatUnbracketed(elements: readonly Element[]): string {
  let text = FNC1;
  elements.forEach(({ ai, value }, index) => {
    text += ai + value;
    const last = index === elements.length - 1;
    if (!last && !(applicationIdentifier(ai)?.predefinedLength ?? false)) text += FNC1;
  });
  return text;
}
