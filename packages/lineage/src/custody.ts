import type { EventColumns } from './columns.ts';
import { type Containment, INTERVAL_CELLS } from './containment.ts';
import type { EventTable } from './event-table.ts';
import { grown, IntBuffer, shared } from './int-buffer.ts';

/** Deepest nesting of containers that is followed: pieces in cases in pallets in trucks need four. */
const DEEPEST = 16;

/** Where things were seen last, and who told it. Knows the present only: a past custody is a question for SQL. */
export class Custody {
  /** Last event by lot, 0 = never seen. */
  lastSeen: Int32Array;
  /** Place by event, 0 = not said. */
  places: Int32Array;
  /** Party that told it, by event. */
  parties: Int32Array;
  /** Kind of step by event; the meaning is the caller's. */
  steps: Uint8Array;
  /** Lots whose last event was voided and whose former one the graph does not know (it keeps no mere sightings). */
  readonly stale: Set<number>;
  readonly #events: EventTable;
  readonly #intervals = new IntBuffer();

  constructor(
    events: EventTable,
    lastSeen: Int32Array = new Int32Array(0),
    places: Int32Array = new Int32Array(0),
    parties: Int32Array = new Int32Array(0),
    steps: Uint8Array = new Uint8Array(0),
    stale: Iterable<number> = [],
  ) {
    this.#events = events;
    this.lastSeen = lastSeen;
    this.places = places;
    this.parties = parties;
    this.steps = steps;
    this.stale = new Set(stale);
  }

  /** Takes over place, party and step of the event at index `at`. */
  addEvent(columns: EventColumns, at: number): void {
    const event = columns.id[at]!;
    if (columns.place !== undefined) {
      this.places = grown(this.places, event);
      this.places[event] = columns.place[at]!;
    }
    if (columns.party !== undefined) {
      this.parties = grown(this.parties, event);
      this.parties[event] = columns.party[at]!;
    }
    if (columns.step !== undefined) {
      this.steps = grown(this.steps, event);
      this.steps[event] = columns.step[at]!;
    }
  }

  /** The lot took part in this event, in whatever role. */
  see(lot: number, event: number): void {
    if (lot >= this.lastSeen.length) this.lastSeen = grown(this.lastSeen, lot);
    const last = this.lastSeen[lot]!;
    if (last === 0 || this.#events.isAfter(event, last)) this.lastSeen[lot] = event;
  }

  /** Events were voided: lots that they had shown last are unknown until `reseat`. */
  forget(events: ReadonlySet<number>): void {
    const { lastSeen } = this;
    for (let lot = 0; lot < lastSeen.length; lot++) {
      if (lastSeen[lot] === 0 || !events.has(lastSeen[lot]!)) continue;
      lastSeen[lot] = 0;
      this.stale.add(lot);
    }
  }

  /** Tells the true last event of a lot whose last one was voided, 0 = none. */
  reseat(lot: number, event: number): void {
    this.stale.delete(lot);
    if (event !== 0) this.see(lot, event);
  }

  /**
   * The event that tells where the lot is now: the last one of itself or of the containers it is still in,
   * whichever is later. 0 = never seen.
   */
  decisiveEvent(lot: number, containment: Containment): number {
    let best = this.#last(lot);
    let inner = lot;
    for (let depth = 0; depth < DEEPEST; depth++) {
      const outer = this.#containerNow(inner, containment);
      if (outer === 0) return best;
      const seen = this.#last(outer);
      if (seen !== 0 && (best === 0 || this.#events.isAfter(seen, best))) best = seen;
      inner = outer;
    }
    return best;
  }

  #last(lot: number): number {
    return lot < this.lastSeen.length ? this.lastSeen[lot]! : 0;
  }

  /** The container that the lot went into last and has not left, 0 = none. */
  #containerNow(lot: number, containment: Containment): number {
    const cells = containment.collect(lot, this.#intervals);
    const { ints } = this.#intervals;
    let best = 0;
    for (let at = 0; at < cells; at += INTERVAL_CELLS) {
      const began = ints[at + 1]!;
      if (ints[at + 2] !== 0 || !this.#events.counts(began)) continue;
      if (best === 0 || this.#events.isAfter(began, ints[best]!)) best = at + 1;
    }
    return best === 0 ? 0 : ints[best - 1]!;
  }

  placeOf(event: number): number {
    return event < this.places.length ? this.places[event]! : 0;
  }

  partyOf(event: number): number {
    return event < this.parties.length ? this.parties[event]! : 0;
  }

  stepOf(event: number): number {
    return event < this.steps.length ? this.steps[event]! : 0;
  }

  /** Moves everything into memory that several threads can read. */
  share(): this {
    this.lastSeen = shared(this.lastSeen);
    this.places = shared(this.places);
    this.parties = shared(this.parties);
    this.steps = shared(this.steps);
    return this;
  }

  get bytes(): number {
    return (
      this.lastSeen.byteLength + this.places.byteLength + this.parties.byteLength + this.steps.byteLength
    );
  }
}
