import { countMembers } from './count-members.ts';
import { isUri } from './uri.ts';
import {
  action,
  context,
  dateTime,
  type FieldCheck,
  isObject,
  listOf,
  number,
  object,
  reportAt,
  reportHere,
  shape,
  shown,
  text,
  timeZoneOffset,
  unitOfMeasure,
  uri,
  type Validation,
  word,
} from './validate-field.ts';
import { sensorElementList } from './validate-sensor.ts';
import {
  BIZ_STEPS,
  BIZ_TRANSACTION_TYPES,
  DISPOSITIONS,
  ERROR_REASONS,
  SOURCE_DESTINATION_TYPES,
} from './vocabulary.ts';

type EventObject = Readonly<Record<string, unknown>>;

const sourceDestinationType = word(SOURCE_DESTINATION_TYPES, 'sourceOrDestinationType');
const disposition = word(DISPOSITIONS, 'disposition');

const certificationInfo: FieldCheck = (value, key, v) => {
  if (Array.isArray(value)) listOf(uri)(value, key, v);
  else uri(value, key, v);
};

const errorDeclaration = object(
  shape(
    {
      declarationTime: dateTime,
      reason: word(ERROR_REASONS, 'errorReason'),
      correctiveEventIDs: listOf(uri),
    },
    ['declarationTime'],
    'uris',
  ),
);

const quantityList = listOf(
  object(shape({ epcClass: uri, quantity: number, uom: unitOfMeasure }, ['epcClass'], 'closed')),
);

const bizTransactionList = listOf(
  object(
    shape(
      { type: word(BIZ_TRANSACTION_TYPES, 'bizTransactionType'), bizTransaction: uri },
      ['bizTransaction'],
      'closed',
    ),
  ),
);

const persistentDispositionMembers = object(
  shape({ set: listOf(disposition, 1, true), unset: listOf(disposition, 1, true) }, [], 'closed'),
);

const persistentDisposition: FieldCheck = (value, key, v) => {
  persistentDispositionMembers(value, key, v);
  if (isObject(value) && value.set === undefined && value.unset === undefined) {
    reportAt(v, 'noDisposition', key);
  }
};

const place = object(shape({ id: uri }, ['id'], 'open'));

const ilmd = object(shape({}, [], 'uris'));

const COMMON: Readonly<Record<string, FieldCheck>> = {
  '@context': context,
  type: text,
  eventTime: dateTime,
  recordTime: dateTime,
  eventTimeZoneOffset: timeZoneOffset,
  eventID: uri,
  certificationInfo,
  errorDeclaration,
};

const SHARED: Readonly<Record<string, FieldCheck>> = {
  ...COMMON,
  bizStep: word(BIZ_STEPS, 'bizStep'),
  disposition,
  readPoint: place,
  bizLocation: place,
  bizTransactionList,
  sourceList: listOf(
    object(shape({ type: sourceDestinationType, source: uri }, ['type', 'source'], 'closed')),
  ),
  destinationList: listOf(
    object(shape({ type: sourceDestinationType, destination: uri }, ['type', 'destination'], 'closed')),
  ),
  sensorElementList,
};

const EVENT_REQUIRED = ['eventTime', 'eventTimeZoneOffset'] as const;
const children = { parentID: uri, childEPCs: listOf(uri), childQuantityList: quantityList, action };

/** The five event types of EPCIS 2.0: their fields, and those of them that must be there. */
const TYPES = new Map([
  [
    'ObjectEvent',
    shape(
      { ...SHARED, epcList: listOf(uri, 0, true), quantityList, action, persistentDisposition, ilmd },
      [...EVENT_REQUIRED, 'action'],
      'uris',
    ),
  ],
  ['AggregationEvent', shape({ ...SHARED, ...children }, [...EVENT_REQUIRED, 'action'], 'uris')],
  ['AssociationEvent', shape({ ...SHARED, ...children }, [...EVENT_REQUIRED, 'action', 'parentID'], 'uris')],
  [
    'TransactionEvent',
    shape(
      { ...SHARED, parentID: uri, epcList: listOf(uri), quantityList, action },
      [...EVENT_REQUIRED, 'action', 'bizTransactionList'],
      'uris',
    ),
  ],
  [
    'TransformationEvent',
    shape(
      {
        ...{ ...SHARED, inputEPCList: listOf(uri, 0, true), inputQuantityList: quantityList },
        ...{ outputEPCList: listOf(uri, 0, true), outputQuantityList: quantityList, transformationID: uri },
        ...{ persistentDisposition, ilmd },
      },
      EVENT_REQUIRED,
      'uris',
    ),
  ],
]);

