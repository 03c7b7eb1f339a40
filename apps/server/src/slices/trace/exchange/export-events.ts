import { writeDocument } from '@pinxin/epcis/write-document';
import { writeXmlDocument } from '@pinxin/epcis/xml/write-xml-document';
import type { Context } from '../../../kernel/context.ts';
import type { AnswerFormat } from '../query/answer-format.ts';
import type { EventQuery } from '../query/event-query.ts';
import type { FoundEvent } from '../query/event-views.ts';
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
    const found = await findEvents(ctx, pageBehind(place, Math.min(PAGE, limit - events.length)), viewer);
    if (!found.ok) throw new Error('an export has no limit of its own');
    for (const event of found.value.events) {
      events.push(event);
      bytes += event.doc.length;
      place = { recordTime: event.recordTime.getTime(), id: event.id };
    }
    isLast = found.value.next === undefined;
  }
  const head = { creationDate: ctx.clock.now().toISOString() };
  const stored = events.map(storedOf);
  const document =
    format.kind === 'json' ? writeDocument(stored, head) : writeXmlDocument(stored, head, format.form);
  return { document, count: events.length, isLast, ...(place === undefined ? {} : { end: place }) };
}

function pageBehind(place: ExportPlace | undefined, perPage: number): EventQuery {
  return {
    ...{ conditions: [], orderBy: 'recordTime', descending: false, perPage },
    ...{ eventCountLimit: undefined, maxEventCount: undefined },
    after: place === undefined ? undefined : { key: place.recordTime, id: place.id, seen: 0 },
  };
}
