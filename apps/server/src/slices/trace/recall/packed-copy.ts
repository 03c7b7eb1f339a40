import { to as copyTo } from 'pg-copy-streams';
import type { Database } from '../../../kernel/db/database.ts';
import { readInstant } from '../lineage/graph-copy.ts';
import type { RowMemory } from './row-memory.ts';

/** Bytes before the first row: signature, flags, no extension (PostgreSQL manual, COPY, "Binary Format"). */
const HEADER_BYTES = 19;
/** Bytes of an array before its first element: dimensions, nulls, element type, length, lower bound. */
const ARRAY_HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
/** Memory that an answer begins with. */
const FIRST_BYTES = 64 * 1024;
const newMemory: RowMemory = { take: bytes => Buffer.allocUnsafeSlow(bytes) };

/**
 * The only row of a query by binary COPY. Columns of thousands of rows packed by `array_agg` and `string_agg` come
 * as one message: a message for each row costs the reader more than the row itself. The fields lie in `memory`.
 */
export async function packedRow(
  database: Database,
  query: string,
  memory: RowMemory = newMemory,
): Promise<readonly Buffer[]> {
  const client = await database.pool.connect();
  let broken: Error | undefined;
  try {
    const stream = client.query(copyTo(`copy (${query}) to stdout (format binary)`));
    return fieldsOf(await gathered(stream as AsyncIterable<Buffer>, memory));
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

async function gathered(chunks: AsyncIterable<Buffer>, memory: RowMemory): Promise<Buffer> {
  let bytes = memory.take(FIRST_BYTES);
  let length = 0;
  for await (const chunk of chunks) {
    if (length + chunk.length > bytes.length) {
      const larger = memory.take(2 * (length + chunk.length));
      bytes.copy(larger, 0, 0, length);
      bytes = larger;
    }
    chunk.copy(bytes, length);
    length += chunk.length;
  }
  return bytes.subarray(0, length);
}

/** Fields of the first row; null becomes empty, as aggregates of nothing are. */
export function fieldsOf(bytes: Buffer): readonly Buffer[] {
  const fields: Buffer[] = [];
  let at = HEADER_BYTES + 2;
  for (let count = bytes.readInt16BE(HEADER_BYTES); count > 0; count--) {
    const length = Math.max(0, bytes.readInt32BE(at));
    at += LENGTH_BYTES;
    if (at + length > bytes.length) throw new Error('a copy ended in the middle');
    fields.push(bytes.subarray(at, at + length));
    at += length;
  }
  return fields;
}

/** A bigint[] without nulls whose numbers fit into 31 bits, as all numbers of lots and events do. */
export function numbers(field: Buffer): Int32Array {
  return column(
    field,
    8,
    count => new Int32Array(count),
    at => field.readInt32BE(at + 4),
  );
}

/** An int[] without nulls. */
export function ints(field: Buffer): Int32Array {
  return column(
    field,
    4,
    count => new Int32Array(count),
    at => field.readInt32BE(at),
  );
}

/** A smallint[] without nulls. */
export function smallInts(field: Buffer): Int16Array {
  return column(
    field,
    2,
    count => new Int16Array(count),
    at => field.readInt16BE(at),
  );
}

/** A timestamptz[] without nulls, in ms since 1970. */
export function instants(field: Buffer): Float64Array {
  return column(
    field,
    8,
    count => new Float64Array(count),
    at => readInstant(field, at),
  );
}

function column<T extends Int16Array | Int32Array | Float64Array>(
  field: Buffer,
  width: number,
  make: (count: number) => T,
  read: (at: number) => number,
): T {
  const step = LENGTH_BYTES + width;
  const count = field.length === 0 ? 0 : (field.length - ARRAY_HEADER_BYTES) / step;
  const values = make(count);
  for (let index = 0; index < count; index++) {
    values[index] = read(ARRAY_HEADER_BYTES + index * step + LENGTH_BYTES);
  }
  return values;
}
