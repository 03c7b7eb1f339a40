import { countMembers } from './count-members.ts';
import { millisecondsOf, offsetMinutesOf } from './date-time.ts';
import { type EpcisProblem, pointerOf, report } from './problem.ts';
import { isUri } from './uri.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Where findings go, whether to let through what published samples do against the schema, and where we are. */
export interface Validation {
  readonly problems: EpcisProblem[];
  readonly lenient: boolean;
  /** Was the event XML? Its schema allows what JSON's does not: CBV's URNs, and three fields in more places. */
  readonly xml: boolean;
  /** Pointer of the value that is checked. */
  readonly at: string;
  /** From there to the object or list whose members are being checked; pointers are built for findings only. */
  readonly path: (string | number)[];
  /** Members of the objects gone through so far. */
  members: number;
}

/** Starts checking the value at pointer `at`. */
export function validation(at: string, lenient: boolean, problems: EpcisProblem[], xml = false): Validation {
  return { problems, lenient, xml, at, path: [], members: 0 };
}

/** Checks one member of the object or list that `v.path` leads to. */
export type FieldCheck = (value: unknown, key: string | number, v: Validation) => void;

/** A JSON object, not a list and not null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reports `code` at the member `key` of the place that `v.path` leads to. */
export function reportAt(
  v: Validation,
  code: EpcisProblem['code'],
  key: string | number,
  params?: Readonly<Record<string, string | number>>,
): void {
  report(v.problems, code, pointerOf(v.at, ...v.path, key), params);
}

/** Reports `code` at that place itself. */
export function reportHere(
  v: Validation,
  code: EpcisProblem['code'],
  params?: Readonly<Record<string, string | number>>,
): void {
  report(v.problems, code, pointerOf(v.at, ...v.path), params);
}

/** Long texts are cut in messages. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** Any text. */
export const text: FieldCheck = (value, key, v) => {
  if (typeof value !== 'string') reportAt(v, 'notText', key);
};

/** An absolute URI. */
export const uri: FieldCheck = (value, key, v) => {
  if (typeof value !== 'string') reportAt(v, 'notText', key);
  else if (!isUri(value, v.lenient)) reportAt(v, 'notAUri', key, { value: shown(value) });
};

/** A number. */
export const number: FieldCheck = (value, key, v) => {
  if (typeof value !== 'number') reportAt(v, 'notANumber', key);
};

/** True or false. */
export const boolean: FieldCheck = (value, key, v) => {
  if (typeof value !== 'boolean') reportAt(v, 'notABoolean', key);
};

/** A moment with its time zone. */
export const dateTime: FieldCheck = (value, key, v) => {
  if (typeof value !== 'string') reportAt(v, 'notText', key);
  else if (Number.isNaN(millisecondsOf(value))) reportAt(v, 'notADateTime', key, { value: shown(value) });
};

/** `±hh:mm`. */
export const timeZoneOffset: FieldCheck = (value, key, v) => {
  if (typeof value !== 'string') reportAt(v, 'notText', key);
  else if (Number.isNaN(offsetMinutesOf(value)))
    reportAt(v, 'wrongTimeZoneOffset', key, { value: shown(value) });
};

/** Two or three capital letters and digits (UN/CEFACT Recommendation 20). */
export const unitOfMeasure: FieldCheck = (value, key, v) => {
  if (typeof value !== 'string') reportAt(v, 'notText', key);
  else if (!/^[A-Z0-9]{2,3}$/.test(value)) reportAt(v, 'wrongUnitOfMeasure', key, { value: shown(value) });
};

/** Hexadecimal digits. */
export const hexBinary: FieldCheck = (value, key, v) => {
  if (typeof value !== 'string') reportAt(v, 'notText', key);
  else if (!/^[A-Fa-f0-9]+$/.test(value)) reportAt(v, 'wrongHexBinary', key);
};

/** Digits and points, such as `2.0`. */
export const version: FieldCheck = (value, key, v) => {
  if (typeof value !== 'string') reportAt(v, 'notText', key);
  else if (!/^\d+(?:\.\d+)*$/.test(value)) reportAt(v, 'wrongVersion', key, { value: shown(value) });
};

const ACTIONS: ReadonlySet<unknown> = new Set(['ADD', 'OBSERVE', 'DELETE']);

/** ADD, OBSERVE or DELETE. */
export const action: FieldCheck = (value, key, v) => {
  if (!ACTIONS.has(value)) reportAt(v, 'unknownAction', key, { value: shown(value) });
};

