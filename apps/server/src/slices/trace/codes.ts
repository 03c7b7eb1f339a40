import type { Action, EventType } from '@pinxin/epcis/event';
import type { FieldPlace } from '@pinxin/epcis/event-fields';
import type { EpcKind } from '@pinxin/identifiers/canonical';

/** 事件类型: the numbers in `event.type`. */
export const EVENT_TYPES = {
  ObjectEvent: 1,
  AggregationEvent: 2,
  AssociationEvent: 3,
  TransactionEvent: 4,
  TransformationEvent: 5,
} as const satisfies Record<string, number>;

/** `event.type` of an event of an extended type; the type's URI is an `event_link`. */
export const EXTENDED_TYPE = 6;

/** The number of an event type. */
export function eventTypeCode(type: EventType): number {
  return (EVENT_TYPES as Readonly<Record<string, number>>)[type] ?? EXTENDED_TYPE;
}

const ACTIONS = { ADD: 1, OBSERVE: 2, DELETE: 3 } as const satisfies Record<Action, number>;

/** The number in `event.action`; 0 where an event has none. */
export function actionCode(action: Action | undefined): number {
  return action === undefined ? 0 : ACTIONS[action];
}

/** What a lot is: the numbers in `lot.kind`. `process` is the running process of a transformationID. */
export const LOT_KINDS = {
  lot: 1,
  item: 2,
  class: 3,
  logisticUnit: 4,
  asset: 5,
  place: 6,
  party: 7,
  document: 8,
  other: 9,
  process: 10,
} as const satisfies Record<EpcKind | 'process', number>;

/** What else an event points at: the numbers in `event_link.kind`. */
export const LINK_KINDS = {
  bizTransaction: 1,
  source: 2,
  destination: 3,
  dispositionSet: 4,
  dispositionUnset: 5,
  certification: 6,
  extendedType: 7,
} as const;

/** Where in an event a field stands that queries ask for by name: the numbers in `event_field.place`. */
export const FIELD_PLACES = {
  event: 1,
  ilmd: 2,
  errorDeclaration: 3,
  sensorElement: 4,
  sensorMetadata: 5,
  sensorReport: 6,
  readPoint: 7,
  bizLocation: 8,
} as const satisfies Record<FieldPlace, number>;

/** Added to `event_field.place` where the field stands within another extension. */
export const INNER_FIELD = 10;

/** Words that are listed by who uses them: the numbers in `event_word.kind`. */
export const WORD_KINDS = {
  bizStep: 1,
  disposition: 2,
  readPoint: 3,
  bizLocation: 4,
  eventType: 5,
} as const;
