import { jsonObjectText } from './json-text.ts';
import { isObject } from './validate-field.ts';
import type { StoredEvent } from './write-document.ts';
import { readStored } from './xml/stored-event.ts';

const TEXTS = ['parentID', 'transformationID'] as const;
const TEXT_LISTS = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'] as const;
/** Lists of objects, and the member of each that names something. */
const OBJECT_LISTS = [
  ['quantityList', 'epcClass'],
  ['childQuantityList', 'epcClass'],
  ['inputQuantityList', 'epcClass'],
  ['outputQuantityList', 'epcClass'],
  ['bizTransactionList', 'bizTransaction'],
  ['sourceList', 'source'],
  ['destinationList', 'destination'],
] as const;
const OBJECTS = ['readPoint', 'bizLocation'] as const;

const encoder = new TextEncoder();

type Translate = (identifier: string) => string;
type Value = Record<string, unknown>;
/** Hears which object took the place of which: numbers are remembered by the object they stand in. */
type Replaced = (before: object, after: object) => void;

/**
 * A stored event with other forms of its identifiers (EPC URN, GS1 Digital Link): what it names as object, place,
 * party or document. Everything else is as it was, numbers with all their digits; an event of which nothing changes
 * keeps its bytes. The event hash is the same.
 */
export function translateEpcs(stored: StoredEvent, translate: Translate): StoredEvent {
  const { value, exact: read } = readStored(stored);
  const exact = read && new Map(read);
  const changed = translated(value, translate, (before, after) => {
    const numbers = exact?.get(before);
    if (numbers !== undefined) exact?.set(after, numbers);
  });
  if (changed === undefined) return stored;
  const bytes = encoder.encode(jsonObjectText(Object.entries(changed), value, exact));
  // What XML declared around the event has become the event's own context.
  const isXml = stored.bytes[0] === 60;
  const { context, ...rest } = stored;
  return isXml || context === undefined ? { ...rest, bytes } : { ...rest, context, bytes };
}

/** All identifiers of an event, for whoever has to look something up about them first. */
export function identifiersOf(stored: StoredEvent): readonly string[] {
  const found = new Set<string>();
  translated(readStored(stored).value, identifier => {
    found.add(identifier);
    return identifier;
  });
  return [...found];
}

function translated(
  event: Readonly<Value>,
  translate: Translate,
  replaced: Replaced = () => {},
): Value | undefined {
  const changes: Value = {};
  const change = (key: string, after: unknown, different: boolean): void => {
    if (different) changes[key] = after;
  };
  for (const key of TEXTS) {
    const before = event[key];
    if (typeof before === 'string') change(key, translate(before), translate(before) !== before);
  }
  for (const key of TEXT_LISTS) {
    const list = event[key];
    if (!Array.isArray(list)) continue;
    const after = list.map(each => (typeof each === 'string' ? translate(each) : each));
    change(
      key,
      after,
      after.some((each, index) => each !== list[index]),
    );
  }
  for (const key of OBJECTS) {
    const before = event[key];
    if (isObject(before)) change(key, ...member(before, 'id', translate, replaced));
  }
  for (const [key, name] of OBJECT_LISTS) {
    const list = event[key];
    if (!Array.isArray(list)) continue;
    const after = list.map(each =>
      isObject(each) ? member(each, name, translate, replaced) : ([each, false] as const),
    );
    change(
      key,
      after.map(([each]) => each),
      after.some(([, different]) => different),
    );
  }
  return Object.keys(changes).length === 0 ? undefined : { ...event, ...changes };
}

/** The object with a translated member, in its place; the same object where nothing changes. */
function member(
  before: Readonly<Value>,
  name: string,
  translate: Translate,
  replaced: Replaced,
): readonly [after: Readonly<Value>, different: boolean] {
  const identifier = before[name];
  const after = typeof identifier === 'string' ? translate(identifier) : identifier;
  if (after === identifier) return [before, false];
  const object = { ...before, [name]: after };
  replaced(before, object);
  return [object, true];
}
