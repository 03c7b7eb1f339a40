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
  readonly #headOf: SharedAnswer<number>;
  readonly #ticks: () => number;
  readonly #bounds: CacheBounds;

  constructor(headOf: SharedAnswer<number>, ticks: () => number, bounds: CacheBounds) {
    this.#headOf = headOf;
    this.#ticks = ticks;
    this.#bounds = bounds;
  }

  /** What is kept and right, where that is known without asking anybody. */
  kept(key: string): T | undefined {
    const head = this.#headOf.now?.();
    return head === undefined ? undefined : this.#valid(key, head)?.dated.value;
  }

  #valid(key: string, head: number): Entry<T> | undefined {
    const entry = this.#entries.get(key);
    const isValid =
      entry !== undefined && entry.dated.journal >= head && this.#ticks() - entry.at < this.#bounds.longest;
    return isValid ? entry : undefined;
  }

  async get(key: string, read: (head: number) => Promise<Dated<T>>): Promise<T> {
    const head = await this.#headOf();
    const entry = this.#valid(key, head);
    if (entry !== undefined) return entry.dated.value;
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

/** An answer that all who ask share for a while. */
export interface SharedAnswer<T> {
  (): Promise<T>;
  /** The answer, where it is there already and not too old. */
  readonly now?: () => T | undefined;
}

/** Asks a question at most every so many milliseconds; all who ask in between share the answer. */
export function atMostEvery<T>(
  milliseconds: number,
  ticks: () => number,
  ask: () => Promise<T>,
): SharedAnswer<T> {
  let answer: Promise<T> | undefined;
  let told: { readonly by: Promise<T>; readonly value: T } | undefined;
  let asked = Number.NEGATIVE_INFINITY;
  const askNow = (now: number): Promise<T> => {
    asked = now;
    const current = ask();
    answer = current;
    current.then(
      value => {
        told = { by: current, value };
      },
      // A failure is told to those who wait, and asked anew by the next.
      () => {
        if (answer === current) answer = undefined;
      },
    );
    return current;
  };
  const shared = () => {
    const now = ticks();
    return answer === undefined || now - asked >= milliseconds ? askNow(now) : answer;
  };
  const now = () =>
    told !== undefined && told.by === answer && ticks() - asked < milliseconds ? told.value : undefined;
  return Object.assign(shared, { now });
}
