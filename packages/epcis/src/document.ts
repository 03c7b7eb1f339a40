import type { CanonicalForms } from '@pinxin/identifiers/canonical';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import { type EventContext, readContext } from './context.ts';
import { type Decoded, decode, withoutMark } from './decode.ts';
import type { ParsedDocument, ParsedEventOrProblems } from './event.ts';
import { type JsonScan, nulEscapeAt, type ParsedJson, parseExactly, scanSteps } from './json.ts';
import { readMasterData } from './master-data.ts';
import { type EpcisProblem, MAX_PROBLEMS, report } from './problem.ts';
import { readEvent } from './read-event.ts';
import { reportRepeatedKeys } from './repeated-keys.ts';
import { allAtOnce, type Steps } from './steps.ts';
import { eventListPointer, validateBareContext, validateDocument } from './validate-document.ts';
import { validateEvent } from './validate-event.ts';
import { isObject, validation } from './validate-field.ts';
import { checkRules } from './validate-rules.ts';

export type * from './event.ts';

/** How to read a document. */
export interface ParseOptions {
  /**
   * `strict`: the schema's rules and those beyond it. `lenient`: the schema's rules, less what published samples
   * do against them.
   */
  readonly strictness: 'strict' | 'lenient';
  /** More events than this are refused. */
  readonly maxEvents?: number;
  /** Deeper nesting than this is refused before anything is parsed; 64 when not given. */
  readonly maxDepth?: number;
}

const DEFAULT_MAX_DEPTH = 64;

type Refused = { readonly ok: false; readonly error: readonly EpcisProblem[] };

function refused(code: EpcisProblem['code'], params?: Readonly<Record<string, string | number>>): Refused {
  return refuse([params === undefined ? { code, at: '' } : { code, at: '', params }]);
}

function parseJson(text: string, scan: JsonScan): Result<ParsedJson, string> {
  try {
    if (scan.inexactNumbers) return ok(parseExactly(text));
    return ok({ value: JSON.parse(text) as unknown, outOfRange: false });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : '');
  }
}

/** A text before it is parsed. */
interface Body {
  readonly bytes: Uint8Array;
  readonly decoded: Decoded;
  readonly scan: JsonScan;
}

/** What of a document the events are read with. */
interface Frame {
  readonly kind: ParsedDocument['kind'];
  readonly context: EventContext;
  readonly json: ParsedJson;
  readonly strict: boolean;
  /** Identifiers by the form received: for the hash, and for reading. */
  readonly memo: Map<string, CanonicalForms>;
  readonly decoded: Decoded;
  readonly values: readonly unknown[];
  /** Bytes of the event at each place. */
  readonly bytesOf: (index: number) => Uint8Array;
  /** Members that the event's text writes, those of nested objects included. */
  readonly membersOf: (index: number) => number;
  readonly pointerOf: (index: number) => string;
}

function parseEvent(frame: Frame, index: number): ParsedEventOrProblems {
  const { strict } = frame;
  const problems: EpcisProblem[] = [];
  const value = frame.values[index];
  const at = frame.pointerOf(index);
  const bytes = frame.bytesOf(index);
  const v = validation(at, !strict, problems);
  if (frame.kind === 'event') validateBareContext(value, v);
  const valid = validateEvent(value, v);
  if (strict) reportRepeatedKeys(value, frame.membersOf(index), v);
  if (!valid) return refuse(problems);
  const context = readContext(value['@context'], frame.context);
  const { exact } = frame.json;
  const { memo } = frame;
  const { ascii, withinPlane } = frame.decoded;
  const reading = { problems, strict, at, context, memo, withinPlane, ascii };
  const event = readEvent(value, index, bytes, exact === undefined ? reading : { ...reading, exact });
  if (strict) checkRules(value, at, problems);
  return problems.length === 0 ? ok(event) : refuse(problems);
}

/** Once a document has shown so many problems, each further bad event tells its first only. */
export function withinBudget(problems: readonly EpcisProblem[], reported: number): readonly EpcisProblem[] {
  const [first, ...others] = problems;
  if (reported < MAX_PROBLEMS || first === undefined || others.length === 0) return problems;
  return [first, { code: 'tooManyProblems', at: '', params: { limit: MAX_PROBLEMS } }];
}

/** Events read in one step: a few milliseconds' worth. */
const EVENTS_A_STEP = 100;

function* readEvents(frame: Frame): Steps<readonly ParsedEventOrProblems[]> {
  const events: ParsedEventOrProblems[] = new Array(frame.values.length);
  let reported = 0;
  for (let index = 0; index < events.length; index += 1) {
    if (index % EVENTS_A_STEP === EVENTS_A_STEP - 1) yield;
    const event = parseEvent(frame, index);
    events[index] = event.ok ? event : refuse(withinBudget(event.error, reported));
    if (!event.ok) reported += event.error.length;
  }
  return events;
}

/** The part of `body` that holds the one top-level value. */
function trimmed(body: Uint8Array): Uint8Array {
  let from = 0;
  let to = body.length;
  while (from < to && (body[from] as number) <= 32) from += 1;
  while (to > from && (body[to - 1] as number) <= 32) to -= 1;
  return body.subarray(from, to);
}

function spanReader(body: Uint8Array, spans: readonly number[]): (index: number) => Uint8Array {
  return index => body.subarray(spans[2 * index] as number, spans[2 * index + 1] as number);
}

