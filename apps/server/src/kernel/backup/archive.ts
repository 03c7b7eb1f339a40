import { OperatorError } from '../operator-error.ts';

/** One file of an archive. */
export interface ArchiveEntry {
  readonly name: string;
  readonly content: Buffer;
}

const BLOCK = 512;
/** No entry is larger: tables are cut into parts, so that neither side holds more than one of them. */
const LARGEST_ENTRY = 64 * 1024 * 1024;

/** The bytes of one entry in tar form (POSIX.1-1988 ustar), so that any tar can list a backup. */
export function tarEntry(name: string, content: Buffer, at: Date): Buffer {
  const padded = Math.ceil(content.length / BLOCK) * BLOCK;
  const bytes = Buffer.alloc(BLOCK + padded);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  bytes.write(name, 0, 100, 'utf8');
  bytes.write(octal(0o600, 8) + octal(0, 8) + octal(0, 8), 100, 'latin1');
  bytes.write(octal(content.length, 12) + octal(Math.floor(at.getTime() / 1000), 12), 124, 'latin1');
  bytes.write('        0', 148, 'latin1');
  bytes.write('ustar\u000000', 257, 'latin1');
  let sum = 0;
  for (let place = 0; place < BLOCK; place++) sum += bytes[place]!;
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  content.copy(bytes, BLOCK);
  return bytes;
}

/** The two empty blocks that end an archive. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * BLOCK);
}

/** Reads an archive entry by entry. Throws OperatorError `backupDamaged` where the bytes are no tar. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<ArchiveEntry> {
  const reader = new BlockReader(source);
  for (;;) {
    const header = await reader.take(BLOCK);
    if (header === undefined || header.every(byte => byte === 0)) return;
    const size = Number.parseInt(header.toString('latin1', 124, 135), 8);
    if (!checksumHolds(header) || !(size >= 0 && size <= LARGEST_ENTRY)) throw damaged();
    const content = await reader.take(Math.ceil(size / BLOCK) * BLOCK);
    if (content === undefined) throw damaged();
    const end = header.indexOf(0);
    yield {
      name: header.toString('utf8', 0, Math.min(end === -1 ? 100 : end, 100)),
      content: content.subarray(0, size),
    };
  }
}

/** The file is not what was written. */
export function damaged(cause?: unknown): OperatorError {
  return new OperatorError(
    'backupDamaged',
    '备份文件不完整或已损坏，什么也没有恢复。请换一份备份。',
    'The backup is incomplete or damaged; nothing was restored. Use another one.',
    cause,
  );
}

function checksumHolds(header: Buffer): boolean {
  let sum = 0;
  for (let place = 0; place < BLOCK; place++) sum += place >= 148 && place < 156 ? 32 : header[place]!;
  return Number.parseInt(header.toString('latin1', 148, 154), 8) === sum;
}

/** Hands out a stream in pieces of a wished length. */
class BlockReader {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer[] = [];
  #length = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async take(length: number): Promise<Buffer | undefined> {
    while (this.#length < length) {
      const next = await this.#source.next();
      if (next.done === true) return undefined;
      this.#held.push(next.value);
      this.#length += next.value.length;
    }
    const all = this.#held.length === 1 ? this.#held[0]! : Buffer.concat(this.#held);
    this.#held = [all.subarray(length)];
    this.#length -= length;
    return all.subarray(0, length);
  }
}
