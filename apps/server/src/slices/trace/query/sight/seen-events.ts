/** So many event numbers in a row are a block. */
export const BLOCK_BITS = 10;
const PLACES = 1 << BLOCK_BITS;

/** A time that results are ordered by. */
export type OrderTime = 'event_time' | 'record_time';

/** Which events of a block are seen (of who sees all: nothing), and between which times they lie, in ms since 1970. */
export interface SeenBlock {
  /** Number of its first event, divided by the length of a block. */
  readonly number: number;
  readonly bits: Uint32Array;
  readonly earliest: Record<OrderTime, number>;
  readonly latest: Record<OrderTime, number>;
}

/**
 * The events that a party sees, by their numbers: a bit each, in blocks of neighbours, of which only those are kept
 * that hold any. What is seen stays seen: events, and the lots that a party told of, never go away. Of who sees all,
 * only the times of the blocks are kept.
 */
export class SeenEvents {
  /** Up to where the journal was followed. */
  seq: number;
  #count = 0;
  readonly #blocks = new Map<number, SeenBlock>();
  #ordered = new Map<string, readonly SeenBlock[]>();
  readonly isAll: boolean;

  constructor(seq: number, isAll: boolean) {
    this.seq = seq;
    this.isAll = isAll;
  }

  /** How many events are seen; of who sees all, at most so many. */
  get count(): number {
    return this.isAll ? this.#blocks.size * PLACES : this.#count;
  }

  /** How many blocks are held: some 300 bytes each. */
  get blocks(): number {
    return this.#blocks.size;
  }

  has(event: number): boolean {
    if (this.isAll) return true;
    const bits = this.#blocks.get(blockOf(event))?.bits;
    const place = event % PLACES;
    return bits !== undefined && ((bits[place >>> 5] as number) & (1 << (place & 31))) !== 0;
  }

  /** `places` are those of the seen events within the block; the times are those of all of them. */
  add(
    number: number,
    places: Iterable<number>,
    earliest: SeenBlock['earliest'],
    latest: SeenBlock['latest'],
  ): void {
    const block = this.#blockAt(number);
    for (const place of places) {
      const bit = 1 << (place & 31);
      const word = block.bits[place >>> 5] as number;
      if ((word & bit) !== 0) continue;
      block.bits[place >>> 5] = word | bit;
      this.#count += 1;
    }
    for (const time of ['event_time', 'record_time'] as const) {
      block.earliest[time] = Math.min(block.earliest[time], earliest[time]);
      block.latest[time] = Math.max(block.latest[time], latest[time]);
    }
    this.#ordered.clear();
  }

  /** Blocks in the order in which their first event may come. */
  inOrder(time: OrderTime, descending: boolean): readonly SeenBlock[] {
    const key = `${time} ${descending}`;
    const known = this.#ordered.get(key);
    if (known !== undefined) return known;
    const first = firstOf(time, descending);
    const ordered = [...this.#blocks.values()].sort((one, other) =>
      descending ? first(other) - first(one) : first(one) - first(other),
    );
    this.#ordered.set(key, ordered);
    return ordered;
  }

  #blockAt(number: number): SeenBlock {
    const known = this.#blocks.get(number);
    if (known !== undefined) return known;
    const made = {
      ...{ number, bits: new Uint32Array(this.isAll ? 0 : PLACES / 32) },
      earliest: { event_time: Number.POSITIVE_INFINITY, record_time: Number.POSITIVE_INFINITY },
      latest: { event_time: Number.NEGATIVE_INFINITY, record_time: Number.NEGATIVE_INFINITY },
    };
    this.#blocks.set(number, made);
    return made;
  }
}

/** The block that an event stands in. */
export function blockOf(event: number): number {
  return Math.floor(event / PLACES);
}

/** When the first event of a block may come in this order. */
export function firstOf(time: OrderTime, descending: boolean): (block: SeenBlock) => number {
  return descending ? block => block.latest[time] : block => block.earliest[time];
}

/** Numbers of the events of a block that are seen; of who sees all, the numbers that its events may have. */
export function eventsIn({ number, bits }: SeenBlock): number[] {
  if (bits.length === 0) return Array.from({ length: PLACES }, (_, place) => number * PLACES + place);
  const events: number[] = [];
  for (const [at, word] of bits.entries()) {
    for (let rest = word; rest !== 0; rest &= rest - 1) {
      events.push(number * PLACES + at * 32 + (31 - Math.clz32(rest & -rest)));
    }
  }
  return events;
}
