import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { PrintedPage } from './printed-page.ts';

/** A page with one gap, compressed once for all its readers: only what goes into the gap is new each time. */
export interface PackedPage {
  /** Header, and what stands before the gap, up to the border of a byte. */
  readonly before: Buffer;
  /** What stands behind the gap. */
  readonly after: Buffer;
  readonly plainBefore: Buffer;
  readonly plainAfter: Buffer;
  /** Checksum of what stands before the gap. */
  readonly checksum: number;
}

/** Magic, deflate, no flags, no time, best compression, system unknown (RFC 1952 §2.3). */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff]);
const LEVEL = constants.Z_BEST_COMPRESSION;
/** A stored block is not compressed; it begins at the border of a byte (RFC 1951 §3.2.4). */
const STORED_HEAD = 5;
const LONGEST_STORED = 0xffff;

/** Packs a settled page; undefined when it has other gaps than the one. */
export function packPage({ pieces, gaps }: PrintedPage): PackedPage | undefined {
  const [plainBefore, plainAfter] = pieces;
  if (gaps.length !== 1 || plainBefore === undefined || plainAfter === undefined) return undefined;
  // A full flush ends at the border of a byte and lets what follows not look back: the gap lies between.
  const packed = deflateRawSync(plainBefore, { level: LEVEL, finishFlush: constants.Z_FULL_FLUSH });
  return {
    before: Buffer.concat([HEADER, packed]),
    after: deflateRawSync(plainAfter, { level: LEVEL }),
    plainBefore,
    plainAfter,
    checksum: crc32(plainBefore),
  };
}

/** The gzip of one reader's copy. Throws RangeError when `gap` has more than 64 KiB. */
export function fillPacked(page: PackedPage, gap: Buffer): Buffer {
  if (gap.length > LONGEST_STORED) throw new RangeError('the gap is too long for one stored block');
  const { before, after, plainBefore, plainAfter, checksum } = page;
  const size = before.length + STORED_HEAD + gap.length + after.length + 8;
  const copy = Buffer.allocUnsafe(size);
  let at = before.copy(copy);
  at = copy.writeUInt8(0, at);
  at = copy.writeUInt16LE(gap.length, at);
  at = copy.writeUInt16LE(~gap.length & LONGEST_STORED, at);
  at += gap.copy(copy, at);
  at += after.copy(copy, at);
  at = copy.writeUInt32LE(crc32(plainAfter, crc32(gap, checksum)), at);
  copy.writeUInt32LE(plainBefore.length + gap.length + plainAfter.length, at);
  return copy;
}

/** Does the reader's program take gzip? `q=0` says no (RFC 9110 §12.5.3). */
export function takesGzip(acceptEncoding: string | undefined): boolean {
  if (acceptEncoding === undefined) return false;
  const gzip = acceptEncoding.split(',').find(each => /^\s*gzip\s*(;|$)/i.test(each));
  return gzip !== undefined && !/;\s*q=0(\.0*)?\s*$/i.test(gzip);
}
