import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** Events that a client was told are stored. Only these may be claimed; all of these must be there, once. */
export interface Witness {
  readonly acknowledged: Set<string>;
  /** Sent, never answered: may be there once or not at all. */
  readonly unanswered: Set<string>;
  readonly stop: () => Promise<void>;
}

const EVENTS_A_DOCUMENT = 10;

/** Captures documents without pause over several connections and notes what was acknowledged. */
export function captureUntilStopped(url: string, key: string, writers: number): Witness {
  const acknowledged = new Set<string>();
  const unanswered = new Set<string>();
  let stopped = false;
  const work = async () => {
    while (!stopped) {
      const ids = Array.from({ length: EVENTS_A_DOCUMENT }, () => `urn:uuid:${randomUUID()}`);
      try {
        const response = await fetch(`${url}/capture`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: JSON.stringify(documentOf(ids)),
          signal: AbortSignal.timeout(10_000),
        });
        await response.arrayBuffer();
        for (const id of ids) (response.status === 202 ? acknowledged : unanswered).add(id);
      } catch {
        for (const id of ids) unanswered.add(id);
        await pause(20);
      }
    }
  };
  const working = Array.from({ length: writers }, work);
  return {
    acknowledged,
    unanswered,
    stop: async () => {
      stopped = true;
      await Promise.all(working);
    },
  };
}

/** A document of transformations: two lots in, one lot out, so that an event without its lots would show. */
export function documentOf(eventIds: readonly string[]): object {
  return {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-07-18T12:00:00.000+08:00',
    epcisBody: {
      eventList: eventIds.map(eventID => {
        const lot = eventID.slice(-12).toUpperCase();
        return {
          type: 'TransformationEvent',
          eventID,
          eventTime: '2026-07-18T12:00:00.000+08:00',
          eventTimeZoneOffset: '+08:00',
          inputQuantityList: [
            { epcClass: `https://id.gs1.org/01/09520000000011/10/A${lot}`, quantity: 12.5, uom: 'KGM' },
            { epcClass: `https://id.gs1.org/01/09520000000011/10/B${lot}`, quantity: 7.5, uom: 'KGM' },
          ],
          outputQuantityList: [
            { epcClass: `https://id.gs1.org/01/09520000000028/10/C${lot}`, quantity: 19, uom: 'KGM' },
          ],
          bizStep: 'commissioning',
        };
      }),
    },
  };
}
