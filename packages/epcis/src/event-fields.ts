import { millisecondsOf } from './date-time.ts';
import { decimalText, isPlainDecimal } from './decimal.ts';
import { type HashScope, hashExtensionText, hashKey, hashTime, hashUri, hashWord } from './hash-values.ts';
import { isObject } from './validate-field.ts';
import { ERROR_REASONS, MEASUREMENT_TYPES, type Vocabulary } from './vocabulary.ts';
import { ATTRIBUTES, TEXT } from './xml/xml-names.ts';

/** Where in an event a field stands that queries ask for by name (EPCIS 2.0, 8.2.7.1). */
export type FieldPlace =
  | 'event'
  | 'ilmd'
  | 'errorDeclaration'
  | 'sensorElement'
  | 'sensorMetadata'
  | 'sensorReport'
  | 'readPoint'
  | 'bizLocation';

/**
 * One value that a query may ask for by the name of its field: an extension, master data of an instance or lot
 * (ILMD), an attribute of sensor data, a part of an error declaration. A field without a value of its own (an object)
 * is told too, as queries ask whether it is there.
 */
export interface EventField {
  readonly place: FieldPlace;
  /** Stands within another extension field, at whatever depth. */
  readonly inner: boolean;
  /** `{namespace}local` of an extension (as the event hash writes it); the bare name of a standard field. */
  readonly name: string;
  /** The value as the event hash has it: decimals, moments and identifiers in one form each. */
  readonly text?: string;
  /** The value where it is a decimal number. */
  readonly number?: string;
  /** The value where it is a moment: milliseconds since 1970. */
  readonly moment?: number;
  /** Unit of `number`, as the sensor report has it. */
  readonly uom?: string;
}

/** What stands in one unit of measure, and what no query asks for, is left out. */
type Kind = 'time' | 'uri' | 'amount' | 'number' | 'plain' | 'hex' | Vocabulary;

const SENSOR_COMMON: Readonly<Record<string, Kind>> = {
  time: 'time',
  deviceID: 'uri',
  dataProcessingMethod: 'uri',
  bizRules: 'uri',
};
const METADATA: Readonly<Record<string, Kind>> = { ...SENSOR_COMMON, startTime: 'time', endTime: 'time' };
const REPORT: Readonly<Record<string, Kind>> = {
  ...SENSOR_COMMON,
  ...{ type: MEASUREMENT_TYPES, microorganism: 'uri', chemicalSubstance: 'uri', uriValue: 'uri' },
  ...{ stringValue: 'plain', booleanValue: 'plain', hexBinaryValue: 'hex', percRank: 'number' },
  ...{ value: 'amount', minValue: 'amount', maxValue: 'amount', meanValue: 'amount', sDev: 'amount' },
  percValue: 'amount',
};
const DECLARATION: Readonly<Record<string, Kind>> = { reason: ERROR_REASONS, correctiveEventIDs: 'plain' };

type Members = Readonly<Record<string, unknown>>;
type Found = Omit<EventField, 'place' | 'inner' | 'name'>;

/** A name that is longer, or of several lines, nobody can ask for. */
const LONGEST_NAME = 500;
const NO_NAME = /[\r\n]/;

/** What queries may ask for by name, of an event that passed `validateEvent`. */
export function eventFields(event: Members, scope: HashScope): readonly EventField[] {
  const fields: EventField[] = [];
  const reader = new FieldReader(fields, scope);
  for (const key of Object.keys(event)) {
    if (key.includes(':') || scope.context.terms.has(key)) reader.extension('event', key, event[key], event);
  }
  if (isObject(event.ilmd)) reader.extensions('ilmd', event.ilmd);
  if (isObject(event.readPoint)) reader.extensions('readPoint', event.readPoint);
  if (isObject(event.bizLocation)) reader.extensions('bizLocation', event.bizLocation);
  if (isObject(event.errorDeclaration)) {
    reader.standard('errorDeclaration', event.errorDeclaration, DECLARATION);
    reader.extensions('errorDeclaration', event.errorDeclaration);
  }
  const elements = event.sensorElementList;
  if (Array.isArray(elements) && elements.length > 0) {
    fields.push({ place: 'event', inner: false, name: 'sensorElementList' });
    for (const element of elements) if (isObject(element)) readSensor(reader, element);
  }
  return fields;
}

