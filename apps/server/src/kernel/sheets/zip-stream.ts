import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, crc32, createDeflateRaw } from 'node:zlib';

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Sizes follow the content; names are UTF-8 (APPNOTE 6.3.10 §4.4.4, bits 3 and 11). */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1980-01-01, the first day that the format knows: a file says nothing about when it was made. */
const DATE = 0x21;
const MOST_BYTES = 0xffff_ffff;

interface Entry {
  readonly name: Buffer;
  readonly start: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

/** A ZIP archive (PKWARE APPNOTE 6.3.10, without ZIP64) as a stream: what went out is not kept. */
export class ZipStream {
  readonly #entries: Entry[] = [];
  #written = 0;

  /** Bytes of a file of the archive, compressed as they come. */
  async *file(name: string, content: Iterable<Buffer> | AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const start = this.#written;
    const bytes = Buffer.from(name);
    yield this.#counted(localHeader(bytes));
    const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED });
    const before = this.#written;
    let crc = 0;
    let size = 0;
    const measured = async function* (): AsyncGenerator<Buffer> {
      for await (const piece of content) {
        crc = crc32(piece, crc);
        size += piece.length;
        yield piece;
      }
    };
    // Either end that goes away takes the other with it.
    const packing = pipeline(Readable.from(measured(), { objectMode: false }), deflate);
    packing.catch(() => {});
    try {
      for await (const piece of deflate as AsyncIterable<Buffer>) yield this.#counted(piece);
    } finally {
      deflate.destroy();
    }
    await packing;
    const packed = this.#written - before;
    if (size > MOST_BYTES || this.#written > MOST_BYTES) throw new RangeError('a ZIP archive of over 4 GiB');
    yield this.#counted(words([4, DESCRIPTOR], [4, crc], [4, packed], [4, size]));
    this.#entries.push({ name: bytes, start, crc, packed, size });
  }

  /** The directory, which ends the archive. */
  end(): Buffer {
    const directory = Buffer.concat(this.#entries.map(centralHeader));
    const count = this.#entries.length;
    const end = words(
      [4, END],
      ...([
        [4, 0],
        [2, count],
        [2, count],
        [4, directory.length],
        [4, this.#written],
        [2, 0],
      ] as const),
    );
    return Buffer.concat([directory, end]);
  }

  #counted(bytes: Buffer): Buffer {
    this.#written += bytes.length;
    return bytes;
  }
}

function localHeader(name: Buffer): Buffer {
  const head = words(
    ...([
      [4, LOCAL],
      [2, VERSION],
      [2, FLAGS],
      [2, DEFLATED],
      [2, 0],
      [2, DATE],
    ] as const),
    ...([
      [4, 0],
      [4, 0],
      [4, 0],
      [2, name.length],
      [2, 0],
    ] as const),
  );
  return Buffer.concat([head, name]);
}

function centralHeader({ name, start, crc, packed, size }: Entry): Buffer {
  const head = words(
    ...([
      [4, CENTRAL],
      [2, VERSION],
      [2, VERSION],
      [2, FLAGS],
      [2, DEFLATED],
      [2, 0],
      [2, DATE],
    ] as const),
    ...([
      [4, crc],
      [4, packed],
      [4, size],
      [2, name.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [2, 0],
    ] as const),
    ...([
      [4, 0],
      [4, start],
    ] as const),
  );
  return Buffer.concat([head, name]);
}

/** Unsigned little-endian numbers of 2 or 4 bytes. */
function words(...parts: readonly (readonly [width: 2 | 4, value: number])[]): Buffer {
  const bytes = Buffer.alloc(parts.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of parts) at = bytes.writeUIntLE(value, at, width);
  return bytes;
}
