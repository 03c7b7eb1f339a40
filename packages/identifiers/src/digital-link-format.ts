import { applicationIdentifier } from './application-identifiers.ts';
import { repeatProblem } from './associations.ts';
import type { Element } from './element.ts';
import { uriEscape } from './percent-encoding.ts';
import { type IdentifierProblem, problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

/** The stem of canonical links (GS1 Digital Link URI Syntax). */
export const CANONICAL_STEM = 'https://id.gs1.org';

interface Division {
  readonly path: readonly Element[];
  readonly attributes: readonly Element[];
}

/** Fields of predefined length come first, each group in the order given, as in element strings. */
function ordered(attributes: readonly Element[]): readonly Element[] {
  const predefined = (each: Element): boolean => applicationIdentifier(each.ai)?.predefinedLength ?? false;
  return [...attributes.filter(predefined), ...attributes.filter(each => !predefined(each))];
}

function divide(elements: readonly Element[], key: Element, sequence: readonly string[]): Division {
  const qualifiers = sequence
    .map(code => elements.find(each => each.ai === code))
    .filter(each => each !== undefined);
  const path = [key, ...qualifiers];
  return { path, attributes: ordered(elements.filter(each => !path.includes(each))) };
}

/** The first of the rest that may not stand in a query. */
function misplaced(attributes: readonly Element[]): Element | undefined {
  return attributes.find(each => applicationIdentifier(each.ai)?.linkAttribute === false);
}

/** Every way to split the elements into key, qualifiers and attributes; the longest paths of the first key first. */
function divisions(elements: readonly Element[]): readonly Division[] {
  return elements.flatMap(key => {
    const sequences = applicationIdentifier(key.ai)?.linkQualifiers;
    if (sequences === undefined) return [];
    return sequences
      .map(sequence => divide(elements, key, sequence))
      .sort((first, second) => second.path.length - first.path.length);
  });
}

/**
 * Writes elements as a GS1 Digital Link on the given stem (scheme, domain, perhaps a path; a slash at its end is
 * dropped). The first primary key in the given order leads; what is neither it nor its qualifier goes to the query.
 * Equal repeats are written once.
 *
 * Refuses `differingRepeats`, `noPrimaryKey`, and `attributeNotAllowed` for what has no place. The data is taken as
 * checked: give it elements that were parsed.
 */
export function formatDigitalLink(
  elements: readonly Element[],
  stem: string = CANONICAL_STEM,
): Result<string, IdentifierProblem> {
  const repeats = repeatProblem(elements);
  if (repeats !== undefined) return refuse(repeats);
  const once = [...new Map(elements.map(each => [each.ai, each] as const)).values()];
  const ways = divisions(once);
  const first = ways[0];
  if (first === undefined) return refuse(problem('noPrimaryKey'));
  const way = ways.find(each => misplaced(each.attributes) === undefined);
  if (way === undefined) {
    return refuse(problem('attributeNotAllowed', undefined, { ai: misplaced(first.attributes)?.ai ?? '' }));
  }
  const path = way.path.map(({ ai, value }) => `/${ai}/${uriEscape(value, 'path')}`).join('');
  const query = way.attributes.map(({ ai, value }) => `${ai}=${uriEscape(value, 'query')}`).join('&');
  return ok(`${stem.replace(/\/$/, '')}${path}${query === '' ? '' : `?${query}`}`);
}
