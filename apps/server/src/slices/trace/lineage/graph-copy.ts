import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** Bytes before the first row: signature, flags, no extension (PostgreSQL manual, COPY, "Binary Format"). */
const HEADER_BYTES = 19;
const TRAILER_BYTES = 2;
const FIELD_COUNT_BYTES = 2;
const LENGTH_BYTES = 4;
/** 2000-01-01T00:00:00Z in microseconds since 1970: where PostgreSQL's timestamps begin. */
const POSTGRES_EPOCH = 946_684_800_000_000;
const HIGH = 4_294_967_296;

/** Bytes of each field of a row; none may be null. */
export type Widths = readonly number[];

/**
 * Reads the result of a query by COPY, as binary rows of one fixed width. `onRows` gets a buffer, where in it the
 * first row begins, how many rows are whole and how many bytes each takes; `offsetsOf` tells where a field begins.
 */
export async function copyOut(
  client: pg.ClientBase,
  query: string,
  widths: Widths,
  onRows: (rows: Buffer, first: number, count: number, width: number) => void,
): Promise<void> {
  const width = widths.reduce((sum, bytes) => sum + LENGTH_BYTES + bytes, FIELD_COUNT_BYTES);
  let rest: Buffer = Buffer.alloc(0);
  let isHeaderRead = false;
  for await (const chunk of client.query(
    copyTo(`copy (${query}) to stdout (format binary)`),
  ) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    if (!isHeaderRead) {
      if (bytes.length < HEADER_BYTES) {
        rest = bytes;
        continue;
      }
      isHeaderRead = true;
      at = HEADER_BYTES;
    }
    const count = Math.floor((bytes.length - at) / width);
    for (let row = 0; row < count; row += 1) {
      if (bytes.readInt16BE(at + row * width) !== widths.length)
        throw new Error('a copied row has another form');
    }
    onRows(bytes, at, count, width);
    rest = bytes.subarray(at + count * width);
  }
  if (rest.length !== TRAILER_BYTES || rest.readInt16BE(0) !== -1)
    throw new Error('a copy ended in the middle');
}

/** Where each field begins within a row. */
export function offsetsOf(widths: Widths): readonly number[] {
  let at = FIELD_COUNT_BYTES;
  return widths.map(bytes => {
    const field = at + LENGTH_BYTES;
    at = field + bytes;
    return field;
  });
}

/** A bigint below 2^53. */
export function readInt8(rows: Buffer, at: number): number {
  return rows.readInt32BE(at) * HIGH + rows.readUInt32BE(at + 4);
}

/** A timestamptz in milliseconds since 1970, with its fraction; the same number as `extract(epoch …) * 1000`. */
export function readInstant(rows: Buffer, at: number): number {
  return (readInt8(rows, at) + POSTGRES_EPOCH) / 1000;
}
