import type { EventContext } from '@pinxin/epcis/context';
import { FIELD_PLACES } from '../codes.ts';
import type { EventQuery, OrderBy, QueryProblem } from './event-query.ts';
import { fullName } from './read-extension.ts';

const DEFAULT_PER_PAGE = 30;
const MOST_PER_PAGE = 1_000;

/** Parameters that say which and how many of the events that match are answered, and in which order. */
export const CONTROLS: ReadonlySet<string> = new Set([
  'orderBy',
  'orderDirection',
  'eventCountLimit',
  'maxEventCount',
  'perPage',
  'nextPageToken',
]);

type Parameters = ReadonlyMap<string, readonly string[]>;
type Controls = Omit<EventQuery, 'conditions' | 'after'>;

/** Reads them; what is wrong is added to `problems`. */
export function readControls(
  parameters: Parameters,
  context: EventContext,
  problems: QueryProblem[],
): Controls {
  const text = (name: string) => parameters.get(name)?.join('|');
  const order = text('orderBy');
  const orderBy = readOrder(order, context);
  if (orderBy === undefined) {
    const allowed = 'eventTime, recordTime, prefix:field, ILMD_prefix:field';
    problems.push({ parameter: 'orderBy', code: 'notAnOrder', params: { allowed } });
  }
  const direction = text('orderDirection') ?? 'DESC';
  if (direction !== 'ASC' && direction !== 'DESC') {
    problems.push({ parameter: 'orderDirection', code: 'notAnOrder', params: { allowed: 'ASC, DESC' } });
  }
  const eventCountLimit = count('eventCountLimit', text, problems, Number.MAX_SAFE_INTEGER);
  const maxEventCount = count('maxEventCount', text, problems, Number.MAX_SAFE_INTEGER);
  if (eventCountLimit !== undefined && maxEventCount !== undefined) {
    problems.push({
      parameter: 'maxEventCount',
      code: 'excludesOther',
      params: { other: 'eventCountLimit' },
    });
  }
  if (eventCountLimit !== undefined && order === undefined) {
    problems.push({ parameter: 'eventCountLimit', code: 'needsOrderBy' });
  }
  return {
    orderBy: orderBy ?? 'eventTime',
    descending: direction === 'DESC',
    eventCountLimit,
    maxEventCount,
    perPage: count('perPage', text, problems, MOST_PER_PAGE) ?? DEFAULT_PER_PAGE,
  };
}

function readOrder(order: string | undefined, context: EventContext): OrderBy | undefined {
  if (order === undefined || order === 'eventTime' || order === 'recordTime') return order ?? 'eventTime';
  const ilmd = order.startsWith('ILMD_');
  const written = ilmd ? order.slice(5) : order;
  const name = written.includes(':') ? fullName(written, context) : undefined;
  return name === undefined ? undefined : { place: ilmd ? FIELD_PLACES.ilmd : FIELD_PLACES.event, name };
}

function count(
  name: string,
  textOf: (name: string) => string | undefined,
  problems: QueryProblem[],
  most: number,
): number | undefined {
  const text = textOf(name);
  if (text === undefined) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= most) return value;
  problems.push({
    parameter: name,
    code: 'notACount',
    params: { most: most === MOST_PER_PAGE ? String(most) : '' },
  });
  return undefined;
}
