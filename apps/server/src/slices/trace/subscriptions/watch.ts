import { EXTENDED_TYPE } from '../codes.ts';
import type { Condition, EventQuery } from '../query/event-query.ts';
import type { Viewer } from '../query/visibility.ts';
import type { EventFacts } from './event-facts.ts';

/** A query that somebody waits on. `T` is whom its matches are for. */
export interface Watch<T> {
  readonly viewer: Viewer;
  readonly query: EventQuery;
  readonly reader: T;
}

/** A query's conditions, by who can decide them. */
export interface SplitConditions {
  /** Decided by an event's facts alone. */
  readonly byFacts: readonly Condition[];
  /** Asked of the database, and only for events that meet the others. */
  readonly byDatabase: readonly Condition[];
}

/** Parts the conditions that an event's facts decide from those that the database must be asked about. */
export function splitConditions(conditions: readonly Condition[]): SplitConditions {
  return {
    byFacts: conditions.filter(isDecidedByFacts),
    byDatabase: conditions.filter(condition => !isDecidedByFacts(condition)),
  };
}

type Decided = Extract<Condition, { kind: 'eventType' | 'action' | 'term' | 'time' | 'lot' | 'link' }>;

function isDecidedByFacts(condition: Condition): condition is Decided {
  switch (condition.kind) {
    case 'action':
    case 'term':
    case 'time':
    case 'lot':
    case 'link':
      return true;
    case 'eventType':
      return condition.extended.length === 0;
    default:
      // Whatever else a query can ask: the database knows it.
      return false;
  }
}

/** Whether an event meets all of these conditions, as the query's own SQL says. Only of conditions `byFacts`. */
export function meets(facts: EventFacts, conditions: readonly Condition[]): boolean {
  return conditions.every(condition => !isDecidedByFacts(condition) || meetsOne(facts, condition));
}

function meetsOne(facts: EventFacts, condition: Decided): boolean {
  switch (condition.kind) {
    case 'eventType':
      return facts.type !== EXTENDED_TYPE && condition.codes.includes(facts.type);
    case 'action':
      return condition.codes.includes(facts.action);
    case 'term': {
      const uri = facts.terms[condition.column];
      return uri !== undefined && condition.uris.includes(uri);
    }
    case 'time':
      return meetsTime(facts, condition);
    case 'lot':
      return facts.lots.some(
        ({ role, kind, uri }) =>
          condition.roles.includes(role) &&
          condition.lotKinds.includes(kind) &&
          condition.patterns.some(one => (one.kind === 'exact' ? one.uri === uri : uri.startsWith(one.uri))),
      );
    case 'link':
      return facts.links.some(
        ({ kind, type, value }) =>
          kind === condition.link &&
          (condition.type === undefined || condition.type === type) &&
          condition.uris.includes(value),
      );
  }
}

function meetsTime(facts: EventFacts, { column, from, at }: Extract<Condition, { kind: 'time' }>): boolean {
  const time =
    column === 'event_time'
      ? facts.eventTime
      : column === 'record_time'
        ? facts.recordTime
        : facts.declaredAt;
  if (time === undefined) return false;
  return from ? time >= Date.parse(at) : time < Date.parse(at);
}
