import type { EventContext } from '@pinxin/epcis/context';
import { hashUri, hashWord } from '@pinxin/epcis/hash-values';
import { ERROR_REASONS, MEASUREMENT_TYPES } from '@pinxin/epcis/vocabulary';
import { FIELD_PLACES } from '../codes.ts';
import { amountsOf, numberOf, OPERATORS } from './compared-values.ts';
import type { Condition, Operator } from './event-query.ts';
import { listOf, oneOf, type Reader, type Refuse, shownValue } from './given-values.ts';
import { instantOf, storedUri } from './parameter-values.ts';

const REPORT = [FIELD_PLACES.sensorReport];
const METADATA = [FIELD_PLACES.sensorMetadata];
const EITHER = [...METADATA, ...REPORT];
const DECLARATION = [FIELD_PLACES.errorDeclaration];

/** `GE_value_CEL`, `LT_maxValue_P1`: amounts with their unit. */
export const SENSOR_AMOUNT_NAME =
  /^(EQ|GT|GE|LT|LE)_(value|minValue|maxValue|meanValue|sDev|percValue)_([^\s_]{1,20})$/;

/** Parameters of sensor data and of error declarations that ask for one attribute (EPCIS 2.0, 8.2.7.1). */
export const SENSOR_READERS: Readonly<Record<string, Reader>> = {
  EXISTS_sensorElementList: exists([FIELD_PLACES.event], 'sensorElementList'),
  GE_time: time('>=', EITHER, 'time'),
  LT_time: time('<', EITHER, 'time'),
  GE_startTime: time('>=', METADATA, 'startTime'),
  LT_startTime: time('<', METADATA, 'startTime'),
  GE_endTime: time('>=', METADATA, 'endTime'),
  LT_endTime: time('<', METADATA, 'endTime'),
  EQ_type: texts(REPORT, 'type', (value, context) => hashWord(value, MEASUREMENT_TYPES, { context })),
  EQ_deviceID: texts(EITHER, 'deviceID', uri),
  EQ_dataProcessingMethod: texts(EITHER, 'dataProcessingMethod', uri),
  EQ_bizRules: texts(EITHER, 'bizRules', uri),
  EQ_microorganism: texts(REPORT, 'microorganism', uri),
  EQ_chemicalSubstance: texts(REPORT, 'chemicalSubstance', uri),
  EQ_uriValue: texts(REPORT, 'uriValue', uri),
  EQ_stringValue: texts(REPORT, 'stringValue', value => value.trim()),
  EQ_hexBinaryValue: texts(REPORT, 'hexBinaryValue', value => value.trim().toUpperCase()),
  EQ_booleanValue: (given, refuse) => {
    const values = listOf(given, refuse);
    if (values?.some(value => value !== 'true' && value !== 'false') === true) return refuse('notATruth');
    return values && { kind: 'field', places: REPORT, name: 'booleanValue', test: { kind: 'text', values } };
  },
  ...Object.fromEntries(Object.keys(OPERATORS).map(start => [`${start}_percRank`, readRank])),
  EQ_errorReason: texts(DECLARATION, 'reason', (value, context) =>
    hashWord(value, ERROR_REASONS, { context }),
  ),
  EQ_correctiveEventID: texts(DECLARATION, 'correctiveEventIDs', value => value.trim()),
};

function uri(value: string, context: EventContext): string {
  return hashUri(storedUri(value), { context });
}

/** `true` or nothing behind the name: the field is there; `false` asks nothing, as if the parameter were absent. */
export function exists(places: readonly number[], name: string): Reader {
  return (given, refuse) => {
    const [value, ...others] = given;
    if (others.length > 0 || (value !== '' && value !== 'true' && value !== 'false'))
      return refuse('notATruth');
    return value === 'false' ? undefined : { kind: 'field', places, name, test: { kind: 'exists' } };
  };
}

function texts(
  places: readonly number[],
  name: string,
  stored: (value: string, context: EventContext) => string,
): Reader {
  return (given, refuse, _parameter, context) => {
    const values = listOf(given, refuse)?.map(value => stored(value, context));
    return values && { kind: 'field', places, name, test: { kind: 'text', values } };
  };
}

function time(operator: Operator, places: readonly number[], name: string): Reader {
  return (given, refuse) => {
    const text = oneOf(given, refuse);
    if (text === undefined) return undefined;
    const at = instantOf(text);
    return at === undefined
      ? refuse('notATime', shownValue(text))
      : { kind: 'field', places, name, test: { kind: 'time', operator, at } };
  };
}

function readRank(given: readonly string[], refuse: Refuse, parameter: string): Condition | undefined {
  return numbers(given, refuse, parameter.slice(0, 2), 'percRank', undefined);
}

/** Reads what `SENSOR_AMOUNT_NAME` names. */
export function readSensorAmount(
  given: readonly string[],
  refuse: Refuse,
  parameter: string,
): Condition | undefined {
  const [, start = '', name = '', uom] = SENSOR_AMOUNT_NAME.exec(parameter) ?? [];
  return numbers(given, refuse, start, name, uom);
}

function numbers(
  given: readonly string[],
  refuse: Refuse,
  start: string,
  name: string,
  uom: string | undefined,
): Condition | undefined {
  const operator = OPERATORS[start] as Operator;
  const values = listOf(given, refuse);
  if (values === undefined) return undefined;
  if (operator !== '=' && values.length > 1) return refuse('oneValue');
  const read = values.map(numberOf);
  const wrong = read.indexOf(undefined);
  if (wrong >= 0) return refuse('notANumber', shownValue(values[wrong] as string));
  const amounts = read.flatMap(number => amountsOf(number as string, uom, operator, name === 'sDev'));
  return { kind: 'field', places: REPORT, name, test: { kind: 'number', operator, amounts } };
}
