import { jsonParts, writeDocument } from '@pinxin/epcis/write-document';
import { writeXmlDocument, xmlParts } from '@pinxin/epcis/xml/write-xml-document';
import type { Context } from '../../../kernel/context.ts';
import type { AnswerFormat } from '../query/answer-format.ts';
import { inEpcFormat } from '../query/epc-format.ts';
import type { Condition, EventQuery } from '../query/event-query.ts';
import type { FoundEvent } from '../query/found-event.ts';
import { findEvents } from '../query/query-events.ts';
import type { Viewer } from '../query/visibility.ts';
import { storedOf } from '../subscriptions/delivery-views.ts';

/** Where an export goes on: behind this event, in the order of recording. It never expires. */
export interface ExportPlace {
  /** Milliseconds since 1970. */
  readonly recordTime: number;
  readonly id: number;
}

/** A part of a history, as a document that can be captured elsewhere as it is. */
export interface ExportPart {
  readonly document: Uint8Array;
  readonly count: number;
  /** Behind its last event; absent when it has none. */
  readonly end?: ExportPlace;
  readonly isLast: boolean;
}

/** Events of one part at most: as many as a capture takes. */
export const MOST_OF_A_PART = 10_000;
/** Bytes after which a part ends: memory stays the same however long the history is. */
const BYTES_OF_A_PART = 16 * 1024 * 1024;
const PAGE = 1_000;

/**
 * The next part of all that this viewer may see, in the order in which it was recorded: the bytes as they were told,
 * with `eventID` and `recordTime` written in. Captured again, events have equal hashes.
 */
export async function exportEvents(
  ctx: Context,
  viewer: Viewer,
  format: AnswerFormat,
  after: ExportPlace | undefined,
  limit: number,
): Promise<ExportPart> {
  const events: FoundEvent[] = [];
  let bytes = 0;
  let place = after;
  let isLast = false;
  while (!isLast && events.length < limit && bytes < BYTES_OF_A_PART) {
    const page = await pageBehind(ctx, viewer, place, Math.min(PAGE, limit - events.length));
    for (const event of page.events) {
      events.push(event);
      bytes += event.doc.length;
    }
    ({ end: place, isLast } = page);
  }
  const head = { creationDate: ctx.clock.now().toISOString() };
  const stored = await inEpcFormat(ctx, events.map(storedOf), format.epcs ?? 'asTold');
  const document =
    format.kind === 'json' ? writeDocument(stored, head) : writeXmlDocument(stored, head, format.form);
  return { document, count: events.length, isLast, ...(place === undefined ? {} : { end: place }) };
}

/** Events that are read and written at a time of a whole history: what it holds in memory. */
const PIECE = 500;

/**
 * The whole history up to now as one document, piece by piece as its reader takes it: what is held is one piece,
 * however long the history and however slow the reader. Each piece is a question of its own, behind the last one, so
 * that no transaction stays open as long as the export lasts.
 */
export async function* wholeHistory(
  ctx: Context,
  viewer: Viewer,
  format: AnswerFormat,
): AsyncGenerator<Uint8Array> {
  const until = ctx.clock.now().toISOString();
  const head = { creationDate: until };
  const parts = format.kind === 'json' ? jsonParts(head) : xmlParts(head, format.form);
  yield parts.start;
  let place: ExportPlace | undefined;
  let isFirst = true;
  let isLast = false;
  while (!isLast) {
    const page = await pageBehind(ctx, viewer, place, PIECE, [recordedUntil(until)]);
    if (page.events.length > 0) {
      const stored = await inEpcFormat(ctx, page.events.map(storedOf), format.epcs ?? 'asTold');
      yield parts.events(stored, isFirst);
      isFirst = false;
    }
    ({ end: place, isLast } = page);
  }
  yield parts.end;
}

/** What is told while the export runs is of the next one, or a busy instance's would never end. */
function recordedUntil(at: string): Condition {
  const next = new Date(Date.parse(at) + 1).toISOString();
  return { kind: 'time', column: 'record_time', from: false, at: next };
}

interface Page {
  readonly events: readonly FoundEvent[];
  readonly end: ExportPlace | undefined;
  readonly isLast: boolean;
}

async function pageBehind(
  ctx: Context,
  viewer: Viewer,
  place: ExportPlace | undefined,
  perPage: number,
  conditions: readonly Condition[] = [],
): Promise<Page> {
  const query: EventQuery = {
    ...{ conditions, orderBy: 'recordTime', descending: false, perPage },
    ...{ eventCountLimit: undefined, maxEventCount: undefined },
    after: place === undefined ? undefined : { key: place.recordTime, id: place.id, seen: 0 },
  };
  const found = await findEvents(ctx, query, viewer);
  if (!found.ok) throw new Error('an export has no limit of its own');
  const { events, next } = found.value;
  const last = events.at(-1);
  const end = last === undefined ? place : { recordTime: last.recordTime.getTime(), id: last.id };
  return { events, end, isLast: next === undefined };
}
