import type { CanonicalForms } from '@pinxin/identifiers/canonical';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import { type EventContext, readContext, STANDARD_CONTEXT } from '../context.ts';
import { type Decoded, decode, withoutMark } from '../decode.ts';
import { type ParseOptions, withinBudget } from '../document.ts';
import type { ParsedDocument, ParsedEventOrProblems } from '../event.ts';
import { readMasterData } from '../master-data.ts';
import { type EpcisProblem, report } from '../problem.ts';
import { readEvent } from '../read-event.ts';
import { allAtOnce, type Steps } from '../steps.ts';
import { validateDocument } from '../validate-document.ts';
import { validateEvent } from '../validate-event.ts';
import { validation } from '../validate-field.ts';
import { checkRules } from '../validate-rules.ts';
import type { XmlFinding, XmlReading } from './read-extension.ts';
import { readXmlEvent } from './read-xml-event.ts';
import { prefixesOf, type XmlElement } from './xml-element.ts';
import { type EventElement, readFrame, type XmlFrame } from './xml-frame.ts';
import { elementAt, lineReader, pathOf, placed } from './xml-place.ts';
import { JsonPrefixes } from './xml-prefixes.ts';
import { XmlReader } from './xml-reader.ts';
import { scopeToKeep } from './xml-scope.ts';

type Parsed = Result<ParsedDocument, readonly EpcisProblem[]>;
type Lines = ReturnType<typeof lineReader>;

const DEFAULT_MAX_DEPTH = 64;

/** What of a document its events are read with. */
interface Reader {
  readonly root: XmlElement;
  readonly frame: XmlFrame;
  readonly strict: boolean;
  readonly decoded: Decoded;
  readonly lines: Lines;
  readonly memo: Map<string, CanonicalForms>;
  /** The bytes between two offsets of the text; asked in ascending order. */
  readonly bytesBetween: (from: number, to: number) => Uint8Array;
}

function reading(
  element: XmlElement,
  withOrigins: boolean,
): XmlReading & { readonly findings: XmlFinding[] } {
  const prefixes = new JsonPrefixes(prefixesOf(element.scope));
  const base = { prefixes, exact: new Map(), findings: [] };
  return withOrigins ? { ...base, origins: new Map() } : base;
}

/** Bytes by offsets of the decoded text, which count UTF-16 units. */
function byteReader(bytes: Uint8Array, { text }: Decoded): Reader['bytesBetween'] {
  if (bytes.length === text.length) return (from, to) => bytes.subarray(from, to);
  let offset = 0;
  let byte = 0;
  const byteAt = (at: number): number => {
    byte += Buffer.byteLength(text.slice(offset, at));
    offset = at;
    return byte;
  };
  return (from, to) => {
    const start = byteAt(from);
    return bytes.subarray(start, byteAt(to));
  };
}

/** The same event read again, now noting where everything came from, to tell where its problems are. */
function placedProblems(
  reader: Reader,
  { event }: EventElement,
  problems: readonly EpcisProblem[],
): readonly EpcisProblem[] {
  const { root, strict, lines } = reader;
  const r = reading(event, true);
  const value = readXmlEvent(r, event, strict);
  const found: EpcisProblem[] = [];
  for (const { code, element, params } of r.findings) {
    const problem = params === undefined ? { code, at: '' } : { code, at: '', params };
    const { at, params: all } = placed(problem, root, element, lines);
    report(found, code, at, all);
  }
  for (const problem of problems) {
    const element = elementAt(value, problem.at, r.origins ?? new Map(), event);
    const { at, params } = placed(problem, root, element, lines);
    report(found, problem.code, at, params);
  }
  return found;
}

function parseEvent(reader: Reader, each: EventElement, index: number): ParsedEventOrProblems {
  const { strict, decoded, memo } = reader;
  const bytes = reader.bytesBetween(each.whole.start, each.whole.end);
  const r = reading(each.event, false);
  const value = readXmlEvent(r, each.event, strict);
  const problems: EpcisProblem[] = [];
  if (validateEvent(value, validation('', !strict, problems, true)) && r.findings.length === 0) {
    const context = readContext(value['@context']);
    const { ascii, withinPlane } = decoded;
    const event = readEvent(value, index, bytes, {
      ...{ problems, strict, at: '', context, exact: r.exact, memo, withinPlane, ascii },
    });
    if (strict) checkRules(value, '', problems);
    if (problems.length === 0) return ok(event);
  }
  return refuse(placedProblems(reader, each, problems));
}

/** Events read in one step: a few milliseconds' worth. */
const EVENTS_A_STEP = 50;

