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
  readonly #onTheWay = new Map<K, Batch<K, A>>();
  #running = 0;
  #planned = false;

  constructor(ask: (keys: readonly K[]) => Promise<A>) {
    this.#ask = ask;
  }

  /** The answer about these keys, and about others that were asked at the same time. Sent after this call. */
  ask(keys: Iterable<K>): Promise<A> {
    const batch = this.#batch();
    for (const key of keys) batch.keys.add(key);
    this.#plan();
    return batch.answer;
  }

  /** The answers about these keys; a question about one that is on the way already is not asked again. */
  askOnce(keys: readonly K[]): Promise<readonly A[]> {
    const batches = new Set<Batch<K, A>>();
    for (const key of keys) {
      let batch = this.#onTheWay.get(key);
      if (batch === undefined) {
        batch = this.#batch();
        batch.keys.add(key);
        this.#onTheWay.set(key, batch);
      }
      batches.add(batch);
    }
    this.#plan();
    return Promise.all([...batches].map(({ answer }) => answer));
  }

  /** What is on the way may be out of date: the next who asks asks anew. */
  outdate(): void {
    this.#onTheWay.clear();
  }

  #batch(): Batch<K, A> {
    let batch = this.#waiting.at(-1);
    if (batch === undefined || batch.keys.size >= MOST_KEYS) {
      const { promise, resolve } = Promise.withResolvers<A>();
      batch = { keys: new Set(), answer: promise, settle: resolve };
      this.#waiting.push(batch);
    }
    return batch;
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
          for (const key of batch.keys) {
            if (this.#onTheWay.get(key) === batch) this.#onTheWay.delete(key);
          }
          this.#plan();
        });
      this.#plan();
    });
  }
}
