import { millisecondsOf, offsetMinutesOf } from './date-time.ts';
import { below, type EpcisProblem, report } from './problem.ts';
import { isUri } from './uri.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Where findings go, and whether to let through what published samples do against the schema. */
export interface Validation {
  readonly problems: EpcisProblem[];
  readonly lenient: boolean;
}

/** Checks one member: `key` of the object or list at pointer `at`. */
export type FieldCheck = (value: unknown, at: string, key: string | number, v: Validation) => void;

/** A JSON object, not a list and not null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reports `code` at the member `key` of `at`. */
export function reportAt(
  v: Validation,
  code: EpcisProblem['code'],
  at: string,
  key: string | number,
  params?: Readonly<Record<string, string | number>>,
): void {
  report(v.problems, code, below(at, key), params);
}

/** Long texts are cut in messages. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** Any text. */
export const text: FieldCheck = (value, at, key, v) => {
  if (typeof value !== 'string') reportAt(v, 'notText', at, key);
};

/** An absolute URI. */
export const uri: FieldCheck = (value, at, key, v) => {
  if (typeof value !== 'string') reportAt(v, 'notText', at, key);
  else if (!isUri(value, v.lenient)) reportAt(v, 'notAUri', at, key, { value: shown(value) });
};

/** A number. */
export const number: FieldCheck = (value, at, key, v) => {
  if (typeof value !== 'number') reportAt(v, 'notANumber', at, key);
};

/** True or false. */
export const boolean: FieldCheck = (value, at, key, v) => {
  if (typeof value !== 'boolean') reportAt(v, 'notABoolean', at, key);
};

/** A moment with its time zone. */
export const dateTime: FieldCheck = (value, at, key, v) => {
  if (typeof value !== 'string') reportAt(v, 'notText', at, key);
  else if (Number.isNaN(millisecondsOf(value))) reportAt(v, 'notADateTime', at, key, { value: shown(value) });
};

/** `±hh:mm`. */
export const timeZoneOffset: FieldCheck = (value, at, key, v) => {
  if (typeof value !== 'string') reportAt(v, 'notText', at, key);
  else if (Number.isNaN(offsetMinutesOf(value))) reportAt(v, 'wrongTimeZoneOffset', at, key, { value: shown(value) });
};

/** Two or three capital letters and digits (UN/CEFACT Recommendation 20). */
export const unitOfMeasure: FieldCheck = (value, at, key, v) => {
  if (typeof value !== 'string') reportAt(v, 'notText', at, key);
  else if (!/^[A-Z0-9]{2,3}$/.test(value)) reportAt(v, 'wrongUnitOfMeasure', at, key, { value: shown(value) });
};

/** Hexadecimal digits. */
export const hexBinary: FieldCheck = (value, at, key, v) => {
  if (typeof value !== 'string') reportAt(v, 'notText', at, key);
  else if (!/^[A-Fa-f0-9]+$/.test(value)) reportAt(v, 'wrongHexBinary', at, key);
};

/** Digits and points, such as `2.0`. */
export const version: FieldCheck = (value, at, key, v) => {
  if (typeof value !== 'string') reportAt(v, 'notText', at, key);
  else if (!/^\d+(?:\.\d+)*$/.test(value)) reportAt(v, 'wrongVersion', at, key, { value: shown(value) });
};

const ACTIONS: ReadonlySet<unknown> = new Set(['ADD', 'OBSERVE', 'DELETE']);

/** ADD, OBSERVE or DELETE. */
export const action: FieldCheck = (value, at, key, v) => {
  if (!ACTIONS.has(value)) reportAt(v, 'unknownAction', at, key, { value: shown(value) });
};

/** A word of a standard list, or a URI of somebody's own list. CBV's URNs belong to XML. */
export function word(list: Vocabulary, kind: string): FieldCheck {
  return (value, at, key, v) => {
    if (typeof value !== 'string') {
      reportAt(v, 'notText', at, key);
    } else if (list.words.has(value)) {
      return;
    } else if (/^(?:urn:epcglobal:cbv|https?:\/\/ns\.gs1\.org\/cbv\/)/.test(value)) {
      if (!v.lenient) reportAt(v, 'urnInsteadOfWord', at, key, { value: shown(value) });
    } else if (!isUri(value, v.lenient)) {
      reportAt(v, 'unknownWord', at, key, { value: shown(value), list: kind });
    }
  };
}

