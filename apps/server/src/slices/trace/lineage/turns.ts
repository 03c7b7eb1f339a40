const CELLS = 2;
/** What stands in the first cell. */
const FREE = 0;
const LOOKING = 1;
const CHANGING = 2;

/**
 * Turns of two threads at what lies in shared memory: one changes it, the other looks. Who changes waits until nobody
 * looks, which is never long; who would look while it is changed is told so and goes another way: it never waits.
 */
export class Turns {
  readonly memory: SharedArrayBuffer;
  /** Whose turn it is, and the number of the edition that lies there. */
  readonly #cells: Int32Array;

  constructor(memory = new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#cells = new Int32Array(memory);
  }

  /** Begins a change. Until `endChange` nobody looks; not at all any more if that never comes. */
  beginChange(): void {
    while (Atomics.compareExchange(this.#cells, 0, FREE, CHANGING) !== FREE)
      Atomics.wait(this.#cells, 0, LOOKING);
  }

  /** What lies there now is this edition: who has handles of another one gets to see nothing. */
  endChange(edition: number): void {
    Atomics.store(this.#cells, 1, edition);
    Atomics.store(this.#cells, 0, FREE);
  }

  /** Does `work` while nothing is changed; undefined when it is being changed, or another edition lies there. */
  look<T>(edition: number, work: () => T): T | undefined {
    if (Atomics.compareExchange(this.#cells, 0, FREE, LOOKING) !== FREE) return undefined;
    try {
      return Atomics.load(this.#cells, 1) === edition ? work() : undefined;
    } finally {
      Atomics.store(this.#cells, 0, FREE);
      Atomics.notify(this.#cells, 0);
    }
  }
}
