import type { EventContext } from '@pinxin/epcis/context';
import { Role } from '@pinxin/lineage/role';
import { actionCode, EVENT_TYPES, LINK_KINDS, LOT_KINDS } from '../codes.ts';
import { amountsOf, numberOf, OPERATORS } from './compared-values.ts';
import type {
  Condition,
  LotPattern,
  Operator,
  PlaceColumn,
  QueryProblem,
  TermColumn,
} from './event-query.ts';
import { listOf, oneOf, type Reader, type Refuse, shownValue } from './given-values.ts';
import { lotPatterns } from './lot-pattern.ts';
import {
  BIZ_STEPS,
  BIZ_TRANSACTION_TYPES,
  DISPOSITIONS,
  hashOfEventId,
  instantOf,
  SOURCE_DESTINATION_TYPES,
  storedUri,
  wordUri,
} from './parameter-values.ts';
import { ATTRIBUTE_NAME, readAttribute } from './read-attribute.ts';
import { EXTENSION_NAME, readExtension } from './read-extension.ts';
import { readSensorAmount, SENSOR_AMOUNT_NAME, SENSOR_READERS } from './read-sensor.ts';

const SEEN = [Role.seen, Role.childAdd, Role.childDelete, Role.childObserve];
const PARENT = [Role.parentAdd, Role.parentDelete, Role.parentObserve, Role.seenParent];
const MADE = [Role.input, Role.output];
const { lot, class: tradeItem, other } = LOT_KINDS;
/** What stands in quantity lists, and what in lists of single things. Outside GS1 nobody can tell. */
const CLASSES = [lot, tradeItem, other];
const INSTANCES = Object.values(LOT_KINDS).filter(
  kind => kind !== lot && kind !== tradeItem && kind !== LOT_KINDS.process,
);

const READERS: Readonly<Record<string, Reader>> = {
  eventType: readTypes,
  GE_eventTime: time('event_time', true),
  LT_eventTime: time('event_time', false),
  GE_recordTime: time('record_time', true),
  LT_recordTime: time('record_time', false),
  GE_errorDeclarationTime: time('declared_at', true),
  LT_errorDeclarationTime: time('declared_at', false),
  // GS1's query schema spells the two so, its OpenAPI document as above.
  GE_errorDeclaration_Time: time('declared_at', true),
  LT_errorDeclaration_Time: time('declared_at', false),
  EQ_action: readActions,
  EQ_bizStep: term('biz_step', value => wordUri(BIZ_STEPS, value)),
  EQ_disposition: term('disposition', value => wordUri(DISPOSITIONS, value)),
  EQ_persistentDisposition_set: link(LINK_KINDS.dispositionSet, value => wordUri(DISPOSITIONS, value)),
  EQ_persistentDisposition_unset: link(LINK_KINDS.dispositionUnset, value => wordUri(DISPOSITIONS, value)),
  EQ_readPoint: term('read_point', storedUri),
  EQ_bizLocation: term('biz_location', storedUri),
  WD_readPoint: within('read_point'),
  WD_bizLocation: within('biz_location'),
  EQ_transformationID: (given, refuse) => {
    const values = listOf(given, refuse);
    const patterns = values?.map((value): LotPattern => ({ kind: 'exact', uri: storedUri(value) }));
    return patterns && { kind: 'lot', roles: [Role.process], lotKinds: Object.values(LOT_KINDS), patterns };
  },
  MATCH_epc: match(SEEN, INSTANCES),
  MATCH_parentID: match(PARENT, INSTANCES),
  MATCH_inputEPC: match([Role.input], INSTANCES),
  MATCH_outputEPC: match([Role.output], INSTANCES),
  MATCH_anyEPC: match([...SEEN, ...PARENT, ...MADE], INSTANCES),
  MATCH_epcClass: match(SEEN, CLASSES),
  MATCH_inputEPCClass: match([Role.input], CLASSES),
  MATCH_outputEPCClass: match([Role.output], CLASSES),
  MATCH_anyEPCClass: match([...SEEN, ...MADE], CLASSES),
  EQ_eventID: (given, refuse) => {
    const ids = listOf(given, refuse);
    const hashes = ids?.flatMap(id => hashOfEventId(id) ?? []);
    return ids && hashes && { kind: 'eventId', ids, hashes };
  },
  EXISTS_errorDeclaration: (given, refuse) => {
    if (given.length === 1 && given[0] === 'false') return undefined;
    return given.length === 1 && (given[0] === 'true' || given[0] === '')
      ? { kind: 'declared' }
      : refuse('notATruth');
  },
  ...SENSOR_READERS,
};

