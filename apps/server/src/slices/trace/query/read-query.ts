import { type EventContext, readContext, STANDARD_CONTEXT } from '@pinxin/epcis/context';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { Condition, EventQuery, QueryProblem } from './event-query.ts';
import { digestOfQuery, placeIn } from './page-token.ts';
import { conditionOf, isCondition } from './read-condition.ts';
import { CONTROLS, readControls } from './read-controls.ts';

/** Parameters as a query string gives them: values of a list are separated by `|`. */
export type GivenParameters = Readonly<Record<string, unknown>>;

/** The reader's language is no condition. */
const PASSED_OVER: ReadonlySet<string> = new Set(['lang']);

/** A query and the digest that its page tokens are bound to. */
export interface ReadQuery {
  readonly query: EventQuery;
  readonly digest: string;
}

/** What a query is read with besides its parameters. */
export interface QueryReading {
  /** What prefixes stand for, beyond the standard ones. */
  readonly context?: EventContext;
  /** For page tokens, which expire. */
  readonly now: Date;
  /** What holds besides the parameters. */
  readonly within?: readonly Condition[];
}

type Read = Result<ReadQuery, readonly QueryProblem[]>;

/** Reads the parameters of a query string; refuses with everything that is wrong with them. */
export function readQuery(given: GivenParameters, reading: QueryReading): Read {
  const problems: QueryProblem[] = [];
  const parameters = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(given)) {
    if (PASSED_OVER.has(name)) continue;
    if (typeof value === 'string') parameters.set(name, value.split('|'));
    else problems.push({ parameter: name, code: 'repeatedParameter' });
  }
  return readParameters(parameters, reading, problems);
}

/**
 * Reads a query as a JSON object (EPCIS 2.0, `POST /queries`): lists are lists, `@context` says what its own prefixes
 * stand for. Refuses as `readQuery` does.
 */
export function readQueryBody(body: unknown, reading: QueryReading): Read {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return refuse([{ parameter: '', code: 'notAQuery' }]);
  const problems: QueryProblem[] = [];
  const parameters = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(body)) {
    if (name === '@context') continue;
    const values = (Array.isArray(value) ? value : [value]).map(valueText);
    if (values.every(each => each !== undefined)) parameters.set(name, values);
    else problems.push({ parameter: name, code: 'wrongValue' });
  }
  const own = (body as Record<string, unknown>)['@context'];
  const context = readContext(own, reading.context ?? STANDARD_CONTEXT);
  return readParameters(parameters, { ...reading, context }, problems);
}

/** A value of a JSON query as text; null stands for a parameter without value. */
function valueText(value: unknown): string | undefined {
  if (value === null) return '';
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function readParameters(
  parameters: ReadonlyMap<string, readonly string[]>,
  { context = STANDARD_CONTEXT, now, within = [] }: QueryReading,
  problems: QueryProblem[],
): Read {
  const conditions: Condition[] = [...within];
  const subjects = new Map<string, string>();
  for (const [name, values] of parameters) {
    if (CONTROLS.has(name)) continue;
    if (name.includes('\0') || !isCondition(name)) {
      problems.push({ parameter: name, code: 'unknownParameter' });
      continue;
    }
    const condition = conditionOf(name, values, context, problems);
    if (condition === undefined) continue;
    const subject = subjectOf(name, condition);
    const other = subjects.get(subject);
    if (other !== undefined) problems.push({ parameter: name, code: 'sameAsOther', params: { other } });
    subjects.set(subject, name);
    conditions.push(condition);
  }
  const controls = readControls(parameters, context, problems);
  const digest = digestOfQuery({ ...controls, conditions, perPage: undefined });
  const [token] = parameters.get('nextPageToken') ?? [];
  const after = token === undefined ? undefined : placeIn(token, digest, now);
  if (after === 'expired') problems.push({ parameter: 'nextPageToken', code: 'pageTokenExpired' });
  else if (token !== undefined && after === undefined)
    problems.push({ parameter: 'nextPageToken', code: 'wrongPageToken' });
  if (problems.length > 0 || after === 'expired') return refuse(problems);
  return ok({ query: { conditions, ...controls, after }, digest });
}

/** What a parameter is about, however its name is written: two that are about one thing are ambiguous. */
function subjectOf(name: string, condition: Condition): string {
  const start = name.slice(0, name.indexOf('_') + 1);
  switch (condition.kind) {
    case 'field':
      // Amounts of two quantities are two questions.
      return condition.test.kind === 'number' && condition.test.amounts.some(({ uom }) => uom !== undefined)
        ? name
        : JSON.stringify([start, condition.places, condition.name]);
    case 'link':
      return JSON.stringify(['link', condition.link, condition.type]);
    case 'attribute':
      return JSON.stringify([start, condition.of, condition.names]);
    case 'time':
      return JSON.stringify([condition.column, condition.from]);
    case 'eventType':
    case 'action':
    case 'term':
    case 'within':
    case 'lot':
    case 'quantity':
    case 'eventId':
    case 'declared':
    case 'among':
      return name;
  }
}
