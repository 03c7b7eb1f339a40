import type { Calendar, LocalDay, LocalSecond } from './calendar.ts';
import { shortDate } from './calendar.ts';
import type { Directory, Member } from './directory.ts';
import { objectEvent, type What } from './event.ts';
import { documentUri } from './gs1-keys.ts';
import type { Recorder } from './recorder.ts';

/** What every line of the demo works with. */
export interface Chain {
  readonly seed: number;
  readonly directory: Directory;
  readonly calendar: Calendar;
  readonly recorder: Recorder;
  /** A code used once in the whole demo, short and without look-alikes of dates. */
  nextCode(): string;
}

/** Kinds of documents a party numbers (the type part of the GDTI). */
export const DocumentType = {
  despatchAdvice: 10,
  invoice: 11,
  testReport: 20,
  testMethod: 21,
  quarantineCertificate: 30,
  complianceCommitment: 31,
  markLicence: 32,
  cropCycle: 40,
} as const;

/** Opens the shared state of one run. */
export function openChain(seed: number, directory: Directory, calendar: Calendar, recorder: Recorder): Chain {
  let counter = 0;
  return {
    seed,
    directory,
    calendar,
    recorder,
    nextCode: () => {
      counter += 1;
      return counter.toString(36).toUpperCase();
    },
  };
}

/** A lot number as printed on packs: letters, the day, and a code of its own. */
export function lotNumber(chain: Chain, letters: string, day: LocalDay): string {
  return `${letters}${shortDate(day)}-${chain.nextCode()}`;
}

/** One end of a delivery. */
export interface Dock {
  readonly member: Member;
  /** URI of the place. */
  readonly place: string;
}

/** The dock of a member at its n-th place; its last place when it has fewer. */
export function dockOf(member: Member, placeNumber = 0): Dock {
  const place = member.places[Math.min(placeNumber, member.places.length - 1)] ?? member.main;
  return { member, place: place.uri };
}

/** A delivery: who sends what to whom, and under which papers. */
export interface Delivery {
  readonly from: Dock;
  readonly to: Dock;
  readonly leaves: LocalSecond;
  readonly arrives: LocalSecond;
  readonly what: What;
  /** Papers besides the despatch advice. */
  readonly papers?: readonly { readonly type: string; readonly bizTransaction: string }[];
  readonly sensors?: readonly object[];
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Disposition on arrival; `in_progress` unless it is for sale at once. */
  readonly arrivesAs?: string;
}

/** Records a delivery as the sender's shipping and the receiver's receiving, with both parties named. */
export function deliver(chain: Chain, delivery: Delivery): void {
  const { from, to } = delivery;
  const advice = {
    type: 'desadv',
    bizTransaction: documentUri(from.member.prefix, DocumentType.despatchAdvice, chain.nextCode()),
  };
  const transactions = delivery.papers === undefined ? [advice] : [advice, ...delivery.papers];
  const sources = [
    { type: 'owning_party', source: from.member.party.pgln },
    { type: 'location', source: from.place },
  ];
  const destinations = [
    { type: 'owning_party', destination: to.member.party.pgln },
    { type: 'location', destination: to.place },
  ];
  const both = { transactions, sources, destinations };
  const facts = delivery.facts === undefined ? {} : { facts: delivery.facts };
  const sent = {
    at: delivery.leaves,
    step: 'shipping',
    disposition: 'in_transit',
    place: from.place,
    stays: false,
  };
  chain.recorder.record(from.member, objectEvent('OBSERVE', delivery.what, { ...sent, ...both, ...facts }));
  const disposition = delivery.arrivesAs ?? 'in_progress';
  const got = { at: delivery.arrives, step: 'receiving', disposition, place: to.place };
  const sensors = delivery.sensors === undefined ? {} : { sensors: delivery.sensors };
  chain.recorder.record(
    to.member,
    objectEvent('OBSERVE', delivery.what, { ...got, ...both, ...sensors, ...facts }),
  );
}