/** Parameters whose name carries a word: `EQ_bizTransaction_po`, `GT_quantity_KGM`, `EQ_ILMD_cbvmda:lotNumber`. */
const FAMILIES: readonly (readonly [RegExp, Reader])[] = [
  [
    /^EQ_bizTransaction_(.+)$/,
    typed(LINK_KINDS.bizTransaction, 'EQ_bizTransaction_', type => wordUri(BIZ_TRANSACTION_TYPES, type)),
  ],
  [
    /^EQ_source_(.+)$/,
    typed(LINK_KINDS.source, 'EQ_source_', type => wordUri(SOURCE_DESTINATION_TYPES, type)),
  ],
  [
    /^EQ_destination_(.+)$/,
    typed(LINK_KINDS.destination, 'EQ_destination_', type => wordUri(SOURCE_DESTINATION_TYPES, type)),
  ],
  [/^(?:EQ|GT|GE|LT|LE)_quantity(?:_[A-Z0-9]{2,3})?$/, readQuantity],
  [SENSOR_AMOUNT_NAME, readSensorAmount],
  [ATTRIBUTE_NAME, readAttribute],
  [EXTENSION_NAME, readExtension],
];

/** Every parameter with a fixed name, for the description of the interface. */
export const CONDITION_NAMES: readonly string[] = Object.keys(READERS);

function readerOf(name: string): Reader | undefined {
  return Object.hasOwn(READERS, name) ? READERS[name] : FAMILIES.find(([pattern]) => pattern.test(name))?.[1];
}

/** Is this the name of a condition? */
export function isCondition(name: string): boolean {
  return readerOf(name) !== undefined;
}

/** The condition that a parameter states; undefined when it states none or is wrong, which is then told. */
export function conditionOf(
  name: string,
  given: readonly string[],
  context: EventContext,
  problems: QueryProblem[],
): Condition | undefined {
  const refuse: Refuse = (code, params) => {
    problems.push(params === undefined ? { parameter: name, code } : { parameter: name, code, params });
    return undefined;
  };
  return readerOf(name)?.(given, refuse, name, context);
}

function time(column: 'event_time' | 'record_time' | 'declared_at', from: boolean): Reader {
  return (given, refuse) => {
    const text = oneOf(given, refuse);
    if (text === undefined) return undefined;
    const at = instantOf(text);
    return at === undefined ? refuse('notATime', shownValue(text)) : { kind: 'time', column, from, at };
  };
}

function term(column: TermColumn, stored: (value: string) => string): Reader {
  return (given, refuse) => {
    const values = listOf(given, refuse);
    return values && { kind: 'term', column, uris: values.map(stored) };
  };
}

function within(column: PlaceColumn): Reader {
  return (given, refuse) => {
    const values = listOf(given, refuse);
    return values && { kind: 'within', column, uris: values.map(storedUri) };
  };
}

function link(kind: number, stored: (value: string) => string): Reader {
  return (given, refuse) => {
    const values = listOf(given, refuse);
    return values && { kind: 'link', link: kind, type: undefined, uris: values.map(stored) };
  };
}

function typed(kind: number, start: string, typeUri: (type: string) => string): Reader {
  return (given, refuse, name) => {
    const values = listOf(given, refuse);
    const type = typeUri(name.slice(start.length));
    return values && { kind: 'link', link: kind, type, uris: values.map(storedUri) };
  };
}

function match(roles: readonly number[], lotKinds: readonly number[]): Reader {
  return (given, refuse) => {
    const values = listOf(given, refuse);
    if (values === undefined) return undefined;
    const patterns: LotPattern[] = [];
    for (const value of values) {
      const read = lotPatterns(value);
      if (read === undefined) return refuse('notAPattern', shownValue(value));
      patterns.push(...read);
    }
    return { kind: 'lot', roles, lotKinds, patterns };
  };
}

function readTypes(given: readonly string[], refuse: Refuse): Condition | undefined {
  const values = listOf(given, refuse);
  if (values === undefined) return undefined;
  const known = values.filter(value => Object.hasOwn(EVENT_TYPES, value)) as (keyof typeof EVENT_TYPES)[];
  const extended = values.filter(value => !Object.hasOwn(EVENT_TYPES, value));
  const wrong = extended.find(value => !value.includes(':'));
  if (wrong !== undefined) return refuse('notAType', shownValue(wrong));
  return { kind: 'eventType', codes: known.map(type => EVENT_TYPES[type]), extended };
}

function readActions(given: readonly string[], refuse: Refuse): Condition | undefined {
  const values = listOf(given, refuse);
  if (values === undefined) return undefined;
  const actions = values.filter(value => value === 'ADD' || value === 'OBSERVE' || value === 'DELETE');
  if (actions.length < values.length) return refuse('notAnAction');
  return { kind: 'action', codes: actions.map(actionCode) };
}

function readQuantity(given: readonly string[], refuse: Refuse, name: string): Condition | undefined {
  const values = listOf(given, refuse);
  const [start = '', , uom] = name.split('_');
  const operator = OPERATORS[start] as Operator;
  if (values === undefined) return undefined;
  if (operator !== '=' && values.length > 1) return refuse('oneValue');
  const numbers = values.map(numberOf);
  const wrong = numbers.indexOf(undefined);
  if (wrong >= 0) return refuse('notANumber', shownValue(values[wrong] as string));
  return {
    kind: 'quantity',
    operator,
    amounts: numbers.flatMap(number => amountsOf(number as string, uom, operator)),
  };
}