/** Every standard field, for events of somebody's own type. */
const EXTENDED = shape(
  Object.assign({}, ...[...TYPES.values()].map(each => Object.fromEntries(each.fields))),
  EVENT_REQUIRED,
  'open',
);

/** A standard field, but not one of this event type: said so, rather than "unknown". */
function checkEventMembers(event: EventObject, type: string, v: Validation): void {
  const of = TYPES.get(type) ?? EXTENDED;
  for (const field of of.required) {
    if (event[field] === undefined) reportHere(v, 'missingField', { field });
  }
  const keys = Object.keys(event);
  v.members += keys.length;
  for (const key of keys) {
    const check = of.fields.get(key);
    if (check === undefined && typeof event[key] === 'object') v.members += countMembers(event[key]);
    if (check !== undefined) {
      check(event[key], key, v);
    } else if (of.others === 'uris') {
      const standard = EXTENDED.fields.get(key);
      // the XML schema lets every event type have it, and a published JSON sample has it on an aggregation
      if (standard !== undefined && (v.lenient || v.xml) && key === 'persistentDisposition')
        standard(event[key], key, v);
      else if (standard !== undefined) reportAt(v, 'fieldNotOfThisType', key, { field: key, type });
      else if (!isUri(key, v.lenient)) reportAt(v, 'unknownField', key, { field: shown(key) });
    }
  }
}

function has(event: EventObject, field: string): boolean {
  const list = event[field];
  return Array.isArray(list) && list.length > 0;
}

function checkObject(event: EventObject, v: Validation): void {
  const sensorsOnly = has(event, 'sensorElementList') && event.readPoint !== undefined;
  if (event.epcList === undefined && !has(event, 'quantityList') && !sensorsOnly) reportHere(v, 'noObjects');
  if (event.ilmd !== undefined && event.action !== 'ADD') reportAt(v, 'ilmdNeedsAdd', 'ilmd');
}

function checkContent(event: EventObject, type: string, v: Validation): void {
  switch (type) {
    case 'ObjectEvent':
      checkObject(event, v);
      return;
    case 'AggregationEvent':
    case 'AssociationEvent':
      if (event.action !== 'DELETE' && !has(event, 'childEPCs') && !has(event, 'childQuantityList')) {
        reportHere(v, 'noChildren');
      }
      return;
    case 'TransactionEvent':
      if (event.action !== 'DELETE' && event.epcList === undefined && !has(event, 'quantityList')) {
        reportHere(v, 'noObjects');
      }
      if (Array.isArray(event.bizTransactionList) && event.bizTransactionList.length === 0) {
        reportAt(v, 'emptyList', 'bizTransactionList');
      }
      return;
    case 'TransformationEvent': {
      const inputs = has(event, 'inputEPCList') || has(event, 'inputQuantityList');
      const outputs = has(event, 'outputEPCList') || has(event, 'outputQuantityList');
      const enough = event.transformationID === undefined ? inputs && outputs : inputs || outputs;
      if (!enough) reportHere(v, 'noInputOrOutput');
    }
  }
}

/**
 * Checks one event against the rules of the EPCIS 2.0 JSON Schema: fields, their shapes and words, and what each
 * type must say at least. Reports every finding; true when there was none, and the event's fields then have the
 * standard's shapes. Bare events must carry their own `@context`.
 */
export function validateEvent(value: unknown, v: Validation): value is EventObject {
  const before = v.problems.length;
  if (!isObject(value)) {
    reportHere(v, 'notAnObject');
    return false;
  }
  const { type } = value;
  if (type === undefined) {
    reportHere(v, 'missingField', { field: 'type' });
  } else if (typeof type !== 'string') {
    reportAt(v, 'notText', 'type');
  } else {
    if (!TYPES.has(type) && !isUri(type, v.lenient))
      reportAt(v, 'unknownEventType', 'type', { value: shown(type) });
    else checkContent(value, type, v);
    checkEventMembers(value, type, v);
  }
  return v.problems.length === before;
}
