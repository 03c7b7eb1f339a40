/** Memory for rows as they come from the database. */
export interface RowMemory {
  /** At least so many bytes, of any content. */
  take(bytes: number): Buffer;
}

const LEAST_BYTES = 512 * 1024;

/** Memory that is used again when all of it has been given back: for blocks of rows that are read one after another. */
export class ReusedMemory implements RowMemory {
  readonly #pool: Buffer[];
  readonly #taken: Buffer[] = [];

  /** `pool` is shared by those who read for the same purpose. */
  constructor(pool: Buffer[]) {
    this.#pool = pool;
  }

  take(bytes: number): Buffer {
    const at = this.#pool.findIndex(each => each.length >= bytes);
    const memory = at < 0 ? Buffer.allocUnsafeSlow(roundedUp(bytes)) : this.#pool.splice(at, 1)[0]!;
    this.#taken.push(memory);
    return memory;
  }

  /** Nobody may look into it from now on. */
  giveBack(): void {
    this.#pool.push(...this.#taken.splice(0));
  }
}

function roundedUp(bytes: number): number {
  let size = LEAST_BYTES;
  while (size < bytes) size *= 2;
  return size;
}