function* bareEvents(json: ParsedJson, body: Body, strict: boolean): Steps<ParsedDocument> {
  const { bytes, scan, decoded } = body;
  const context = readContext(undefined);
  const { value } = json;
  const list = Array.isArray(value);
  const frame: Frame = {
    ...{ kind: 'event', context, json, strict, memo: new Map(), decoded },
    values: list ? value : [value],
    bytesOf: list ? spanReader(bytes, scan.spans) : () => trimmed(bytes),
    membersOf: index => (list ? (scan.members[index] as number) : scan.colons),
    pointerOf: list ? index => `/${index}` : () => '',
  };
  return { kind: 'event', context, masterData: [], events: yield* readEvents(frame) };
}

interface Header {
  creationDate?: string;
  sender?: string;
  receiver?: string;
}

function readHeader(document: Readonly<Record<string, unknown>>): Header {
  const header: Header = {};
  const { creationDate, sender, receiver } = document;
  if (typeof creationDate === 'string') header.creationDate = creationDate;
  if (typeof sender === 'string') header.sender = sender;
  if (typeof receiver === 'string') header.receiver = receiver;
  return header;
}

function member(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

function eventsOf(document: unknown, kind: 'EPCISDocument' | 'EPCISQueryDocument'): unknown {
  const body = member(document, 'epcisBody');
  if (kind === 'EPCISDocument') return member(body, 'eventList');
  return member(member(member(body, 'queryResults'), 'resultsBody'), 'eventList');
}

/**
 * Parses an EPCIS 2.0 JSON document, query document, bare event, or list of bare events.
 *
 * The whole input is refused when it is not UTF-8, not JSON, too deep, holds more than `maxEvents` events, is no
 * EPCIS, or when the document around the events breaks the schema. Events are judged one by one, so that a caller
 * may go on with the good ones. Problems name their place by JSON Pointer; all are listed, up to 1000 an event.
 *
 * Of a repeated key the last counts, as everywhere in JavaScript; inside events `strict` refuses it (`duplicateKey`).
 */
export function parseDocument(bytes: Uint8Array, options: ParseOptions): Parsed {
  return allAtOnce(documentSteps(bytes, options));
}

type Parsed = Result<ParsedDocument, readonly EpcisProblem[]>;

/**
 * `parseDocument` in steps, for large documents where others wait. The longest step is `JSON.parse` of the whole text.
 */
export function* documentSteps(bytes: Uint8Array, options: ParseOptions): Steps<Parsed> {
  const body = withoutMark(bytes);
  const decoded = decode(body, '\\u');
  if (decoded === undefined) return refused('notUtf8');
  const { text } = decoded;
  const maxDepth = options.maxDepth ?? DEFAULT_MAX_DEPTH;
  const scan = yield* scanSteps(body, maxDepth);
  if (scan.depth > maxDepth) return refused('tooDeep', { limit: maxDepth });
  const parsed = parseJson(text, scan);
  if (!parsed.ok) return refused('notJson', { detail: parsed.error });
  const nulAt = nulEscapeAt(text);
  if (nulAt >= 0) return refused('nulCharacter', { offset: nulAt });
  if (parsed.value.outOfRange) return refused('numberOutOfRange');
  return yield* readParsed(parsed.value, { bytes: body, decoded, scan }, options);
}

function* readParsed(json: ParsedJson, body: Body, options: ParseOptions): Steps<Parsed> {
  const strict = options.strictness === 'strict';
  const maxEvents = options.maxEvents ?? Number.POSITIVE_INFINITY;
  const document = json.value;
  const type = member(document, 'type');
  if (type !== 'EPCISDocument' && type !== 'EPCISQueryDocument') {
    if (!Array.isArray(document) && typeof type !== 'string') return refused('notEpcis');
    const count = Array.isArray(document) ? document.length : 1;
    return count > maxEvents
      ? refused('tooManyEvents', { limit: maxEvents, count })
      : ok(yield* bareEvents(json, body, strict));
  }
  const problems: EpcisProblem[] = [];
  validateDocument(document as Readonly<Record<string, unknown>>, type, validation('', !strict, problems));
  const values = eventsOf(document, type);
  if (Array.isArray(values) && values.length > maxEvents) {
    report(problems, 'tooManyEvents', eventListPointer(type), { limit: maxEvents, count: values.length });
  }
  if (problems.length > 0) return refuse(problems);
  return ok(yield* readWhole(document as Readonly<Record<string, unknown>>, type, json, body, strict));
}

function* readWhole(
  document: Readonly<Record<string, unknown>>,
  kind: 'EPCISDocument' | 'EPCISQueryDocument',
  json: ParsedJson,
  { bytes, scan, decoded }: Body,
  strict: boolean,
): Steps<ParsedDocument> {
  const context = readContext(document['@context']);
  const list = eventListPointer(kind);
  const frame: Frame = {
    ...{ kind, context, json, strict, memo: new Map(), decoded },
    values: eventsOf(document, kind) as readonly unknown[],
    bytesOf: spanReader(bytes, scan.spans),
    membersOf: index => scan.members[index] as number,
    pointerOf: index => `${list}/${index}`,
  };
  return {
    kind,
    context,
    ...readHeader(document),
    masterData: readMasterData(document),
    events: yield* readEvents(frame),
  };
}