function readSensor(reader: FieldReader, element: Members): void {
  const { sensorMetadata, sensorReport } = element;
  if (isObject(sensorMetadata)) {
    reader.standard('sensorMetadata', sensorMetadata, METADATA);
    reader.extensions('sensorMetadata', sensorMetadata);
  }
  for (const report of Array.isArray(sensorReport) ? sensorReport : []) {
    if (!isObject(report)) continue;
    reader.standard('sensorReport', report, REPORT);
    reader.extensions('sensorReport', report);
  }
  reader.extensions('sensorElement', element);
}

/** Gathers the fields of one event. A class, for the two things that every step of the way down needs. */
class FieldReader {
  private readonly fields: EventField[];
  private readonly scope: HashScope;

  constructor(fields: EventField[], scope: HashScope) {
    this.fields = fields;
    this.scope = scope;
  }

  /** All members of an object that are no standard field of it. */
  extensions(place: FieldPlace, holder: Members): void {
    for (const key of Object.keys(holder)) {
      if (key.includes(':') || this.scope.context.terms.has(key) || place === 'ilmd')
        this.extension(place, key, holder[key], holder);
    }
  }

  extension(place: FieldPlace, key: string, value: unknown, holder: Members): void {
    if (key.startsWith('@') || key === ATTRIBUTES) return;
    this.push(place, false, hashKey(key, this.scope.context), value, holder, key);
  }

  standard(place: FieldPlace, holder: Members, kinds: Readonly<Record<string, Kind>>): void {
    for (const key of Object.keys(holder)) {
      if (!Object.hasOwn(kinds, key)) continue;
      const value = holder[key];
      for (const each of Array.isArray(value) ? value : [value]) {
        this.fields.push({
          place,
          inner: false,
          name: key,
          ...this.standardValue(kinds[key] as Kind, each, holder, key),
        });
      }
    }
  }

  private standardValue(kind: Kind, value: unknown, holder: Members, key: string): Found {
    if (kind === 'amount' || kind === 'number') {
      if (typeof value !== 'number') return {};
      const number = decimalText(value, holder, key, this.scope.exact);
      const { uom } = holder;
      return kind === 'amount' && typeof uom === 'string' && !NO_NAME.test(uom) && uom.length <= 100
        ? { text: number, number, uom }
        : { text: number, number };
    }
    if (typeof value === 'boolean') return { text: String(value) };
    if (typeof value !== 'string') return {};
    if (kind === 'plain') return { text: value.trim() };
    if (kind === 'hex') return { text: value.trim().toUpperCase() };
    if (kind === 'uri') return { text: hashUri(value, this.scope) };
    if (kind === 'time') return withMoment(hashTime(value));
    return { text: hashWord(value, kind, this.scope) };
  }

  private push(
    place: FieldPlace,
    inner: boolean,
    name: string,
    value: unknown,
    holder: object,
    key: string,
  ): void {
    if (Array.isArray(value)) {
      for (const [index, each] of value.entries()) this.push(place, inner, name, each, value, String(index));
      return;
    }
    const named = name.length <= LONGEST_NAME && !NO_NAME.test(name);
    if (isObject(value)) {
      const { [ATTRIBUTES]: attributes, [TEXT]: text } = value;
      if (attributes !== undefined && text !== undefined) {
        this.push(place, inner, name, text, value, TEXT);
        return;
      }
      if (named) this.fields.push({ place, inner, name });
      for (const below of Object.keys(value)) {
        if (below.startsWith('@') || below === ATTRIBUTES) continue;
        this.push(place, true, hashKey(below, this.scope.context), value[below], value, below);
      }
      return;
    }
    if (named) this.fields.push({ place, inner, name, ...this.scalar(value, holder, key) });
  }

  private scalar(value: unknown, holder: object, key: string): Found {
    if (typeof value === 'number') {
      const number = decimalText(value, holder, key, this.scope.exact);
      return { text: number, number };
    }
    if (typeof value === 'boolean') return { text: String(value) };
    return typeof value === 'string' ? fieldValue(value, this.scope) : {};
  }
}

/** A text as a field's value: what an event says and what a query asks become the same this way. */
export function fieldValue(given: string, scope: HashScope): Found {
  const text = hashExtensionText(given, scope);
  return isPlainDecimal(text) ? { text, number: text } : withMoment(text);
}

function withMoment(text: string): Found {
  const moment = text.includes(':') ? millisecondsOf(text) : Number.NaN;
  return Number.isNaN(moment) ? { text } : { text, moment };
}
