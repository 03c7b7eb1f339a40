import type { ParsedDocument } from '@pinxin/epcis/document';
import { hashUriOfDigest } from '@pinxin/epcis/event-hash';
import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { Capture, Teller } from './capture.ts';
import { contextToKeep } from './capture-context.ts';
import { eventIdOf } from './capture-store.ts';
import { isAboutData } from './group-commit.ts';
import { numberEvents } from './prepared-event.ts';
import type { CaptureProblem } from './problem.ts';
import { readCapture } from './read-capture.ts';

/** Why one event was not taken. */
export type EventRefusal =
  | { readonly code: 'invalid'; readonly problems: readonly CaptureProblem[] }
  /** Its eventID belongs to an event with other content. */
  | { readonly code: 'eventIdTaken'; readonly problems: readonly CaptureProblem[] };

/** An event that is stored. */
export interface CapturedEvent {
  /** Its eventID, or its event hash as an `ni:` URI where it has none. */
  readonly eventId: string;
  /** Whether it was there before. */
  readonly repeated: boolean;
}

/** Captures a single bare event; it is stored when this returns. */
export async function captureEvent(
  capture: Capture,
  teller: Teller,
  body: Buffer,
): Promise<Result<CapturedEvent, EventRefusal>> {
  const read = readCapture(body, { ...capture.limits, maxEvents: 1 });
  if (!read.ok) return refuse({ code: 'invalid', problems: read.error });
  const { document, events, pointerOf } = read.value;
  const [only] = events;
  if (document.kind !== 'event' || only === undefined) {
    return refuse({
      code: 'invalid',
      problems: [{ code: 'unknownEventType', at: typePlace(document), params: { value: document.kind } }],
    });
  }
  if (!only.ok) return refuse({ code: 'invalid', problems: only.error });
  const event = only.value;
  const hashUri = hashUriOfDigest(event.hash);
  try {
    const prepared = await numberEvents(capture.interner, [event], contextToKeep(document.context.source));
    const unit = { ...teller, atomic: true, events: prepared, pointerOf: () => pointerOf(0) };
    const result = await capture.groups.store(unit);
    if (result.kind === 'refused') return refuse({ code: 'eventIdTaken', problems: result.problems });
    const [outcome] = result.outcomes;
    if (outcome?.kind !== 'repeated') return ok({ eventId: event.eventId ?? hashUri, repeated: false });
    // The same content may have been told under another eventID, or none: the place is that of the stored event.
    return ok({ eventId: (await eventIdOf(capture.ctx, outcome.event)) ?? hashUri, repeated: true });
  } catch (error) {
    if (!isAboutData(error)) throw error;
    capture.ctx.log.error({ err: error }, 'an event could not be stored');
    return refuse({ code: 'invalid', problems: [{ code: 'notStorable', at: '' }] });
  }
}

/** Where a document says that it is one: in XML its root element is that. */
function typePlace({ kind, placeOf }: ParsedDocument): string {
  return placeOf === undefined ? '/type' : `/${kind}`;
}
