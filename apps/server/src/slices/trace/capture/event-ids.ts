import type { Context } from '../../../kernel/context.ts';

/** Step of the sequence `event_id_block`. */
const BLOCK = 4_096;

/** First and last number of a run without gaps. */
export type IdRange = readonly [first: number, last: number];

/** Hands out event numbers from blocks of a sequence: one question to the database for 4096 events. */
export class EventIds {
  readonly #ctx: Context;
  #next = 0;
  #end = 0;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /** `count` numbers, rising, in as few runs as can be. Numbers not used afterwards are lost, which does no harm. */
  async take(count: number): Promise<readonly IdRange[]> {
    const ranges: IdRange[] = [];
    let missing = count - this.#cut(count, ranges);
    while (missing > 0) {
      const { rows } = await this.#ctx.database.pool.query<{ first: number }>({
        name: 'event-id-blocks',
        text: `select nextval('event_id_block') as first from generate_series(1, $1)`,
        values: [Math.ceil(missing / BLOCK)],
      });
      // Somebody else may have come for numbers meanwhile; what is left of the older block is used up first.
      missing -= this.#cut(missing, ranges);
      for (const { first } of rows) {
        if (missing <= 0 && this.#next < this.#end) break;
        this.#next = first;
        this.#end = first + BLOCK;
        missing -= this.#cut(missing, ranges);
      }
    }
    return ranges;
  }

  #cut(count: number, ranges: IdRange[]): number {
    const taken = Math.min(count, this.#end - this.#next);
    if (taken <= 0) return 0;
    ranges.push([this.#next, this.#next + taken - 1]);
    this.#next += taken;
    return taken;
  }
}
