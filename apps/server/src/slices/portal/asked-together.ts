/** Questions on the way at a time; what is asked meanwhile goes together with the next. */
const MOST_AT_ONCE = 2;
const MOST_KEYS = 512;

interface Batch<K, A> {
  readonly keys: Set<K>;
  readonly answer: Promise<A>;
  readonly settle: (asked: Promise<A>) => void;
}

/**
 * Puts questions of many readers into one question to the database: asking about thirty lots at once costs little
 * more than asking about one. Nobody waits for others to come; a question leaves as soon as there is a way.
 */
export class AskedTogether<K, A> {
  readonly #ask: (keys: readonly K[]) => Promise<A>;
  readonly #waiting: Batch<K, A>[] = [];
  #running = 0;
  #planned = false;

  constructor(ask: (keys: readonly K[]) => Promise<A>) {
    this.#ask = ask;
  }

  /** The answer about these keys, and about others that were asked at the same time. Sent after this call. */
  ask(keys: Iterable<K>): Promise<A> {
    let batch = this.#waiting.at(-1);
    if (batch === undefined || batch.keys.size >= MOST_KEYS) {
      const { promise, resolve } = Promise.withResolvers<A>();
      batch = { keys: new Set(), answer: promise, settle: resolve };
      this.#waiting.push(batch);
    }
    for (const key of keys) batch.keys.add(key);
    this.#plan();
    return batch.answer;
  }

  #plan(): void {
    if (this.#planned || this.#running >= MOST_AT_ONCE || this.#waiting.length === 0) return;
    this.#planned = true;
    // After all that is ready to run now: requests that came in together ask together.
    setImmediate(() => {
      this.#planned = false;
      const batch = this.#waiting.shift();
      if (batch === undefined) return;
      this.#running += 1;
      const asked = this.#ask([...batch.keys]);
      batch.settle(asked);
      asked
        .catch(() => {}) // Told to those who wait.
        .finally(() => {
          this.#running -= 1;
          this.#plan();
        });
      this.#plan();
    });
  }
}
