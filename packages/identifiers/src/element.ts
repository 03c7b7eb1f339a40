import type { AiComponent, ApplicationIdentifier } from './application-identifiers.ts';
import type { LintContext, Linter } from './lint/linter.ts';
import { LINTERS } from './linters.ts';
import { type IdentifierProblem, problem } from './problem.ts';

/** One element string: an application identifier and its data, neither escaped nor bracketed. */
export interface Element {
  readonly ai: string;
  readonly value: string;
}

const SET_OF_TYPE = {
  N: LINTERS.csetnumeric,
  X: LINTERS.cset82,
  Y: LINTERS.cset39,
  Z: LINTERS.cset64,
} as const satisfies Readonly<Record<AiComponent['type'], Linter>>;

function componentProblem(
  component: AiComponent,
  text: string,
  context: LintContext | undefined,
): IdentifierProblem | undefined {
  const outside = SET_OF_TYPE[component.type](text);
  if (outside !== undefined) return outside;
  for (const name of component.linters) {
    const found = (LINTERS[name] as Linter)(text, context);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * What is wrong with the data of an application identifier: `emptyValue`, `valueTooShort`, `valueTooLong`, or what a
 * content check found. The place counts from the start of the data.
 */
export function valueProblem(
  identifier: ApplicationIdentifier,
  value: string,
  context?: LintContext,
): IdentifierProblem | undefined {
  const params = { ai: identifier.code };
  if (value.length === 0) return problem('emptyValue', 0, params);
  let at = 0;
  for (const component of identifier.components) {
    const rest = value.length - at;
    if (rest === 0 && component.optional) break;
    if (rest < component.min) return problem('valueTooShort', at, params);
    const text = value.slice(at, at + component.max);
    const found = componentProblem(component, text, context);
    if (found !== undefined) return problem(found.code, at + (found.at ?? 0), params);
    at += text.length;
  }
  return at < value.length ? problem('valueTooLong', at, params) : undefined;
}