/** A word of the GS1 Web Vocabulary, or a URI of somebody's own list. */
export function gs1Word(list: Vocabulary, kind: string): FieldCheck {
  return (value, at, key, v) => {
    if (typeof value !== 'string') {
      reportAt(v, 'notText', at, key);
    } else if (list.words.has(value)) {
      return;
    } else if (/^https?:\/\/(?:www\.)?gs1\.org\/voc\//.test(value)) {
      if (!v.lenient) reportAt(v, 'urnInsteadOfWord', at, key, { value: shown(value) });
    } else if (!isUri(value, v.lenient) && !(v.lenient && /^\w+$/.test(value))) {
      // published samples use measurement types of later drafts, such as EffectiveDoseRate, as bare words
      reportAt(v, 'unknownWord', at, key, { value: shown(value), list: kind });
    }
  };
}

/** A list whose items all pass `item`. */
export function listOf(item: FieldCheck, min = 0, unique = false): FieldCheck {
  return (value, at, key, v) => {
    if (!Array.isArray(value)) {
      reportAt(v, 'notAList', at, key);
      return;
    }
    if (value.length < min) reportAt(v, 'emptyList', at, key);
    if (value.length === 0) return;
    const here = below(at, key);
    for (let index = 0; index < value.length; index += 1) item(value[index], here, index, v);
    if (unique && value.length > 1) reportRepeated(value, here, v);
  };
}

function reportRepeated(list: readonly unknown[], at: string, v: Validation): void {
  const seen = new Set<unknown>();
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index];
    const key = typeof item === 'object' && item !== null ? JSON.stringify(item) : item;
    if (seen.has(key)) reportAt(v, 'repeatedItem', at, index, { value: shown(item) });
    seen.add(key);
  }
}

/** What an object may and must hold. */
export interface Shape {
  readonly fields: ReadonlyMap<string, FieldCheck>;
  readonly required: readonly string[];
  /** `closed`: nothing else; `uris`: extension fields, named by URI or compact URI; `open`: anything. */
  readonly others: 'closed' | 'uris' | 'open';
}

/** Describes an object. */
export function shape(
  fields: Readonly<Record<string, FieldCheck>>,
  required: readonly string[],
  others: Shape['others'],
): Shape {
  return { fields: new Map(Object.entries(fields)), required, others };
}

/** Checks the members of an object that is known to be one. */
export function checkMembers(value: Readonly<Record<string, unknown>>, at: string, of: Shape, v: Validation): void {
  for (const field of of.required) {
    if (value[field] === undefined) report(v.problems, 'missingField', at, { field });
  }
  for (const key of Object.keys(value)) {
    const check = of.fields.get(key);
    if (check !== undefined) check(value[key], at, key, v);
    else if (of.others !== 'open' && (of.others === 'closed' || !isUri(key, v.lenient))) {
      reportAt(v, 'unknownField', at, key, { field: shown(key) });
    }
  }
}

/** An object of the given shape. */
export function object(of: Shape): FieldCheck {
  return (value, at, key, v) => {
    if (!isObject(value)) reportAt(v, 'notAnObject', at, key);
    else checkMembers(value, below(at, key), of, v);
  };
}

/** A JSON-LD context: a URI, an object, or a list of both without repetition. */
export const context: FieldCheck = (value, at, key, v) => {
  if (Array.isArray(value)) {
    const here = below(at, key);
    for (let index = 0; index < value.length; index += 1) contextEntry(value[index], here, index, v);
    if (value.length > 1) reportRepeated(value, here, v);
  } else {
    contextEntry(value, at, key, v);
  }
};

function contextEntry(value: unknown, at: string, key: string | number, v: Validation): void {
  if (typeof value === 'string' ? !isUri(value, v.lenient) : !isObject(value)) reportAt(v, 'wrongContext', at, key);
}
