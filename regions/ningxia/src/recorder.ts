import { type LocalDay, startOf, timeText } from './calendar.ts';
import type { Member } from './directory.ts';
import { type EpcisEvent, EXTENSION_NAMESPACE } from './event.ts';
import { masterDataOf } from './master-data.ts';

/** One EPCIS document of the demo, to be captured with the API key of `party`. */
export interface DemoDocument {
  /** Key of the capturing party. */
  readonly party: string;
  /** EPCISDocument with at most 100 events, in the order of their times. */
  readonly document: object;
  /** Lots, items, pallets and crates that the document names for the first time. */
  readonly lots: number;
}

/** Events a document holds at most (the limit of the narrowest open server met, OpenEPCIS). */
export const EVENTS_PER_DOCUMENT = 100;

/** Gathers events by the party that records them, and hands out full documents. */
export interface Recorder {
  /** Notes an event of a party; `newLots` are named by it for the first time. */
  record(by: Member, event: EpcisEvent, newLots?: number): void;
  /** All lots named so far. */
  lots(): number;
  /** Documents that have become full since the last call. */
  takeFull(): readonly DemoDocument[];
  /** What is left, one document a party; the recorder is empty afterwards. */
  takeRest(): Generator<DemoDocument>;
}

interface Pending {
  readonly by: Member;
  events: EpcisEvent[];
  lots: number;
}

const CONTEXT = [
  'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  { pinxin: EXTENSION_NAMESPACE },
] as const;

function earlier(one: EpcisEvent, other: EpcisEvent): number {
  const a = one.eventTime as string;
  const b = other.eventTime as string;
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Opens a recorder whose documents are dated `last`.
 * It never holds more than a hundred events of a party, so that memory grows with the parties, not with the
 * lots.
 */
export function openRecorder(last: LocalDay): Recorder {
  const pending = new Map<string, Pending>();
  const introduced = new Set<string>();
  const creationDate = timeText(startOf(last) + 86_399);
  let full: DemoDocument[] = [];
  let total = 0;

  const close = (each: Pending): DemoDocument => {
    const key = each.by.party.key;
    const document: Record<string, unknown> = {
      '@context': CONTEXT,
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate,
    };
    if (!introduced.has(key)) {
      introduced.add(key);
      document.epcisHeader = { epcisMasterData: { vocabularyList: masterDataOf(each.by) } };
    }
    document.epcisBody = { eventList: each.events.sort(earlier) };
    const done: DemoDocument = { party: key, document, lots: each.lots };
    each.events = [];
    each.lots = 0;
    return done;
  };

  return {
    record(by, event, newLots = 0) {
      const key = by.party.key;
      let each = pending.get(key);
      if (each === undefined) {
        each = { by, events: [], lots: 0 };
        pending.set(key, each);
      }
      each.events.push(event);
      each.lots += newLots;
      total += newLots;
      if (each.events.length === EVENTS_PER_DOCUMENT) full.push(close(each));
    },
    lots: () => total,
    takeFull() {
      const taken = full;
      full = [];
      return taken;
    },
    *takeRest() {
      yield* full;
      full = [];
      for (const each of pending.values()) if (each.events.length > 0) yield close(each);
      pending.clear();
    },
  };
}
