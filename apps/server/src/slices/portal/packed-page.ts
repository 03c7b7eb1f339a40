import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { ByteText, PrintedPage } from './printed-page.ts';

/**
 * A page with one gap, compressed once for all its readers: only what goes into the gap is new each time. Texts, not
 * buffers: a text is sent in one piece with its headers, a buffer in a second one, and writing is what a kept page costs
 * most.
 */
export interface PackedPage {
  /** Header, and what stands before the gap, up to the border of a byte. */
  readonly before: ByteText;
  /** What stands behind the gap. */
  readonly after: ByteText;
  readonly plainAfter: Buffer;
  /** Bytes besides the gap, unpacked. */
  readonly size: number;
  /** Checksum of what stands before the gap. */
  readonly checksum: number;
}

/** Magic, deflate, no flags, no time, best compression, system unknown (RFC 1952 §2.3). */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff]);
const LEVEL = constants.Z_BEST_COMPRESSION;
/** A stored block is not compressed; it begins at the border of a byte (RFC 1951 §3.2.4). */
const LONGEST_STORED = 0xffff;

/** Packs a settled page; undefined when it has other gaps than the one. */
export function packPage({ pieces, gaps }: PrintedPage): PackedPage | undefined {
  const [plainBefore, plainAfter] = pieces.map(piece => Buffer.from(piece, 'latin1'));
  if (gaps.length !== 1 || plainBefore === undefined || plainAfter === undefined) return undefined;
  // A full flush ends at the border of a byte and lets what follows not look back: the gap lies between.
  const packed = deflateRawSync(plainBefore, { level: LEVEL, finishFlush: constants.Z_FULL_FLUSH });
  return {
    before: Buffer.concat([HEADER, packed]).toString('latin1'),
    after: deflateRawSync(plainAfter, { level: LEVEL }).toString('latin1'),
    plainAfter,
    size: plainBefore.length + plainAfter.length,
    checksum: crc32(plainBefore),
  };
}

/** The gzip of one reader's copy. Throws RangeError when `gap` has more than 64 KiB. */
export function fillPacked(page: PackedPage, gap: Buffer): ByteText {
  if (gap.length > LONGEST_STORED) throw new RangeError('the gap is too long for one stored block');
  const { before, after, plainAfter, size, checksum } = page;
  const stored = `\0${shortOf(gap.length)}${shortOf(~gap.length)}${gap.toString('latin1')}`;
  return `${before}${stored}${after}${wordOf(crc32(plainAfter, crc32(gap, checksum)))}${wordOf(size + gap.length)}`;
}

/** The two low bytes, the lowest first. */
function shortOf(value: number): string {
  return String.fromCharCode(value & 0xff, (value >>> 8) & 0xff);
}

function wordOf(value: number): string {
  return shortOf(value) + shortOf(value >>> 16);
}

/** Does the reader's program take gzip? `q=0` says no (RFC 9110 §12.5.3). */
export function takesGzip(acceptEncoding: string | undefined): boolean {
  if (acceptEncoding === undefined) return false;
  const gzip = acceptEncoding.split(',').find(each => /^\s*gzip\s*(;|$)/i.test(each));
  return gzip !== undefined && !/;\s*q=0(\.0*)?\s*$/i.test(gzip);
}
