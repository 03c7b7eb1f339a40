import { hashUriOfDigest } from '@pinxin/epcis/event-hash';
import { type StoredEvent, writeQueryDocument } from '@pinxin/epcis/write-document';
import { writeXmlQueryDocument } from '@pinxin/epcis/xml/write-xml-document';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { Context } from '../../../kernel/context.ts';
import type { AnswerFormat } from './answer-format.ts';
import { inEpcFormat } from './epc-format.ts';
import type { Condition, EventQuery, FieldKey, PagePlace } from './event-query.ts';
import { countOf, pageOf } from './event-views.ts';
import type { FoundEvent } from './found-event.ts';
import { QueryTooComplex } from './limited-views.ts';
import { TOKEN_LASTS, tokenAt } from './page-token.ts';
import type { ReadQuery } from './read-query.ts';
import type { Viewer } from './visibility.ts';

/** One page of a query's answer. */
export interface EventPage {
  /** An EPCISQueryDocument. */
  readonly document: Uint8Array;
  readonly count: number;
  /** Absent on the last page. */
  readonly nextPageToken?: string;
  readonly nextPageExpires?: Date;
}

/** More events match than `maxEventCount` allows; or conditions so rarely meet that the search was given up. */
export type QueryRefusal =
  | { readonly kind: 'tooLarge'; readonly most: number }
  | { readonly kind: 'tooComplex' };

/** Events of one page, and where it ends when more follow. */
export interface FoundPage {
  readonly events: readonly FoundEvent[];
  readonly next?: PagePlace;
}

/** Finds one page of a query among what this viewer may see. */
export async function findEvents(
  ctx: Context,
  query: EventQuery,
  viewer: Viewer,
): Promise<Result<FoundPage, QueryRefusal>> {
  try {
    return await searchEvents(ctx, query, viewer);
  } catch (error) {
    if (error instanceof QueryTooComplex) return refuse({ kind: 'tooComplex' });
    throw error;
  }
}

async function searchEvents(
  ctx: Context,
  query: EventQuery,
  viewer: Viewer,
): Promise<Result<FoundPage, QueryRefusal>> {
  const { maxEventCount, after } = query;
  if (maxEventCount !== undefined && after === undefined) {
    const found = await countOf(ctx, query, viewer, maxEventCount);
    if (found > maxEventCount) return refuse({ kind: 'tooLarge', most: maxEventCount });
  }
  const seen = after?.seen ?? 0;
  const limit = query.eventCountLimit ?? Number.POSITIVE_INFINITY;
  const wanted = Math.min(query.perPage, limit - seen);
  const found = wanted <= 0 ? [] : await pageOf(ctx, query, viewer, wanted + 1);
  const events = found.slice(0, wanted);
  const last = events.at(-1);
  const count = seen + events.length;
  if (found.length <= wanted || count >= limit || last === undefined) return ok({ events });
  return ok({ events, next: { key: keyOf(last, query), id: last.id, seen: count } });
}

function keyOf(last: FoundEvent, { orderBy }: EventQuery): PagePlace['key'] {
  if (typeof orderBy === 'string')
    return (orderBy === 'recordTime' ? last.recordTime : last.eventTime).getTime();
  const [rank = '1', number = '0', moment = '', text = ''] = last.orderKey ?? [];
  return [Number(rank), number, moment, text] satisfies FieldKey;
}

/** Answers a SimpleEventQuery for what this viewer may see. */
export async function queryEvents(
  ctx: Context,
  { query, digest }: ReadQuery,
  viewer: Viewer,
  format: AnswerFormat,
): Promise<Result<EventPage, QueryRefusal>> {
  const found = await findEvents(ctx, query, viewer);
  if (!found.ok) return found;
  const { events, next } = found.value;
  const now = ctx.clock.now();
  const page = { document: await queryDocument(ctx, events, format), count: events.length };
  if (next === undefined) return ok(page);
  const nextPageExpires = new Date(now.getTime() + TOKEN_LASTS);
  return ok({ ...page, nextPageToken: tokenAt(next, digest, now), nextPageExpires });
}

/** The event with this eventID or hash and its error declarations, as a query document; undefined when none is seen. */
export async function eventDocument(
  ctx: Context,
  condition: Condition,
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
  const found = await findEvents(ctx, query, viewer);
  if (!found.ok || found.value.events.length === 0) return undefined;
  return await queryDocument(ctx, found.value.events, format);
}

/** An event and what was declared of it. */
const MOST_OF_ONE = 100;

/** What a query document says of the query that it answers. */
export interface QueryNames {
  readonly queryName: string;
  readonly subscriptionId?: string;
}

/** An EPCISQueryDocument of found events. */
export async function queryDocument(
  ctx: Context,
  events: readonly FoundEvent[],
  format: AnswerFormat,
  names: QueryNames = { queryName: 'SimpleEventQuery' },
): Promise<Uint8Array> {
  return await documentOf(ctx, events.map(storedEvent), format, names, ctx.clock.now());
}

/** The same of events as they are stored. */
export async function documentOf(
  ctx: Context,
  events: readonly StoredEvent[],
  format: AnswerFormat,
  names: QueryNames,
  at: Date,
): Promise<Uint8Array> {
  const stored = await inEpcFormat(ctx, events, format.epcs ?? 'asTold');
  const head = { creationDate: at.toISOString(), ...names };
  return format.kind === 'json'
    ? writeQueryDocument(stored, head)
    : writeXmlQueryDocument(stored, head, format.form);
}

/** An event as the writers of documents take it. */
export function storedEvent({ doc, context, recordTime, eventId, hash }: FoundEvent): StoredEvent {
  return {
    bytes: doc,
    recordTime: recordTime.toISOString(),
    ...(context === null ? {} : { context: JSON.parse(context.toString('utf8')) as unknown }),
    ...(eventId === null ? { eventId: hashUriOfDigest(hash) } : {}),
  };
}
