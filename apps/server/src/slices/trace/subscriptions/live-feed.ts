import type { Context } from '../../../kernel/context.ts';
import type { EventQuery } from '../query/event-query.ts';
import type { Viewer } from '../query/visibility.ts';
import { type Told, toldSince } from './follow-store.ts';
import { matchEvents } from './match-events.ts';
import { WatchIndex } from './watch-index.ts';

/** An event and the entry of the journal that told it: by both a reader says where it stopped. */
export interface Found {
  readonly seq: number;
  readonly event: number;
}

/** Somebody who listens over a connection. */
export interface Listener {
  readonly viewer: Viewer;
  readonly query: EventQuery;
  /** Takes what was found, in order. */
  readonly take: (found: readonly Found[]) => Promise<void>;
  /** Whether it can take more now. */
  readonly isReady: () => boolean;
  /** Called now and then, also when nothing was found. */
  readonly tick: () => Promise<void>;
}

/** Where a listener stands: behind the entry `seq`, save for what follows `event` in it. */
export interface Place {
  readonly seq: number;
  readonly event?: number;
}

interface Seat {
  readonly listener: Listener;
  seq: number;
  /** In the entry behind `seq`, what was heard already. */
  heard: number | undefined;
  isLive: boolean;
}

const EVERY = 200;
const ENTRIES = 200;

/**
 * Follows the journal for all listeners of this process: those who are up to date hear of each event from one reading;
 * one who comes back, or takes long, is brought up to date by itself. Runs only while somebody listens.
 */
export class LiveFeed {
  readonly #ctx: Context;
  readonly #seats = new Set<Seat>();
  #index: WatchIndex<Seat> | undefined;
  #seq = 0;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> | undefined;
  #isStopped = false;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /** Begins to listen behind a place; the answer ends it. */
  listen(listener: Listener, { seq, event }: Place): () => void {
    const seat: Seat = {
      listener,
      seq: event === undefined ? seq : seq - 1,
      heard: event,
      isLive: false,
    };
    this.#seats.add(seat);
    this.#plan();
    return () => {
      this.#seats.delete(seat);
      this.#index = undefined;
    };
  }

  /** Stops for good, when what is under way has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#turn;
  }

  #plan(): void {
    if (this.#timer !== undefined || this.#isStopped || this.#seats.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#turn = this.#look()
        .catch(error => this.#ctx.log.warn({ err: error }, 'the journal could not be followed for listeners'))
        .finally(() => {
          this.#timer = undefined;
          this.#plan();
        });
    }, EVERY);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    await this.#hearTogether();
    for (const seat of this.#seats) if (!seat.isLive) await this.#hearAlone(seat);
    for (const { listener } of this.#seats) await listener.tick();
  }

  async #hearTogether(): Promise<void> {
    const live = [...this.#seats].filter(({ isLive }) => isLive);
    for (const seat of live) {
      if (seat.listener.isReady()) continue;
      // It waits by itself where it stands, and holds nobody up.
      move(seat, this.#seq);
      seat.isLive = false;
      this.#index = undefined;
    }
    while (!this.#isStopped) {
      this.#index ??= indexOf([...this.#seats].filter(({ isLive }) => isLive));
      const index = this.#index;
      if (index.size === 0) return;
      const told = await toldSince(this.#ctx, this.#seq, ENTRIES);
      const last = told.at(-1);
      if (last === undefined) return;
      await hand(this.#ctx, index, told);
      this.#seq = last.seq;
      if (told.length < ENTRIES) return;
    }
  }

  async #hearAlone(seat: Seat): Promise<void> {
    const index = indexOf([seat]);
    while (!this.#isStopped && this.#seats.has(seat)) {
      const others = [...this.#seats].some(({ isLive }) => isLive);
      if (!others || seat.seq >= this.#seq) {
        if (!others) this.#seq = seat.seq;
        seat.isLive = true;
        this.#index = undefined;
        return;
      }
      if (!seat.listener.isReady()) return;
      const told = (await toldSince(this.#ctx, seat.seq, ENTRIES)).filter(({ seq }) => seq <= this.#seq);
      const last = told.at(-1);
      if (last !== undefined) await hand(this.#ctx, index, told);
      move(seat, last?.seq ?? this.#seq);
    }
  }
}

function move(seat: Seat, seq: number): void {
  if (seq <= seat.seq) return;
  seat.seq = seq;
  seat.heard = undefined;
}

function indexOf(seats: readonly Seat[]): WatchIndex<Seat> {
  return new WatchIndex(
    seats.map(seat => ({ viewer: seat.listener.viewer, query: seat.listener.query, reader: seat })),
  );
}

/** Facts of so many events are held at once. */
const EVENTS_AT_ONCE = 1_000;

async function hand(ctx: Context, index: WatchIndex<Seat>, told: readonly Told[]): Promise<void> {
  const all = told.flatMap(({ seq, events }) => events.map(event => ({ seq, event })));
  for (let from = 0; from < all.length; from += EVENTS_AT_ONCE) {
    const part = all.slice(from, from + EVENTS_AT_ONCE);
    const entryOf = new Map(part.map(({ seq, event }) => [event, seq]));
    const matches = await matchEvents(ctx.database.pool as never, index, [...entryOf.keys()]);
    for (const [seat, events] of matches) {
      const found = events
        .map(event => ({ event, seq: entryOf.get(event)! }))
        .filter(one => isNew(seat, one));
      if (found.length > 0) await seat.listener.take(found);
    }
  }
}

/** Not of before it began, nor what it heard of the entry in which it stopped. Events of an entry are numbered upwards. */
function isNew({ seq, heard }: Seat, found: Found): boolean {
  if (found.seq <= seq) return false;
  return heard === undefined || found.seq !== seq + 1 || found.event > heard;
}
