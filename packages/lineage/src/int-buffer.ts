/** A list of 32-bit whole numbers that grows and is emptied for reuse: no allocation per node. */
export class IntBuffer {
  ints: Int32Array;
  count = 0;

  constructor(capacity = 64) {
    this.ints = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.count === this.ints.length) this.grow();
    this.ints[this.count++] = value;
  }

  /** Makes room for at least half as many again and returns the new array. */
  grow(least = 0): Int32Array {
    const larger = new Int32Array(Math.max(least, this.ints.length + (this.ints.length >> 1) + 16));
    larger.set(this.ints);
    this.ints = larger;
    return larger;
  }
}

/** Arrays of which graphs are made. */
export type AnyArray = Int32Array | Float64Array | Uint8Array;

/**
 * A copy of `array` with room for index `least`, grown by an eighth so that growth is rare; new cells hold `fill`. What
 * is in shared memory stays there.
 */
export function grown<T extends AnyArray>(array: T, least: number, fill = 0): T {
  if (least < array.length) return array;
  const length = least + (least >> 3) + 64;
  const larger = emptied(array, length, isShared(array));
  larger.set(array);
  if (fill !== 0) larger.fill(fill, array.length);
  return larger;
}

/** The same numbers in memory that several threads can read; the array itself if it is there already. */
export function shared<T extends AnyArray>(array: T): T {
  if (isShared(array)) return array;
  const copy = emptied(array, array.length, true);
  copy.set(array);
  return copy;
}

function isShared({ buffer }: AnyArray): boolean {
  return buffer instanceof SharedArrayBuffer;
}

function emptied<T extends AnyArray>(
  { constructor: kind, BYTES_PER_ELEMENT }: T,
  length: number,
  isShared: boolean,
): T {
  const make = kind as new (room: number | SharedArrayBuffer) => T;
  return new make(isShared ? new SharedArrayBuffer(length * BYTES_PER_ELEMENT) : length);
}
