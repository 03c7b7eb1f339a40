import { EPCIS_CONTEXT_URL, isEpcisContextUrl } from './context.ts';
import { type MemberSpan, objectMembers } from './json-members.ts';
import { storedAsJson } from './xml/stored-event.ts';

/** An event as it was stored. */
export interface StoredEvent {
  /** The event's bytes as received: a JSON object or an XML element. */
  readonly bytes: Uint8Array;
  /**
   * `ParsedDocument.context.source`: the `@context` of its document as received, or the namespaces that its document
   * declared around it; undefined for bare events.
   */
  readonly context?: unknown;
  /** When the repository recorded it; replaces what the sender said. */
  readonly recordTime?: string;
  /** Its identifier, written when the sender gave none. */
  readonly eventId?: string;
}

/** What stands around the events. */
export interface DocumentHead {
  /** When the document is made: an `xsd:dateTimeStamp`. */
  readonly creationDate: string;
  /** Further contexts for the whole document, after the EPCIS context. */
  readonly context?: readonly unknown[];
}

/** What stands around the results of a query. */
export interface QueryHead extends DocumentHead {
  readonly queryName: string;
  readonly subscriptionId?: string;
  /** Further members of `queryResults`, with names that a further context explains. */
  readonly more?: Readonly<Record<string, string>>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const COMMA = encoder.encode(',');
const CLOSE = encoder.encode('}');

function entries(context: unknown): readonly unknown[] {
  if (context === undefined || context === null) return [];
  return Array.isArray(context) ? context : [context];
}

/** What a context says beyond the EPCIS context. */
function beyondEpcis(context: unknown): readonly unknown[] {
  return entries(context).filter(entry => !(typeof entry === 'string' && isEpcisContextUrl(entry)));
}

/** Entries without repetition; of equal ones the last stays, as the last to say something of a prefix holds. */
function withoutRepetition(list: readonly unknown[]): readonly unknown[] {
  const last = new Map(list.map((entry, index) => [JSON.stringify(entry), index] as const));
  return list.filter((entry, index) => last.get(JSON.stringify(entry)) === index);
}

function ownContext(bytes: Uint8Array, members: readonly MemberSpan[]): readonly unknown[] {
  const member = members.findLast(each => each.key === '@context');
  if (member === undefined) return [];
  const object = JSON.parse(`{${decoder.decode(bytes.subarray(member.from, member.to))}}`) as Record<
    string,
    unknown
  >;
  return entries(object['@context']);
}

/** Writes one event: its own bytes, with `context` and what else its reader needs put in front. */
function pushEvent(chunks: Uint8Array[], event: StoredEvent, context: readonly unknown[]): void {
  const { bytes, recordTime, eventId } = event;
  const members = objectMembers(bytes);
  const added: string[] = [];
  const replaced = new Set<string>();
  if (context.length > 0) {
    const all = withoutRepetition([...context, ...ownContext(bytes, members)]);
    added.push(`"@context":${JSON.stringify(all)}`);
    replaced.add('@context');
  }
  if (eventId !== undefined && !members.some(each => each.key === 'eventID')) {
    added.push(`"eventID":${JSON.stringify(eventId)}`);
  }
  if (recordTime !== undefined) {
    added.push(`"recordTime":${JSON.stringify(recordTime)}`);
    replaced.add('recordTime');
  }
  if (added.length === 0) {
    chunks.push(bytes);
    return;
  }
  chunks.push(encoder.encode(`{${added.join(',')}`));
  for (const { key, from, to } of members) {
    if (!replaced.has(key)) chunks.push(COMMA, bytes.subarray(from, to));
  }
  chunks.push(CLOSE);
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function pushHead(chunks: Uint8Array[], type: string, head: DocumentHead): void {
  const context = [EPCIS_CONTEXT_URL, ...(head.context ?? [])];
  const text = `{"@context":${JSON.stringify(context)},"type":"${type}","schemaVersion":"2.0"`;
  chunks.push(encoder.encode(`${text},"creationDate":${JSON.stringify(head.creationDate)},"epcisBody":{`));
}

function pushEvents(
  chunks: Uint8Array[],
  events: Iterable<StoredEvent>,
  head: DocumentHead,
  isBehindOthers = false,
): void {
  const common = JSON.stringify(head.context ?? []);
  let first = !isBehindOthers;
  for (const stored of events) {
    if (!first) chunks.push(COMMA);
    first = false;
    const event = storedAsJson(stored);
    const context = beyondEpcis(event.context);
    pushEvent(chunks, event, JSON.stringify(context) === common ? [] : context);
  }
}

/**
 * An `EPCISDocument` of stored events. Their bytes are copied, not re-written, so that what a sender wrote (its order,
 * its decimals, its escapes) comes back; what their document's `@context` said beyond the EPCIS context is put into
 * each event, as events of several documents may use one prefix differently.
 */
export function writeDocument(events: Iterable<StoredEvent>, head: DocumentHead): Uint8Array {
  const parts = jsonParts(head);
  return join([parts.start, parts.events(events, true), parts.end]);
}

/** A document that is written piece by piece: its start, any number of pieces of its list of events, its end. */
export interface DocumentParts {
  readonly start: Uint8Array;
  /** `isFirst`: no event of the document was written before. */
  readonly events: (events: Iterable<StoredEvent>, isFirst: boolean) => Uint8Array;
  readonly end: Uint8Array;
}

/** The pieces of an `EPCISDocument`, for one that is too large to be held; see {@link writeDocument}. */
export function jsonParts(head: DocumentHead): DocumentParts {
  const start: Uint8Array[] = [];
  pushHead(start, 'EPCISDocument', head);
  start.push(encoder.encode('"eventList":['));
  return {
    start: join(start),
    events: (events, isFirst) => {
      const chunks: Uint8Array[] = [];
      pushEvents(chunks, events, head, !isFirst);
      return join(chunks);
    },
    end: encoder.encode(']}}'),
  };
}

/** An `EPCISQueryDocument` of stored events; see {@link writeDocument}. */
export function writeQueryDocument(events: Iterable<StoredEvent>, head: QueryHead): Uint8Array {
  const chunks: Uint8Array[] = [];
  pushHead(chunks, 'EPCISQueryDocument', head);
  const subscription =
    head.subscriptionId === undefined ? '' : `"subscriptionID":${JSON.stringify(head.subscriptionId)},`;
  const more = Object.entries(head.more ?? {}).map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`,
  );
  const results = `"queryResults":{${subscription}${more.join('')}"queryName":${JSON.stringify(head.queryName)},"resultsBody":`;
  chunks.push(encoder.encode(`${results}{"eventList":[`));
  pushEvents(chunks, events, head);
  chunks.push(encoder.encode(']}}}}'));
  return join(chunks);
}

/** One event by itself, with the `@context` that a bare event must carry. */
export function writeEvent(stored: StoredEvent): Uint8Array {
  const chunks: Uint8Array[] = [];
  const event = storedAsJson(stored);
  pushEvent(chunks, event, [EPCIS_CONTEXT_URL, ...beyondEpcis(event.context)]);
  return join(chunks);
}
