/** Something read at a journal number: right as long as nothing happened since. */
export interface Dated<T> {
  readonly journal: number;
  readonly value: T;
}

/** Bounds of what is kept. */
export interface CacheBounds {
  readonly size: number;
  /** Milliseconds; scan figures and dates on the page move without the journal. */
  readonly longest: number;
}

interface Entry<T> {
  readonly dated: Dated<T>;
  readonly at: number;
}

/**
 * Keeps what was read until the journal moves. `headOf` may be a fifth of a second old, so a recall shows within
 * that time. Readers of the same key wait for one reading.
 */
export class PageCache<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #reading = new Map<string, Promise<T>>();
  readonly #headOf: () => Promise<number>;
  readonly #ticks: () => number;
  readonly #bounds: CacheBounds;

  constructor(headOf: () => Promise<number>, ticks: () => number, bounds: CacheBounds) {
    this.#headOf = headOf;
    this.#ticks = ticks;
    this.#bounds = bounds;
  }

  async get(key: string, read: (head: number) => Promise<Dated<T>>): Promise<T> {
    const head = await this.#headOf();
    const entry = this.#entries.get(key);
    if (entry && entry.dated.journal >= head && this.#ticks() - entry.at < this.#bounds.longest) {
      return entry.dated.value;
    }
    const wanted = `${head} ${key}`;
    const running = this.#reading.get(wanted);
    if (running) return running;
    const reading = this.#read(key, head, read).finally(() => this.#reading.delete(wanted));
    this.#reading.set(wanted, reading);
    return reading;
  }

  async #read(key: string, head: number, read: (head: number) => Promise<Dated<T>>): Promise<T> {
    const dated = await read(head);
    this.#entries.delete(key);
    this.#entries.set(key, { dated, at: this.#ticks() });
    if (this.#entries.size > this.#bounds.size) this.#entries.delete(this.#entries.keys().next().value!);
    return dated.value;
  }
}

/** Asks a question at most every so many milliseconds; all who ask in between share the answer. */
export function atMostEvery<T>(
  milliseconds: number,
  ticks: () => number,
  ask: () => Promise<T>,
): () => Promise<T> {
  let answer: Promise<T> | undefined;
  let asked = Number.NEGATIVE_INFINITY;
  return () => {
    const now = ticks();
    if (answer === undefined || now - asked >= milliseconds) {
      asked = now;
      const current = ask();
      answer = current;
      // A failure is told to those who wait, and asked anew by the next.
      current.catch(() => {
        if (answer === current) answer = undefined;
      });
    }
    return answer;
  };
}
