/** Every reason for which this package refuses a document or an event. Closed: a new reason is a new member. */
export type EpcisProblemCode =
  // the text as a whole
  | 'notUtf8'
  | 'notJson'
  | 'notXml'
  | 'doctypeRefused'
  | 'tooDeep'
  | 'nulCharacter'
  | 'numberOutOfRange'
  | 'notEpcis'
  | 'tooManyEvents'
  | 'tooManyProblems'
  // shape of a field (EPCIS 2.0, JSON binding)
  | 'missingField'
  | 'notAnObject'
  | 'notAList'
  | 'notText'
  | 'notANumber'
  | 'notABoolean'
  | 'emptyList'
  | 'repeatedItem'
  | 'unknownField'
  | 'fieldNotOfThisType'
  | 'notAUri'
  | 'notADateTime'
  | 'wrongTimeZoneOffset'
  | 'wrongUnitOfMeasure'
  | 'wrongHexBinary'
  | 'wrongVersion'
  | 'wrongContext'
  | 'contextTooLarge'
  // shape of an element (XML binding)
  | 'mixedContent'
  | 'repeatedElement'
  | 'wrongElementOrder'
  // words (CBV 2.0)
  | 'unknownEventType'
  | 'unknownAction'
  | 'unknownWord'
  | 'urnInsteadOfWord'
  // what an event must say
  | 'ilmdNeedsAdd'
  | 'noObjects'
  | 'noChildren'
  | 'noInputOrOutput'
  | 'noDisposition'
  // rules beyond the schema
  | 'duplicateKey'
  | 'brokenText'
  | 'brokenIdentifier'
  | 'parentRequired'
  | 'negativeQuantity'
  | 'sensorTimeAfterEvent'
  | 'wrongEventId';

/** Why an input was refused, and where: one finding among all that were made. */
export interface EpcisProblem {
  readonly code: EpcisProblemCode;
  /**
   * JSON Pointer (RFC 6901) into the input; of XML the names of the elements from the root on, with places from 1 where
   * several have one name (`/EPCISDocument/EPCISBody/EventList/ObjectEvent[2]/action`). Empty: the whole of it.
   */
  readonly at: string;
  /** The words and figures a message needs; of XML also `line` and `column`, from 1. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** At most so many problems are collected of one input; one more says that there were others. */
export const MAX_PROBLEMS = 1000;

/** Adds a finding, unless the list is full; the last place of a full list says so. */
export function report(
  problems: EpcisProblem[],
  code: EpcisProblemCode,
  at: string,
  params?: Readonly<Record<string, string | number>>,
): void {
  if (problems.length < MAX_PROBLEMS) {
    problems.push(params === undefined ? { code, at } : { code, at, params });
  } else if (problems.length === MAX_PROBLEMS) {
    problems.push({ code: 'tooManyProblems', at: '', params: { limit: MAX_PROBLEMS } });
  }
}

/** The pointer of what lies along `keys` below `at` (RFC 6901, section 3: `~` and `/` are escaped). */
export function pointerOf(at: string, ...keys: readonly (string | number)[]): string {
  let pointer = at;
  for (const key of keys) {
    pointer += typeof key === 'number' ? `/${key}` : `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }
  return pointer;
}
