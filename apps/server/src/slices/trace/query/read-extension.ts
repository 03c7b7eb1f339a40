import type { EventContext } from '@pinxin/epcis/context';
import { fieldValue } from '@pinxin/epcis/event-fields';
import { hashKey } from '@pinxin/epcis/hash-values';
import { FIELD_PLACES, INNER_FIELD } from '../codes.ts';
import { OPERATORS } from './compared-values.ts';
import type { Condition, FieldTest, Operator } from './event-query.ts';
import { listOf, oneOf, type Refuse, shownValue } from './given-values.ts';
import { isStorableMoment } from './parameter-values.ts';
import { exists } from './read-sensor.ts';

/** `EQ_ex:grade`, `GT_ILMD_ex:sugar`, `EXISTS_INNER_SENSORREPORT_ex:depth`: fields that users added. */
export const EXTENSION_NAME =
  /^(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?(ILMD_|ERROR_DECLARATION_|SENSORELEMENT_|SENSORMETADATA_|SENSORREPORT_|readPoint_|bizLocation_)?((?:.*:.+)|(?<=ILMD_).+)$/;

const PLACES: Readonly<Record<string, number>> = {
  ILMD_: FIELD_PLACES.ilmd,
  ERROR_DECLARATION_: FIELD_PLACES.errorDeclaration,
  SENSORELEMENT_: FIELD_PLACES.sensorElement,
  SENSORMETADATA_: FIELD_PLACES.sensorMetadata,
  SENSORREPORT_: FIELD_PLACES.sensorReport,
  readPoint_: FIELD_PLACES.readPoint,
  bizLocation_: FIELD_PLACES.bizLocation,
};

/**
 * A field's full name from a compact one whose prefix is declared (by the query's `@context` or `GS1-Extensions`, or
 * standard), or from a full URI. Undefined: nobody says what its prefix stands for.
 */
export function fullName(given: string, context: EventContext): string | undefined {
  const colon = given.indexOf(':');
  const known = colon < 0 || context.namespaces.has(given.slice(0, colon));
  const isUri = /^(?:urn:|[a-z][a-z0-9+.-]*:\/\/)/i.test(given);
  return known || isUri ? hashKey(given, context) : undefined;
}

/** Reads what `EXTENSION_NAME` names. */
export function readExtension(
  given: readonly string[],
  refuse: Refuse,
  parameter: string,
  context: EventContext,
): Condition | undefined {
  const [, start = '', inner, where, written = ''] = EXTENSION_NAME.exec(parameter) ?? [];
  const name = fullName(written, context);
  if (name === undefined) return refuse('unknownPrefix', { prefix: written.slice(0, written.indexOf(':')) });
  const place = where === undefined ? FIELD_PLACES.event : (PLACES[where] as number);
  const places = [inner === undefined ? place : place + INNER_FIELD];
  if (start === 'EXISTS') return exists(places, name)(given, refuse, parameter, context);
  const operator = OPERATORS[start] as Operator;
  const test =
    operator === '=' ? equality(given, refuse, context) : comparison(given, refuse, context, operator);
  return test && { kind: 'field', places, name, test };
}

function equality(given: readonly string[], refuse: Refuse, context: EventContext): FieldTest | undefined {
  const values = listOf(given, refuse)?.map(value => fieldValue(value, { context }).text ?? '');
  return values && { kind: 'text', values };
}

function comparison(
  given: readonly string[],
  refuse: Refuse,
  context: EventContext,
  operator: Operator,
): FieldTest | undefined {
  const text = oneOf(given, refuse);
  if (text === undefined) return undefined;
  // A plus sign that was not percent-encoded arrives as a space.
  const { number, moment } = fieldValue(text.replace(/ (?=\d\d:\d\d$)/, '+'), { context });
  if (number !== undefined && number.length <= 400)
    return { kind: 'number', operator, amounts: [{ uom: undefined, value: number }] };
  if (moment !== undefined && isStorableMoment(moment))
    return { kind: 'time', operator, at: new Date(moment).toISOString() };
  return refuse('notComparable', shownValue(text));
}
