import type { LineageGraph } from './graph.ts';

/** What a graph costs. Bytes are those of the arrays as allocated, offsets and reserve included. */
export interface MemoryReport {
  /** Bytes per input, output or process pair, both directions, offsets included; the pairs of the base. */
  readonly transformation: number;
  /** Bytes per containment interval, both directions, offsets and what late events need included. */
  readonly containment: number;
  /** Bytes per item that belongs to a lot, both directions. */
  readonly membership: number;
  /** Bytes per pair or interval added since the base was made. */
  readonly delta: number;
  /** Bytes per lot for what is derived: what it takes part in, where it leads, what events' products share. */
  readonly traits: number;
  /** Bytes per event for its time. */
  readonly eventTimes: number;
  /** Bytes per lot for custody: last event by lot; place, party and step by event. */
  readonly custody: number;
  readonly counts: {
    readonly transformation: number;
    readonly containment: number;
    readonly membership: number;
    readonly delta: number;
    readonly events: number;
  };
  /** All of it. */
  readonly bytes: number;
}

export function memoryOf({ relations, events, custody, deltaRows }: LineageGraph): MemoryReport {
  const { uses, makes, madeBy, madeFrom, classEvents, members, memberEvents, classes, containment } =
    relations;
  const flow = [uses, makes, madeBy, madeFrom];
  const belonging = [classEvents, members, memberEvents, classes];
  const flowBytes = sum(flow.map(one => one.baseBytes));
  const belongingBytes = sum(belonging.map(one => one.baseBytes));
  const deltaBytes = sum([...flow, ...belonging].map(one => one.deltaBytes)) + containment.deltaBytes;
  const derived = relations.traits.bytes + relations.leaves.bytes;
  const counts = {
    transformation: uses.baseCount + madeBy.baseCount,
    containment: containment.base.stays.length / 2,
    membership: memberEvents.baseCount,
    delta: deltaRows,
    events: events.times.length,
  };
  return {
    transformation: per(flowBytes, counts.transformation),
    containment: per(containment.baseBytes, counts.containment),
    membership: per(belongingBytes, counts.membership),
    delta: per(deltaBytes, counts.delta),
    traits: per(derived, relations.traits.bits.length),
    eventTimes: per(events.times.byteLength, counts.events),
    custody: per(custody.bytes, custody.lastSeen.length),
    counts,
    bytes:
      flowBytes +
      belongingBytes +
      deltaBytes +
      containment.baseBytes +
      derived +
      events.times.byteLength +
      custody.bytes,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function per(bytes: number, count: number): number {
  return count === 0 ? 0 : bytes / count;
}
