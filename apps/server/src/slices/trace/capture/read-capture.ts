import { type ParsedDocument, parseDocument } from '@pinxin/epcis/document';
import type { ParsedEvent } from '@pinxin/epcis/event';
import { scanJson } from '@pinxin/epcis/json';
import { eventListPointer } from '@pinxin/epcis/validate-document';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import { storageProblems } from './prepared-event.ts';
import type { CaptureProblem } from './problem.ts';

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
  /** JSON Pointer of the event at this place. */
  readonly pointerOf: (index: number) => string;
}

/** Below this many bytes a document is simply parsed, above it its events are counted first. */
const COUNT_FROM_BYTES = 256 * 1024;
const DEPTH = 64;

/** How many events a body holds at least: 0 for small ones, which are cheaper to parse than to count. */
export function roughEventCount(body: Uint8Array): number {
  return body.length < COUNT_FROM_BYTES ? 0 : scanJson(body, DEPTH).spans.length / 2;
}

/** Parses a document and judges each event; the whole is refused when it is no readable document. */
export function readCapture(
  body: Uint8Array,
  limits: ReadingLimits,
): Result<ReadCapture, readonly CaptureProblem[]> {
  const { strictness, maxEvents } = limits;
  const parsed = parseDocument(body, { strictness, maxEvents, maxDepth: DEPTH });
  if (!parsed.ok) return parsed;
  const document = parsed.value;
  const list = document.kind === 'event' ? '' : eventListPointer(document.kind);
  const alone = document.kind === 'event' && body[firstSign(body)] === OPENING_BRACE;
  const pointerOf = (index: number): string => (alone ? '' : `${list}/${index}`);
  const events = document.events.map((event): ReadEvent => {
    if (!event.ok) return event;
    const problems = storageProblems(event.value, pointerOf(event.value.index));
    return problems.length === 0 ? event : refuse(problems);
  });
  return ok({ document, events, pointerOf });
}

const OPENING_BRACE = 0x7b;

/** Offset of the first byte that is neither white space nor part of a byte order mark. */
function firstSign(body: Uint8Array): number {
  let at = body[0] === 0xef ? 3 : 0;
  while (at < body.length && (body[at] as number) <= 32) at += 1;
  return at;
}
