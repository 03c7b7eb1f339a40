import type { Readable } from 'node:stream';

const SIGNATURE_BYTES = 11;

/** Called with each lot's number and where its URI stands in `bytes`; the bytes are only good during the call. */
export type OnLot = (lot: number, bytes: Buffer, from: number, to: number) => void;

/** Called after each piece of the stream, so that what was gathered can be handed on. */
export type AfterPiece = () => Promise<void>;

/** Reads a binary COPY of (int8, text) without making objects of its rows. */
export async function readLotStream(stream: Readable, onLot: OnLot, afterPiece: AfterPiece): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  let headerRead = false;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let at = 0;
    if (!headerRead) {
      if (bytes.length < SIGNATURE_BYTES + 8) {
        rest = bytes;
        continue;
      }
      at = SIGNATURE_BYTES + 8 + bytes.readUInt32BE(SIGNATURE_BYTES + 4);
      headerRead = true;
    }
    at = readRows(bytes, at, onLot);
    rest = bytes.subarray(at);
    await afterPiece();
  }
}

/** Returns where the first row begins that is not whole yet. */
function readRows(bytes: Buffer, start: number, onLot: OnLot): number {
  let at = start;
  // 2 bytes of field count, 4 + 8 for the number, 4 for the length of the text.
  while (at + 18 <= bytes.length) {
    if (bytes.readInt16BE(at) !== 2) return bytes.length;
    const length = bytes.readInt32BE(at + 14);
    const end = at + 18 + length;
    if (end > bytes.length) return at;
    onLot(bytes.readUInt32BE(at + 6) * 4_294_967_296 + bytes.readUInt32BE(at + 10), bytes, at + 18, end);
    at = end;
  }
  return at;
}
