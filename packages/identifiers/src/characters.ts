const DIGIT = 1;
const CSET39 = 2;
const CSET82 = 4;
const CSET64 = 8;
const UNRESERVED = 16;
const HEX = 32;

function mark(table: Uint8Array, characters: string, flag: number): void {
  for (const character of characters) {
    const code = character.charCodeAt(0);
    table[code] = (table[code] ?? 0) | flag;
  }
}

const DIGITS = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';

const classes = new Uint8Array(128);
mark(classes, DIGITS, DIGIT | CSET39 | CSET82 | CSET64 | UNRESERVED | HEX);
mark(classes, UPPER, CSET39 | CSET82 | CSET64 | UNRESERVED);
mark(classes, LOWER, CSET82 | CSET64 | UNRESERVED);
mark(classes, 'ABCDEFabcdef', HEX);
mark(classes, '#-/', CSET39);
mark(classes, '-_', CSET64);
mark(classes, '-._~', UNRESERVED);
mark(classes, '!"%&\'()*+,-./:;<=>?_', CSET82);

function is(code: number, flag: number): boolean {
  return code < 128 && ((classes[code] as number) & flag) !== 0;
}

/** Is this UTF-16 code unit an ASCII digit? */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Is it of the 82-character GS1 set (GS1 General Specifications, ISO/IEC 646 subset)? */
export function isCset82(code: number): boolean {
  return is(code, CSET82);
}

/** Is it of the 39-character GS1 set used by component and part identifiers? */
export function isCset39(code: number): boolean {
  return is(code, CSET39);
}

/** Is it of the file-safe base64 alphabet (RFC 4648 §5), padding not counted? */
export function isCset64(code: number): boolean {
  return is(code, CSET64);
}

/** Is it unreserved in a URI (RFC 3986 §2.3), so never percent-encoded? */
export function isUnreserved(code: number): boolean {
  return is(code, UNRESERVED);
}

/** Is it a hexadecimal digit of either case? */
export function isHex(code: number): boolean {
  return is(code, HEX);
}

/** Offset of the first code unit from `from` that the set does not hold, or -1. */
export function firstOutside(text: string, holds: (code: number) => boolean, from = 0): number {
  for (let index = from; index < text.length; index += 1) {
    if (!holds(text.charCodeAt(index))) return index;
  }
  return -1;
}

/** Are `text[from, to)` digits only, and at least one? */
export function allDigits(text: string, from = 0, to = text.length): boolean {
  if (from >= to || to > text.length) return false;
  for (let index = from; index < to; index += 1) {
    if (!isDigit(text.charCodeAt(index))) return false;
  }
  return true;
}
