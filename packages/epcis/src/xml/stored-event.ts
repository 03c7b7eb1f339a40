import { type EventContext, readContext } from '../context.ts';
import { type ExactNumbers, parseExactly, scanJson } from '../json.ts';
import { jsonObjectText } from '../json-text.ts';
import { allAtOnce } from '../steps.ts';
import type { StoredEvent } from '../write-document.ts';
import { readXmlEvent } from './read-xml-event.ts';
import { prefixesOf } from './xml-element.ts';
import { unwrapped } from './xml-frame.ts';
import { JsonPrefixes } from './xml-prefixes.ts';
import { XmlReader } from './xml-reader.ts';
import { keptScope } from './xml-scope.ts';

/** An event as JSON has it, whatever it came as. */
export interface ReadStored {
  readonly value: Readonly<Record<string, unknown>>;
  readonly context: EventContext;
  readonly exact: ExactNumbers | undefined;
}

/** Stored bytes were checked when they came; deeper than then they cannot be. */
const DEPTH = 1000;
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Are these the bytes of an XML event? Those of a JSON event start with a brace. */
export function isXml(bytes: Uint8Array): boolean {
  return bytes[0] === 60;
}

function readXml({ bytes, context }: StoredEvent): ReadStored {
  const limits = { maxDepth: DEPTH, scope: keptScope(context) };
  const read = allAtOnce(new XmlReader(decoder.decode(bytes), limits).steps());
  if (!read.ok) throw new Error(`a stored event is no longer XML: ${read.error.code}`);
  const { event } = unwrapped(read.value);
  const exact = new Map<object, Map<string, string>>();
  const prefixes = new JsonPrefixes(prefixesOf(event.scope));
  const value = readXmlEvent({ prefixes, exact, findings: [] }, event, false);
  return { value, context: readContext(value['@context']), exact };
}

/** Reads a stored event again: JSON or XML, as its first byte says. */
export function readStored(stored: StoredEvent): ReadStored {
  if (isXml(stored.bytes)) return readXml(stored);
  const text = decoder.decode(stored.bytes);
  const { inexactNumbers } = scanJson(stored.bytes, DEPTH);
  const parsed = inexactNumbers ? parseExactly(text) : { value: JSON.parse(text) as unknown };
  const value = parsed.value as ReadStored['value'];
  const context = readContext(value['@context'], readContext(stored.context));
  return { value, context, exact: 'exact' in parsed ? parsed.exact : undefined };
}

/** The same event with JSON bytes; one that came as JSON stays as it is, byte by byte. */
export function storedAsJson(stored: StoredEvent): StoredEvent {
  if (!isXml(stored.bytes)) return stored;
  const { value, exact } = readXml(stored);
  const bytes = encoder.encode(jsonObjectText(Object.entries(value), value, exact));
  const { context: _namespaces, ...rest } = stored;
  return { ...rest, bytes };
}
