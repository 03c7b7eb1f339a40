import type { CustodyFact, CustodyState, SharedCustody } from './custody-fact.ts';
import type { EventColumns } from './sheet-views.ts';

const HASH_BYTES = 32;

/** Facts of many events in columns: what they tell alike stands once in `shared`. */
export class FactTable {
  /** Ascending. */
  readonly events: Int32Array;
  /** By index: the number of what it tells. */
  readonly told: Int32Array;
  /** By number; grows while a sheet is read. */
  readonly shared: readonly SharedCustody[];
  readonly #columns: EventColumns;

  constructor(columns: EventColumns, told: Int32Array, shared: readonly SharedCustody[]) {
    this.events = columns.events;
    this.told = told;
    this.shared = shared;
    this.#columns = columns;
  }

  /** Where an event stands, −1 = not among them. */
  indexOf(event: number): number {
    const { events } = this;
    let low = 0;
    let high = events.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = events[middle]!;
      if (found === event) return middle;
      if (found < event) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  sharedAt(index: number): SharedCustody {
    return this.shared[this.told[index]!]!;
  }

  stateAt(index: number): CustodyState {
    return this.sharedAt(index).state;
  }

  /** Minutes by which the clock of the place is ahead of UTC. */
  offsetAt(index: number): number {
    return this.#columns.offsets[index]!;
  }

  /** Milliseconds since 1970. */
  timeAt(index: number): number {
    return this.#columns.times[index]!;
  }

  /** The digests of all, 32 bytes each. */
  get hashes(): Buffer {
    return this.#columns.hashes;
  }

  /** As an object, in another state if given. */
  factAt(index: number, state?: CustodyState): CustodyFact {
    const shared = this.sharedAt(index);
    return {
      ...shared,
      event: this.events[index]!,
      hash: this.hashes.toString('hex', index * HASH_BYTES, (index + 1) * HASH_BYTES),
      since: localInstant(this.timeAt(index), this.offsetAt(index)),
      state: state ?? shared.state,
    };
  }
}

/** On the clock of the place where it happened. */
export function localInstant(time: number, offsetMinutes: number): string {
  const local = new Date(time + offsetMinutes * 60_000).toISOString().slice(0, 19);
  return local + offsetText(offsetMinutes);
}

/** An offset from UTC as RFC 3339 writes it, `+00:00` for none. */
export function offsetText(minutes: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}
