import type { EventContext } from '@pinxin/epcis/context';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { QueryProblem } from '../query/event-query.ts';
import { type GivenParameters, type ReadQuery, readQueryBody } from '../query/read-query.ts';

/** What pages there are belongs to a request, not to a query that is kept. */
const OF_A_PAGE: ReadonlySet<string> = new Set(['perPage', 'nextPageToken', 'lang']);

/** When a WebSocket is told, and of what. */
export const OF_SCHEDULE = ['second', 'minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek', 'timeZone'];
export const OF_A_SOCKET: ReadonlySet<string> = new Set([
  ...OF_SCHEDULE,
  ...['stream', 'reportIfEmpty', 'initialRecordTime', 'position'],
]);

/** What a kept query is read with. */
interface Reading {
  readonly now: Date;
  /** What a single request says of its page. */
  readonly page?: GivenParameters;
  /** What the request's header says of prefixes. */
  readonly context?: EventContext;
}

/**
 * Reads a query as `POST /queries` takes it (EPCIS 2.0, 8.2.5): the parameters of a SimpleEventQuery as members, lists
 * as arrays, `@context` for its own prefixes.
 */
export function readNamedQuery(
  query: Readonly<Record<string, unknown>>,
  { now, page = {}, context }: Reading,
): Result<ReadQuery, readonly QueryProblem[]> {
  const strange = Object.keys(query)
    .filter(name => OF_A_PAGE.has(name))
    .map(parameter => ({ parameter, code: 'unknownParameter' }) as const);
  const whole = Object.fromEntries(Object.entries({ ...query, ...page }).filter(([name]) => name !== 'lang'));
  const read = readQueryBody(whole, context === undefined ? { now } : { now, context });
  if (strange.length === 0) return read;
  return refuse([...strange, ...(read.ok ? [] : read.error)]);
}

/** Of a request's own parameters those that a named query leaves to it. */
export function pageParameters(given: GivenParameters): Result<GivenParameters, readonly QueryProblem[]> {
  const strange = Object.keys(given).filter(name => !OF_A_PAGE.has(name));
  const codeOf = (name: string) => (OF_A_SOCKET.has(name) ? 'ofAWebSocket' : 'unknownParameter');
  if (strange.length > 0) return refuse(strange.map(parameter => ({ parameter, code: codeOf(parameter) })));
  return ok(given);
}
