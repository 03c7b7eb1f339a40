import { isHex, isUnreserved } from './characters.ts';

const HEX_UPPER = '0123456789ABCDEF';

/** Where a text stands in a URI: in a query, `+` is a space. */
export type UriPlace = 'path' | 'query';

function encodeByte(byte: number): string {
  return `%${HEX_UPPER[byte >> 4]}${HEX_UPPER[byte & 15]}`;
}

/**
 * Percent-encodes all but the unreserved characters, upper-case hexadecimal (RFC 3986 §2.1).
 * Beyond ASCII the UTF-8 bytes are encoded; a lone surrogate becomes U+FFFD. In a query a space is `+`.
 */
export function uriEscape(text: string, place: UriPlace): string {
  let clean = true;
  for (let index = 0; index < text.length && clean; index += 1) clean = isUnreserved(text.charCodeAt(index));
  if (clean) return text;
  let escaped = '';
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code < 128 && isUnreserved(code)) escaped += character;
    else if (code === 32 && place === 'query') escaped += '+';
    else if (code < 128) escaped += encodeByte(code);
    else for (const byte of utf8.encode(character)) escaped += encodeByte(byte);
  }
  return escaped;
}

const utf8 = new TextEncoder();

function hexValue(code: number): number {
  return code <= 57 ? code - 48 : (code | 32) - 87;
}

/**
 * Undoes percent-encoding byte by byte: `%FF` becomes U+00FF, a malformed sequence stays as it is.
 * GS1 values are ASCII, so a byte is a character; read UTF-8 with `decodeURIComponent` where it may occur.
 * An encoded NUL never belongs to an identifier: it makes the answer empty, which every later check refuses.
 */
export function uriUnescape(text: string, place: UriPlace): string {
  if (!text.includes('%') && (place === 'path' || !text.includes('+'))) return text;
  let plain = '';
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 43 && place === 'query') plain += ' ';
    else if (code !== 37 || !isEscape(text, index)) plain += text[index];
    else {
      const byte = hexValue(text.charCodeAt(index + 1)) * 16 + hexValue(text.charCodeAt(index + 2));
      if (byte === 0) return '';
      plain += String.fromCharCode(byte);
      index += 2;
    }
  }
  return plain;
}

/** Does a well-formed percent-encoded byte start at this offset? */
export function isEscape(text: string, at: number): boolean {
  return (
    text.charCodeAt(at) === 37 &&
    at + 2 < text.length &&
    isHex(text.charCodeAt(at + 1)) &&
    isHex(text.charCodeAt(at + 2))
  );
}