/** A word of a standard list, or a URI of somebody's own list. CBV's URNs belong to XML. */
export function word(list: Vocabulary, kind: string): FieldCheck {
  return (value, key, v) => {
    if (typeof value !== 'string') {
      reportAt(v, 'notText', key);
    } else if (list.words.has(value)) {
      return;
    } else if (/^(?:urn:epcglobal:cbv|https?:\/\/ns\.gs1\.org\/cbv\/)/.test(value)) {
      if (v.lenient) return;
      if (v.xml) reportAt(v, 'unknownWord', key, { value: shown(value), list: kind });
      else reportAt(v, 'urnInsteadOfWord', key, { value: shown(value) });
    } else if (!isUri(value, v.lenient)) {
      reportAt(v, 'unknownWord', key, { value: shown(value), list: kind });
    }
  };
}

/** A word of the GS1 Web Vocabulary, or a URI of somebody's own list. */
export function gs1Word(list: Vocabulary, kind: string): FieldCheck {
  return (value, key, v) => {
    if (typeof value !== 'string') {
      reportAt(v, 'notText', key);
    } else if (list.words.has(value)) {
      return;
    } else if (/^https?:\/\/(?:www\.)?gs1\.org\/voc\//.test(value)) {
      if (!v.lenient) reportAt(v, 'urnInsteadOfWord', key, { value: shown(value) });
    } else if (!isUri(value, v.lenient) && !(v.lenient && /^\w+$/.test(value))) {
      // published samples use measurement types of later drafts, such as EffectiveDoseRate, as bare words
      reportAt(v, 'unknownWord', key, { value: shown(value), list: kind });
    }
  };
}

/** A list whose items all pass `item`. */
export function listOf(item: FieldCheck, min = 0, unique = false): FieldCheck {
  return (value, key, v) => {
    if (!Array.isArray(value)) {
      reportAt(v, 'notAList', key);
      return;
    }
    if (value.length < min) reportAt(v, 'emptyList', key);
    if (value.length === 0) return;
    v.path.push(key);
    for (let index = 0; index < value.length; index += 1) item(value[index], index, v);
    // the XML schema lets lists repeat; strict reading finds what is one item twice in either form
    if (unique && !v.xml && !isAscending(value)) reportRepeated(value, v);
    v.path.pop();
  };
}

/** Is every item a text that sorts after the one before it, so that none is repeated? Most lists are written so. */
function isAscending(list: readonly unknown[]): boolean {
  let last: unknown;
  for (const item of list) {
    if (typeof item !== 'string' || (typeof last === 'string' && item <= last)) return false;
    last = item;
  }
  return true;
}

function reportRepeated(list: readonly unknown[], v: Validation): void {
  const seen = new Set<unknown>();
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index];
    const { size } = seen;
    seen.add(typeof item === 'object' && item !== null ? JSON.stringify(item) : item);
    if (seen.size === size) reportAt(v, 'repeatedItem', index, { value: shown(item) });
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
export function checkMembers(value: Readonly<Record<string, unknown>>, of: Shape, v: Validation): void {
  for (const field of of.required) {
    if (value[field] === undefined) reportHere(v, 'missingField', { field });
  }
  const keys = Object.keys(value);
  v.members += keys.length;
  for (const key of keys) {
    const check = of.fields.get(key);
    if (check !== undefined) check(value[key], key, v);
    else if (typeof value[key] === 'object') v.members += countMembers(value[key]);
    if (check === undefined && of.others !== 'open' && (of.others === 'closed' || !isUri(key, v.lenient))) {
      reportAt(v, 'unknownField', key, { field: shown(key) });
    }
  }
}

/** An object of the given shape. */
export function object(of: Shape): FieldCheck {
  return (value, key, v) => {
    if (!isObject(value)) {
      reportAt(v, 'notAnObject', key);
    } else {
      v.path.push(key);
      checkMembers(value, of, v);
      v.path.pop();
    }
  };
}

/** More names than this in one `@context` are refused: each event with a context of its own carries them all. */
const MAX_CONTEXT_NAMES = 300;

/** A JSON-LD context: a URI, an object, or a list of both without repetition. */
export const context: FieldCheck = (value, key, v) => {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  const count = entries.reduce(
    (sum: number, entry) => sum + (isObject(entry) ? Object.keys(entry).length : 1),
    0,
  );
  if (count > MAX_CONTEXT_NAMES) reportAt(v, 'contextTooLarge', key, { count, limit: MAX_CONTEXT_NAMES });
  v.members += countMembers(value);
  if (!Array.isArray(value)) {
    contextEntry(value, key, v);
    return;
  }
  v.path.push(key);
  for (let index = 0; index < value.length; index += 1) contextEntry(value[index], index, v);
  if (value.length > 1) reportRepeated(value, v);
  v.path.pop();
};

function contextEntry(value: unknown, key: string | number, v: Validation): void {
  if (typeof value === 'string' ? !isUri(value, v.lenient) : !isObject(value))
    reportAt(v, 'wrongContext', key);
}
