import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { QueryProblem } from '../query/event-query.ts';
import { type GivenParameters, type ReadQuery, readQuery } from '../query/read-query.ts';

/** What names of pages there are belongs to a request, not to a query that is kept. */
const OF_A_PAGE: ReadonlySet<string> = new Set(['perPage', 'nextPageToken', 'lang']);

/**
 * Reads a query as `POST /queries` takes it (EPCIS 2.0, 8.2.5): the parameters of a SimpleEventQuery as members, lists
 * as arrays. `page` adds what a single request may say beside it.
 */
export function readNamedQuery(
  query: Readonly<Record<string, unknown>>,
  page: GivenParameters = {},
): Result<ReadQuery, readonly QueryProblem[]> {
  const problems: QueryProblem[] = [];
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(query)) {
    if (OF_A_PAGE.has(name)) problems.push({ parameter: name, code: 'unknownParameter' });
    else {
      const text = textOf(value);
      if (text === undefined) problems.push({ parameter: name, code: 'noValue' });
      else given[name] = text;
    }
  }
  const read = readQuery({ ...given, ...page });
  if (problems.length === 0) return read;
  return refuse([...problems, ...(read.ok ? [] : read.error)]);
}

/** Of a request's own parameters those that a named query leaves to it. */
export function pageParameters(given: GivenParameters): Result<GivenParameters, readonly QueryProblem[]> {
  const strange = Object.keys(given).filter(name => !OF_A_PAGE.has(name));
  if (strange.length > 0) return refuse(strange.map(parameter => ({ parameter, code: 'unknownParameter' })));
  return ok(given);
}

/** A value as it would stand in an address; undefined when it can be none. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const texts = value.map(each => (Array.isArray(each) ? undefined : textOf(each)));
  return texts.every(text => text !== undefined && !text.includes('|')) ? texts.join('|') : undefined;
}
