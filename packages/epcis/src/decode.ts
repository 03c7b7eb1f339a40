import { isAscii, isUtf8 } from 'node:buffer';

/** A decoded text, and how far its characters reach. */
export interface Decoded {
  readonly text: string;
  /** Only ASCII, in what its escapes stand for too. */
  readonly ascii: boolean;
  /** Nothing beyond the Basic Multilingual Plane, and no half of a surrogate pair. */
  readonly withinPlane: boolean;
}

/** Decodes UTF-8; undefined when the bytes are not. `marks` are what escapes of other characters start with. */
export function decode(bytes: Uint8Array, ...marks: readonly string[]): Decoded | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isAscii(buffer)) {
    const text = buffer.toString('latin1');
    const ascii = !marks.some(mark => text.includes(mark));
    return { text, ascii, withinPlane: ascii };
  }
  if (!isUtf8(buffer)) return undefined;
  const text = buffer.toString();
  return {
    text,
    ascii: false,
    withinPlane: !hasLongSequence(buffer) && !marks.some(mark => text.includes(mark)),
  };
}

/** Is there a UTF-8 sequence of four bytes, which F0 to F4 start (RFC 3629, section 4)? */
function hasLongSequence(buffer: Buffer): boolean {
  for (let first = 0xf0; first <= 0xf4; first += 1) if (buffer.includes(first)) return true;
  return false;
}

/** A byte order mark in front is no part of the text (RFC 8259, section 8.1; XML 1.0, 4.3.3). */
export function withoutMark(body: Uint8Array): Uint8Array {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : body;
}

/** Is the first sign of a text the one that XML starts with? No JSON text starts so. */
export function looksLikeXml(body: Uint8Array): boolean {
  const bytes = withoutMark(body);
  let at = 0;
  while (at < bytes.length && (bytes[at] as number) <= 32) at += 1;
  return bytes[at] === 60;
}
