import type { Role } from '@pinxin/lineage/role';

/** What a lot of the synthetic chain is, in the order in which they first appear. */
export type Level =
  | 'farmInput'
  | 'seedling'
  | 'harvest'
  | 'pool'
  | 'blend'
  | 'case'
  | 'pallet'
  | 'shipment'
  | 'shopUnit';

/** A run of lots of one level: ids from `first`, `count` of them. */
export interface LevelRun {
  readonly level: Level;
  readonly first: number;
  readonly count: number;
}

/** EPCIS event types as the chain uses them. */
export type ChainEventType = 'transformation' | 'pack' | 'unpack';

/** A synthetic chain, in columns. Lots and events are numbered from 1 in arrival order. */
export interface Chain {
  readonly runs: readonly LevelRun[];
  readonly lotCount: number;
  readonly eventCount: number;
  /** At index id − 1. */
  readonly eventTypes: Uint8Array;
  /** Unix seconds, rising with the id; at index id − 1. */
  readonly eventTimes: Uint32Array;
  readonly rowCount: number;
  readonly rowEvents: Uint32Array;
  readonly rowLots: Uint32Array;
  readonly rowRoles: Uint8Array;
  /** The farm input lot that most harvests used: the recall starts here. */
  readonly suspect: number;
}

/** Order in `Chain.eventTypes`. */
export const CHAIN_EVENT_TYPES: readonly ChainEventType[] = ['transformation', 'pack', 'unpack'];

const START = Date.UTC(2025, 0, 1) / 1000;
const SECONDS_BETWEEN_EVENTS = 60;

/** Collects a chain's columns; grows as needed. */
export class ChainWriter {
  #runs: { level: Level; first: number; count: number }[] = [];
  #lots = 0;
  #events = 0;
  #rows = 0;
  #types = new Uint8Array(1024);
  #rowEvents = new Uint32Array(8192);
  #rowLots = new Uint32Array(8192);
  #rowRoles = new Uint8Array(8192);

  lot(level: Level): number {
    this.#lots++;
    const last = this.#runs.at(-1);
    if (last?.level === level) last.count++;
    else this.#runs.push({ level, first: this.#lots, count: 1 });
    return this.#lots;
  }

  event(type: ChainEventType): void {
    if (this.#events === this.#types.length)
      this.#types = grown(this.#types, new Uint8Array(this.#events * 2));
    this.#types[this.#events++] = CHAIN_EVENT_TYPES.indexOf(type);
  }

  /** Adds a lot to the event begun last. */
  row(lot: number, role: Role): void {
    if (this.#rows === this.#rowLots.length) {
      this.#rowEvents = grown(this.#rowEvents, new Uint32Array(this.#rows * 2));
      this.#rowLots = grown(this.#rowLots, new Uint32Array(this.#rows * 2));
      this.#rowRoles = grown(this.#rowRoles, new Uint8Array(this.#rows * 2));
    }
    this.#rowEvents[this.#rows] = this.#events;
    this.#rowLots[this.#rows] = lot;
    this.#rowRoles[this.#rows++] = role;
  }

  finish(suspect: number): Chain {
    return {
      runs: this.#runs,
      lotCount: this.#lots,
      eventCount: this.#events,
      eventTypes: this.#types.slice(0, this.#events),
      eventTimes: Uint32Array.from({ length: this.#events }, (_, at) => START + at * SECONDS_BETWEEN_EVENTS),
      rowCount: this.#rows,
      rowEvents: this.#rowEvents.slice(0, this.#rows),
      rowLots: this.#rowLots.slice(0, this.#rows),
      rowRoles: this.#rowRoles.slice(0, this.#rows),
      suspect,
    };
  }
}

function grown<T extends Uint8Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
