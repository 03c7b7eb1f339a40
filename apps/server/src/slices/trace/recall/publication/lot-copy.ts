import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tx } from '../../../../kernel/transaction.ts';
import { RECALL_PARTS, type RecallLots } from './recall-lots.ts';

const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
/** Columns, then each field's length and bytes: int, bigint, smallint. */
const ROW_BYTES = 2 + (4 + 4) + (4 + 8) + (4 + 2);
const ROWS_AT_ONCE = 32_768;

/**
 * Writes what a recall takes back by binary COPY (PostgreSQL manual, COPY, "Binary Format"), some thousand rows at a
 * time: a million lots take no more memory than these.
 */
export async function copyRecallLots(tx: Tx, recall: number, lots: RecallLots): Promise<void> {
  const stream = tx.client.query(copyFrom('copy recall_lot (recall, lot, part) from stdin (format binary)'));
  await pipeline(Readable.from(pieces(recall, lots), { objectMode: false }), stream);
}

function* pieces(recall: number, lots: RecallLots): Generator<Buffer> {
  yield HEADER;
  for (const part of ['goods', 'carriers', 'processes'] as const) {
    const numbers = lots[part];
    for (let from = 0; from < numbers.length; from += ROWS_AT_ONCE) {
      yield rows(recall, numbers.subarray(from, from + ROWS_AT_ONCE), RECALL_PARTS[part]);
    }
  }
  yield TRAILER;
}

function rows(recall: number, numbers: Uint32Array, part: number): Buffer {
  const bytes = Buffer.allocUnsafe(numbers.length * ROW_BYTES);
  let at = 0;
  for (const lot of numbers) {
    at = bytes.writeInt16BE(3, at);
    at = bytes.writeInt32BE(recall, bytes.writeInt32BE(4, at));
    at = bytes.writeUInt32BE(lot, bytes.writeInt32BE(0, bytes.writeInt32BE(8, at)));
    at = bytes.writeInt16BE(part, bytes.writeInt32BE(2, at));
  }
  return bytes;
}
