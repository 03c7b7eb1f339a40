import {
  BIZ_STEPS,
  BIZ_TRANSACTION_TYPES,
  DISPOSITIONS,
  SOURCE_DESTINATION_TYPES,
  type Vocabulary,
} from '../vocabulary.ts';

/** How a field of an event is written in XML. */
export type XmlField =
  | { readonly kind: 'text' }
  | { readonly kind: 'word'; readonly list: Vocabulary }
  | { readonly kind: 'epcs' }
  | { readonly kind: 'quantities' }
  | { readonly kind: 'typed'; readonly member: string; readonly list: Vocabulary }
  | { readonly kind: 'certification' | 'place' | 'error' | 'dispositions' | 'sensors' | 'ilmd' };

const TEXT: XmlField = { kind: 'text' };
const EPCS: XmlField = { kind: 'epcs' };
const QUANTITIES: XmlField = { kind: 'quantities' };
const PLACE: XmlField = { kind: 'place' };

/** Every standard field of an event (EPCIS 2.0, 9.5), as XML writes it. */
export const XML_FIELDS: ReadonlyMap<string, XmlField> = new Map<string, XmlField>([
  ...['eventTime', 'recordTime', 'eventTimeZoneOffset', 'eventID'].map(name => [name, TEXT] as const),
  ['errorDeclaration', { kind: 'error' }],
  ['certificationInfo', { kind: 'certification' }],
  ...['parentID', 'transformationID', 'action'].map(name => [name, TEXT] as const),
  ...['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'].map(name => [name, EPCS] as const),
  ...['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'].map(
    name => [name, QUANTITIES] as const,
  ),
  ['bizStep', { kind: 'word', list: BIZ_STEPS }],
  ['disposition', { kind: 'word', list: DISPOSITIONS }],
  ['readPoint', PLACE],
  ['bizLocation', PLACE],
  ['bizTransactionList', { kind: 'typed', member: 'bizTransaction', list: BIZ_TRANSACTION_TYPES }],
  ['sourceList', { kind: 'typed', member: 'source', list: SOURCE_DESTINATION_TYPES }],
  ['destinationList', { kind: 'typed', member: 'destination', list: SOURCE_DESTINATION_TYPES }],
  ['sensorElementList', { kind: 'sensors' }],
  ['persistentDisposition', { kind: 'dispositions' }],
  ['ilmd', { kind: 'ilmd' }],
]);

const HEAD = 'eventTime recordTime eventTimeZoneOffset eventID errorDeclaration certificationInfo';
const WHERE = 'bizStep disposition readPoint bizLocation';
const TAIL = 'sourceList destinationList sensorElementList persistentDisposition ilmd';

function order(text: string): readonly string[] {
  return text.split(' ');
}

/** The order of elements in EPCIS 2.0 XML, by event type. */
const ORDERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ObjectEvent', order(`${HEAD} epcList action ${WHERE} bizTransactionList quantityList ${TAIL}`)],
  [
    'AggregationEvent',
    order(`${HEAD} parentID childEPCs action ${WHERE} bizTransactionList childQuantityList ${TAIL}`),
  ],
  [
    'AssociationEvent',
    order(`${HEAD} parentID childEPCs childQuantityList action ${WHERE} bizTransactionList ${TAIL}`),
  ],
  [
    'TransactionEvent',
    order(`${HEAD} bizTransactionList parentID epcList action ${WHERE} quantityList ${TAIL}`),
  ],
  [
    'TransformationEvent',
    order(
      `${HEAD} inputEPCList inputQuantityList outputEPCList outputQuantityList transformationID ${WHERE} bizTransactionList ${TAIL}`,
    ),
  ],
]);

/** For events of somebody's own type: every field, in an order of ours. */
const EXTENDED_ORDER = [...XML_FIELDS.keys()];

/** The order in which an event of this type has its elements. */
export function orderOf(type: string): readonly string[] {
  return ORDERS.get(type) ?? EXTENDED_ORDER;
}

/** Is this one of the five standard event types? */
export function isStandardType(type: string): boolean {
  return ORDERS.has(type);
}

/** The list that the schema wants even when it is empty, by event type (EPCIS 2.0 XML schema). */
const REQUIRED_LISTS: ReadonlyMap<string, string> = new Map([
  ['ObjectEvent', 'epcList'],
  ['TransactionEvent', 'epcList'],
  ['AggregationEvent', 'childEPCs'],
]);

type EventObject = Readonly<Record<string, unknown>>;

function filled(event: EventObject, field: string): boolean {
  const list = event[field];
  return Array.isArray(list) && list.length > 0;
}

/**
 * The list that must stand in the XML of this event even when it is empty, and whether an empty one is there for the
 * schema alone: JSON needs an empty `epcList` only where nothing else says what the event is about.
 */
export function requiredList(
  event: EventObject,
): { readonly name: string; readonly filler: boolean } | undefined {
  const type = event.type as string;
  const name = REQUIRED_LISTS.get(type);
  if (name === undefined) return undefined;
  if (type === 'AggregationEvent') return { name, filler: true };
  const sensorsOnly =
    type === 'ObjectEvent' && filled(event, 'sensorElementList') && event.readPoint !== undefined;
  const released = type === 'TransactionEvent' && event.action === 'DELETE';
  return { name, filler: filled(event, 'quantityList') || sensorsOnly || released };
}

/** Attributes of a sensor report whose values are numbers in JSON. */
export const SENSOR_NUMBERS: ReadonlySet<string> = new Set([
  ...['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percRank', 'percValue'],
]);

/** Every attribute of sensor metadata that the standard has. */
export const METADATA_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...[
    'time',
    'startTime',
    'endTime',
    'deviceID',
    'deviceMetadata',
    'rawData',
    'dataProcessingMethod',
    'bizRules',
  ],
]);

/** Every attribute of a sensor report that the standard has. */
export const REPORT_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...[
    'type',
    'exception',
    'deviceID',
    'deviceMetadata',
    'rawData',
    'dataProcessingMethod',
    'bizRules',
    'time',
  ],
  ...['microorganism', 'chemicalSubstance', 'coordinateReferenceSystem', 'component', 'stringValue'],
  ...['booleanValue', 'hexBinaryValue', 'uriValue', 'uom', ...SENSOR_NUMBERS],
]);
