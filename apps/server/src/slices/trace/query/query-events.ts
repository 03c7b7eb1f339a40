import { hashUriOfDigest } from '@pinxin/epcis/event-hash';
import { writeQueryDocument } from '@pinxin/epcis/write-document';
import { writeXmlQueryDocument } from '@pinxin/epcis/xml/write-xml-document';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { Context } from '../../../kernel/context.ts';
import type { AnswerFormat } from './answer-format.ts';
import type { EventQuery } from './event-query.ts';
import { countOf, type FoundEvent, pageOf, toldFew } from './event-views.ts';
import { tokenAt } from './page-token.ts';
import type { ReadQuery } from './read-query.ts';
import type { Viewer } from './visibility.ts';

/** One page of a query's answer. */
export interface EventPage {
  /** An EPCISQueryDocument. */
  readonly document: Uint8Array;
  readonly count: number;
  /** Absent on the last page. */
  readonly nextPageToken?: string;
}

/** More events match than `maxEventCount` allows. */
export interface QueryTooLarge {
  readonly most: number;
}

/** Answers a SimpleEventQuery for what this viewer may see. */
export async function queryEvents(
  ctx: Context,
  { query, digest }: ReadQuery,
  viewer: Viewer,
  format: AnswerFormat,
): Promise<Result<EventPage, QueryTooLarge>> {
  const few = await toldFew(ctx, viewer);
  const { maxEventCount, after } = query;
  if (maxEventCount !== undefined && after === undefined) {
    const found = await countOf(ctx, query, viewer, few, maxEventCount);
    if (found > maxEventCount) return refuse({ most: maxEventCount });
  }
  const seen = after?.seen ?? 0;
  const wanted = Math.min(query.perPage, (query.eventCountLimit ?? Number.POSITIVE_INFINITY) - seen);
  const found = wanted <= 0 ? [] : await pageOf(ctx, query, viewer, few, wanted + 1);
  const page = found.slice(0, wanted);
  const document = queryDocument(page, ctx.clock.now(), format);
  const last = page.at(-1);
  const complete =
    found.length <= wanted || seen + page.length >= (query.eventCountLimit ?? Number.POSITIVE_INFINITY);
  if (complete || last === undefined) return ok({ document, count: page.length });
  const time = query.orderBy === 'recordTime' ? last.recordTime : last.eventTime;
  const place = { time: time.getTime(), id: last.id, seen: seen + page.length };
  return ok({ document, count: page.length, nextPageToken: tokenAt(place, digest) });
}

/** The event with this eventID or hash and its error declarations, as a query document; undefined when none is seen. */
export async function eventDocument(
  ctx: Context,
  condition: EventQuery['conditions'][number],
  viewer: Viewer,
  format: AnswerFormat,
): Promise<Uint8Array | undefined> {
  const query: EventQuery = {
    conditions: [condition],
    orderBy: 'recordTime',
    descending: false,
    eventCountLimit: undefined,
    maxEventCount: undefined,
    perPage: MOST_OF_ONE,
    after: undefined,
  };
  const found = await pageOf(ctx, query, viewer, await toldFew(ctx, viewer), MOST_OF_ONE);
  return found.length === 0 ? undefined : queryDocument(found, ctx.clock.now(), format);
}

/** An event and what was declared of it. */
const MOST_OF_ONE = 100;

function queryDocument(events: readonly FoundEvent[], at: Date, format: AnswerFormat): Uint8Array {
  const stored = events.map(({ doc, context, recordTime, eventId, hash }) => ({
    bytes: doc,
    recordTime: recordTime.toISOString(),
    ...(context === null ? {} : { context: JSON.parse(context.toString('utf8')) as unknown }),
    ...(eventId === null ? { eventId: hashUriOfDigest(hash) } : {}),
  }));
  const head = { creationDate: at.toISOString(), queryName: 'SimpleEventQuery' };
  return format.kind === 'json'
    ? writeQueryDocument(stored, head)
    : writeXmlQueryDocument(stored, head, format.form);
}