function* readEvents(reader: Reader): Steps<readonly ParsedEventOrProblems[]> {
  const events: ParsedEventOrProblems[] = [];
  let reported = 0;
  for (const [index, each] of reader.frame.events.entries()) {
    if (index % EVENTS_A_STEP === EVENTS_A_STEP - 1) yield;
    const event = parseEvent(reader, each, index);
    events.push(event.ok ? event : refuse(withinBudget(event.error, reported)));
    if (!event.ok) reported += event.error.length;
  }
  return events;
}

/** What is wrong with a document apart from its events. */
function documentProblems(
  root: XmlElement,
  frame: XmlFrame,
  r: XmlReading,
  options: ParseOptions,
  lines: Lines,
): readonly EpcisProblem[] {
  const found: EpcisProblem[] = r.findings.map(({ code, element, params }) =>
    placed({ code, at: '', ...(params === undefined ? {} : { params }) }, root, element, lines),
  );
  const problems: EpcisProblem[] = [];
  const lenient = options.strictness === 'lenient';
  if (frame.kind !== 'event')
    validateDocument(frame.document, frame.kind, validation('', lenient, problems, true));
  for (const problem of problems) {
    const element = elementAt(frame.document, problem.at, r.origins ?? new Map(), root);
    found.push(placed(problem, root, element, lines));
  }
  const count = frame.events.length;
  const limit = options.maxEvents ?? Number.POSITIVE_INFINITY;
  if (count > limit)
    found.push(
      placed({ code: 'tooManyEvents', at: '', params: { limit, count } }, root, frame.list ?? root, lines),
    );
  return found;
}

function headerOf({
  creationDate,
  sender,
  receiver,
}: Readonly<Record<string, unknown>>): Partial<ParsedDocument> {
  return {
    ...(typeof creationDate === 'string' ? { creationDate } : {}),
    ...(typeof sender === 'string' ? { sender } : {}),
    ...(typeof receiver === 'string' ? { receiver } : {}),
  };
}

/** The namespaces around the events; `source` is what must be kept beside their bytes. */
function contextOf(list: XmlElement | undefined): EventContext {
  const source = scopeToKeep(list?.scope);
  if (list === undefined || source === undefined) return STANDARD_CONTEXT;
  const context = readContext([new JsonPrefixes(prefixesOf(list.scope)).context()]);
  return { ...context, source };
}

function refusedText(code: EpcisProblem['code']): Parsed {
  return refuse([{ code, at: '' }]);
}

/**
 * Parses EPCIS 1.2 or 2.0 XML: a document, a query document, or a bare event. Answers as `parseDocument` does of
 * JSON: events stand in `value` as JSON has them, `bytes` are those of the XML element as received, and
 * `context.source` is what `xml/stored-event` needs beside them. Problems name path, line and column.
 */
export function parseXmlDocument(bytes: Uint8Array, options: ParseOptions): Parsed {
  return allAtOnce(xmlDocumentSteps(bytes, options));
}

/** `parseXmlDocument` in steps, for large documents where others wait. */
export function* xmlDocumentSteps(bytes: Uint8Array, options: ParseOptions): Steps<Parsed> {
  const body = withoutMark(bytes);
  // JSON text inside XML has its own escapes
  const decoded = decode(body, '&#', '\\u');
  if (decoded === undefined) return refusedText('notUtf8');
  const lines = lineReader(decoded.text);
  const read = yield* new XmlReader(decoded.text, {
    maxDepth: options.maxDepth ?? DEFAULT_MAX_DEPTH,
  }).steps();
  if (!read.ok) {
    const { code, offset, params } = read.error;
    return refuse([{ code, at: '', params: { ...params, ...lines(offset) } }]);
  }
  const root = read.value;
  const r = reading(root, true);
  const frame = readFrame(r, root);
  if (frame === undefined) return refuse([placed({ code: 'notEpcis', at: '' }, root, root, lines)]);
  const problems = documentProblems(root, frame, r, options, lines);
  if (problems.length > 0) return refuse(problems);
  const strict = options.strictness === 'strict';
  const reader: Reader = {
    ...{ root, frame, strict, decoded, lines, memo: new Map<string, CanonicalForms>() },
    bytesBetween: byteReader(body, decoded),
  };
  return ok({
    kind: frame.kind,
    context: contextOf(frame.list),
    ...headerOf(frame.document),
    masterData: readMasterData(frame.document),
    events: yield* readEvents(reader),
    placeOf: index => pathOf(root, (frame.events[index] as EventElement).event),
  });
}
