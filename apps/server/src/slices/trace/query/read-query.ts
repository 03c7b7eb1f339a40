import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { EventQuery, QueryProblem } from './event-query.ts';
import { digestOfQuery, placeIn } from './page-token.ts';
import { conditionOf, isCondition } from './read-condition.ts';

/** Parameters as the query string gives them. */
export type GivenParameters = Readonly<Record<string, unknown>>;

const DEFAULT_PER_PAGE = 30;
const MOST_PER_PAGE = 1_000;
const CONTROLS: ReadonlySet<string> = new Set([
  'orderBy',
  'orderDirection',
  'eventCountLimit',
  'maxEventCount',
  'perPage',
  'nextPageToken',
]);
/** The reader's language is no condition. */
const PASSED_OVER: ReadonlySet<string> = new Set(['lang']);

/** A query and the digest that its page tokens are bound to. */
export interface ReadQuery {
  readonly query: EventQuery;
  readonly digest: string;
}

/** Reads the parameters of a SimpleEventQuery; refuses with everything that is wrong with them. */
export function readQuery(given: GivenParameters): Result<ReadQuery, readonly QueryProblem[]> {
  const problems: QueryProblem[] = [];
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    if (PASSED_OVER.has(name)) continue;
    if (typeof value !== 'string') problems.push({ parameter: name, code: 'repeatedParameter' });
    else if (!CONTROLS.has(name) && !isCondition(name))
      problems.push({ parameter: name, code: 'unknownParameter' });
    else texts.set(name, value);
  }
  const conditions = [...texts].flatMap(([name, text]) => {
    const condition = CONTROLS.has(name) ? undefined : conditionOf(name, text, problems);
    return condition === undefined ? [] : [condition];
  });
  const controls = readControls(texts, problems);
  const digest = digestOfQuery(texts);
  const token = texts.get('nextPageToken');
  const after = token === undefined ? undefined : placeIn(token, digest);
  if (token !== undefined && after === undefined)
    problems.push({ parameter: 'nextPageToken', code: 'wrongPageToken' });
  if (problems.length > 0) return refuse(problems);
  return ok({ query: { conditions, ...controls, after }, digest });
}

type Controls = Omit<EventQuery, 'conditions' | 'after'>;

function readControls(texts: ReadonlyMap<string, string>, problems: QueryProblem[]): Controls {
  const order = texts.get('orderBy');
  if (order !== undefined && order !== 'eventTime' && order !== 'recordTime') {
    problems.push({ parameter: 'orderBy', code: 'notAnOrder', params: { allowed: 'eventTime, recordTime' } });
  }
  const direction = texts.get('orderDirection') ?? 'DESC';
  if (direction !== 'ASC' && direction !== 'DESC') {
    problems.push({ parameter: 'orderDirection', code: 'notAnOrder', params: { allowed: 'ASC, DESC' } });
  }
  const eventCountLimit = count('eventCountLimit', texts, problems, Number.MAX_SAFE_INTEGER);
  const maxEventCount = count('maxEventCount', texts, problems, Number.MAX_SAFE_INTEGER);
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
    orderBy: order === 'recordTime' ? 'recordTime' : 'eventTime',
    descending: direction === 'DESC',
    eventCountLimit,
    maxEventCount,
    perPage: count('perPage', texts, problems, MOST_PER_PAGE) ?? DEFAULT_PER_PAGE,
  };
}

function count(
  name: string,
  texts: ReadonlyMap<string, string>,
  problems: QueryProblem[],
  most: number,
): number | undefined {
  const text = texts.get(name);
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
