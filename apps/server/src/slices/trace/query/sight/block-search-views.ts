import type { Context } from '../../../../kernel/context.ts';
import type { EventQuery } from '../event-query.ts';
import type { FoundEvent } from '../found-event.ts';
import { mostSearched, run, runWithin } from '../limited-views.ts';
import { amongPageSql } from '../query-sql.ts';
import type { Viewer } from '../visibility.ts';
import type { Part } from './query-blocks.ts';
import { firstOf, type OrderTime } from './seen-events.ts';

/** Seen events that are looked at together: few at first, as most pages are full by then. */
const FIRST_LOOK = 64;
const MOST_LOOK = 4_000;
/** These end soon, whatever is asked; each step behind them may take a tenth of what a query may take. */
const QUICK_LOOKS = 500;
/** An event of a page with its place in the order: microseconds since 1970. */
type Placed = FoundEvent & { readonly place: number };

/** Looks through blocks, one after another, until the page is full and nothing behind can come before its end. */
export class BlockSearch {
  readonly #ctx: Context;
  readonly #query: EventQuery;
  readonly #viewer: Viewer;
  readonly #time: OrderTime;
  readonly #limit: number;
  /** Numbers of the events that were looked at, in this order. */
  readonly looked: number[] = [];
  #page: readonly Placed[] = [];
  #met = 0;
  #part = 0;

  constructor(ctx: Context, query: EventQuery, viewer: Viewer, time: OrderTime, limit: number) {
    this.#ctx = ctx;
    this.#query = query;
    this.#viewer = viewer;
    this.#time = time;
    this.#limit = limit;
  }

  /** The page; undefined where it is not complete after about so many looks. Goes on where it stopped. */
  async through(
    parts: readonly Part[],
    most: number = Number.POSITIVE_INFINITY,
  ): Promise<readonly FoundEvent[] | undefined> {
    let size = Math.max(FIRST_LOOK, Math.min(2 * this.#limit, MOST_LOOK));
    while (this.#part < parts.length) {
      if (this.#isComplete(parts[this.#part] as Part)) break;
      if (this.looked.length >= most) return undefined;
      await this.#look(this.#next(parts, size));
      size = Math.min(8 * size, MOST_LOOK);
    }
    return this.#page;
  }

  /** How many looks more a full page may take, if those to come are like those before. */
  looksAhead(all: number): number {
    const share = Math.max(this.#met, 0.5) / Math.max(1, this.looked.length);
    return Math.min(all - this.looked.length, (this.#limit - this.#page.length) / share);
  }

  #isComplete({ block }: Part): boolean {
    const last = this.#page.at(-1);
    if (this.#page.length < this.#limit || last === undefined) return false;
    const { descending } = this.#query;
    const next = firstOf(this.#time, descending)(block) * 1_000;
    return descending ? last.place > next : last.place < next;
  }

  /** Events of the next parts: whole parts, until they are enough. */
  #next(parts: readonly Part[], size: number): readonly number[] {
    const events: number[] = [];
    while (events.length < size && this.#part < parts.length) {
      events.push(...(parts[this.#part] as Part).events());
      this.#part += 1;
    }
    return events;
  }

  async #look(events: readonly number[]): Promise<void> {
    const statement = amongPageSql(this.#query, this.#viewer, events, this.#limit);
    const found =
      this.looked.length < QUICK_LOOKS
        ? await run<Placed>(this.#ctx, statement)
        : await runWithin<Placed>(this.#ctx, statement, Math.ceil(mostSearched(this.#ctx) / 10));
    for (const event of events) this.looked.push(event);
    this.#met += found.length;
    const turn = this.#query.descending ? -1 : 1;
    this.#page = [...this.#page, ...found]
      .sort((one, other) => turn * (one.place - other.place || one.id - other.id))
      .slice(0, this.#limit);
  }
}
