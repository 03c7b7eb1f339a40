import { looksLikeXml } from '@pinxin/epcis/decode';
import { documentSteps, type ParsedDocument } from '@pinxin/epcis/document';
import type { ParsedEvent } from '@pinxin/epcis/event';
import { scanSteps } from '@pinxin/epcis/json';
import { allAtOnce, type Steps } from '@pinxin/epcis/steps';
import { eventListPointer } from '@pinxin/epcis/validate-document';
import { xmlDocumentSteps } from '@pinxin/epcis/xml/xml-document';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import { storageProblems } from './prepared-event.ts';
import type { CaptureProblem } from './problem.ts';
import { EVENTS_A_TURN, nextTurn } from './turns.ts';

/** How captured documents are read, and how large they may be. */
export interface ReadingLimits {
  readonly strictness: 'strict' | 'lenient';
  /** Most events in one capture. */
  readonly maxEvents: number;
}

/** One event of a capture: fit to be stored, or all that is wrong with it. */
export type ReadEvent = Result<ParsedEvent, readonly CaptureProblem[]>;

/** A document as far as capture cares. */
export interface ReadCapture {
  readonly document: ParsedDocument;
  readonly events: readonly ReadEvent[];
  /** Where the event at this place stands in the document: a JSON Pointer, or the path of its element. */
  readonly pointerOf: (index: number) => string;
}

/** Below this many bytes a document is simply parsed, above it its events are counted first. */
const COUNT_FROM_BYTES = 256 * 1024;
const DEPTH = 64;

/** How many events a body holds at least: 0 for small ones, which are cheaper to parse than to count. */
export async function roughEventCount(body: Uint8Array): Promise<number> {
  if (body.length < COUNT_FROM_BYTES) return 0;
  if (looksLikeXml(body)) return endTags(body, 'eventTime');
  return (await inTurns(scanSteps(body, DEPTH))).spans.length / 2;
}

/** How many end tags of this name an XML text has, with or without a prefix. */
function endTags(body: Uint8Array, name: string): number {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  return text.match(new RegExp(`</(?:[^<>/\\s]+:)?${name}\\s*>`, 'g'))?.length ?? 0;
}

/** A document as read, or why it is none. */
export type Read = Result<ReadCapture, readonly CaptureProblem[]>;

/** Parses a document and judges each event; the whole is refused when it is no readable document. */
export function readCapture(body: Uint8Array, limits: ReadingLimits): Read {
  return allAtOnce(readingSteps(body, limits));
}

/** The same for large documents: whoever asks for a page meanwhile waits for a step, not for the whole. */
export function readCaptureInTurns(body: Uint8Array, limits: ReadingLimits): Promise<Read> {
  return inTurns(readingSteps(body, limits));
}

async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await nextTurn();
  }
}

function* readingSteps(body: Uint8Array, limits: ReadingLimits): Steps<Read> {
  const { strictness, maxEvents } = limits;
  const steps = looksLikeXml(body) ? xmlDocumentSteps : documentSteps;
  const parsed = yield* steps(body, { strictness, maxEvents, maxDepth: DEPTH });
  if (!parsed.ok) return parsed;
  const document = parsed.value;
  const list = document.kind === 'event' ? '' : eventListPointer(document.kind);
  const alone = document.kind === 'event' && body[firstSign(body)] === OPENING_BRACE;
  const pointerOf = document.placeOf ?? ((index: number): string => (alone ? '' : `${list}/${index}`));
  const events: ReadEvent[] = [];
  for (const event of document.events) {
    if (events.length % EVENTS_A_TURN === EVENTS_A_TURN - 1) yield;
    const problems = event.ok ? storageProblems(event.value, pointerOf(event.value.index)) : [];
    events.push(problems.length === 0 ? event : refuse(problems));
  }
  return ok({ document, events, pointerOf });
}

const OPENING_BRACE = 0x7b;

/** Offset of the first byte that is neither white space nor part of a byte order mark. */
function firstSign(body: Uint8Array): number {
  let at = body[0] === 0xef ? 3 : 0;
  while (at < body.length && (body[at] as number) <= 32) at += 1;
  return at;
}
