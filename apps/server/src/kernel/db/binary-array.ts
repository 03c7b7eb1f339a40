/** Element types by PostgreSQL's object identifier (pg_type.dat). */
const ELEMENT = { bytea: 17, text: 25 } as const;

/**
 * A one-dimensional array in PostgreSQL's binary form: dimensions, no nulls, element type, length, lower bound, then
 * each element behind its length (PostgreSQL source, arrayfuncs.c, array_recv). Neither side quotes or parses.
 */
export function binaryArray(type: 'text', values: readonly string[]): Buffer;
export function binaryArray(type: 'bytea', values: readonly Uint8Array[]): Buffer;
export function binaryArray(
  type: keyof typeof ELEMENT,
  values: readonly string[] | readonly Uint8Array[],
): Buffer {
  let size = 20;
  for (const value of values) size += 4 + (typeof value === 'string' ? 3 : 1) * value.length;
  const buffer = Buffer.allocUnsafe(size);
  let at = buffer.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  at = buffer.writeInt32BE(0, at);
  at = buffer.writeInt32BE(ELEMENT[type], at);
  if (values.length === 0) return buffer.subarray(0, at);
  at = buffer.writeInt32BE(values.length, at);
  at = buffer.writeInt32BE(1, at);
  for (const value of values) {
    if (typeof value === 'string') {
      const length = buffer.write(value, at + 4);
      at = buffer.writeInt32BE(length, at) + length;
    } else {
      buffer.set(value, buffer.writeInt32BE(value.length, at));
      at += 4 + value.length;
    }
  }
  return buffer.subarray(0, at);
}
