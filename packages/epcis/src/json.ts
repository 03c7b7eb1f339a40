import { EventFinder } from './event-finder.ts';
import { allAtOnce, type Steps } from './steps.ts';

/** What one pass over the bytes of a JSON text finds out before it is parsed. */
export interface JsonScan {
  /** Deepest nesting of objects and lists. */
  readonly depth: number;
  /** Is there a number that a double may not hold exactly, or that has an exponent? */
  readonly inexactNumbers: boolean;
  /** `[from, to)` of the events, two numbers each, in order; of the last event list if a key is repeated. */
  readonly spans: readonly number[];
  /** How many object members each event's text writes, at any depth. */
  readonly members: readonly number[];
  /** How many the whole text writes. */
  readonly colons: number;
}

/** Position after the string that starts at `start`, or after the text when it does not end. */
export function stringEnd(bytes: Uint8Array, start: number): number {
  const length = bytes.length;
  let at = start + 1;
  while (at < length) {
    const byte = bytes[at];
    if (byte === 34) return at + 1;
    at += byte === 92 ? 2 : 1;
  }
  return length;
}

/**
 * What the pass has found on its way. A class, because the state lives as long as the pass, and is read and written
 * at every token.
 */
class Tally {
  colons = 0;
  deepest = 0;
  inexactNumbers = false;
  private readonly bytes: Uint8Array;
  private readonly maxDepth: number;

  constructor(bytes: Uint8Array, maxDepth: number) {
    this.bytes = bytes;
    this.maxDepth = maxDepth;
  }

  /**
   * Position after the number that starts at `start`. Every decimal of up to 15 digits survives a double (IEEE 754
   * binary64); noted are those that may have more, or are scientific.
   */
  number(start: number): number {
    const { bytes } = this;
    let digits = 0;
    let scientific = false;
    let at = start;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] as number;
      if (byte >= 48 && byte <= 57) digits += 1;
      else if (byte === 69 || byte === 101) scientific = true;
      else if (byte !== 46 && byte !== 45 && byte !== 43) break;
    }
    if (digits > 15 || scientific) this.inexactNumbers = true;
    return at;
  }

  /**
   * Position after the object or list that opens at `start` at `depth`, with no look at what its keys are. Stops
   * where it nests too deeply or the text ends.
   */
  container(start: number, depth: number): number {
    const { bytes, maxDepth } = this;
    const { length } = bytes;
    let level = depth;
    let colons = 0;
    let deepest = depth;
    let at = start + 1;
    while (at < length && level >= depth && level <= maxDepth) {
      const byte = bytes[at] as number;
      if (byte === 34) {
        at = stringEnd(bytes, at);
        continue;
      }
      if (byte === 45 || (byte >= 48 && byte <= 57)) {
        at = this.number(at);
        continue;
      }
      if (byte === 58) colons += 1;
      else if (byte === 123 || byte === 91) {
        level += 1;
        if (level > deepest) deepest = level;
      } else if (byte === 125 || byte === 93) level -= 1;
      at += 1;
    }
    this.colons += colons;
    if (deepest > this.deepest) this.deepest = deepest;
    return at;
  }
}

/**
 * Looks over a JSON text without parsing it: how deep it nests, whether its numbers need care, and where each event
 * starts and ends. Never throws and always ends; what it says of text that is not JSON has no meaning.
 */
export function scanJson(bytes: Uint8Array, maxDepth: number): JsonScan {
  return allAtOnce(scanSteps(bytes, maxDepth));
}

/** Bytes that are looked over in one step, some milliseconds' worth; a single event is never divided. */
const STEP = 1024 * 1024;

/** The same in steps. */
export function* scanSteps(bytes: Uint8Array, maxDepth: number): Steps<JsonScan> {
  const { length } = bytes;
  let rest = STEP;
  const finder = new EventFinder(bytes);
  const tally = new Tally(bytes, maxDepth);
  let [depth, lastEnd, lastString] = [0, 0, 0];
  for (let at = 0; at < length && depth <= maxDepth && tally.deepest <= maxDepth; ) {
    const byte = bytes[at] as number;
    if (at > rest) {
      rest = at + STEP;
      yield;
    }
    if (byte <= 32) {
      at += 1;
      continue;
    }
    if (depth === finder.itemDepth) finder.inList(byte, at, lastEnd, tally.colons);
    if (byte === 34) {
      lastString = at;
      at = stringEnd(bytes, at);
      lastEnd = at;
    } else if (byte === 58) {
      tally.colons += 1;
      if (finder.place !== 0) finder.key(lastString, lastEnd);
      at += 1;
    } else if (byte === 44) {
      finder.comma();
      at += 1;
    } else if (byte === 123 || byte === 91) {
      if (finder.isOffTheWay(byte === 91, depth + 1)) {
        at = tally.container(at, depth + 1);
        lastEnd = at;
        continue;
      }
      depth += 1;
      if (depth > tally.deepest) tally.deepest = depth;
      finder.open(byte === 91, depth);
      at += 1;
    } else if (byte === 125 || byte === 93) {
      if (depth > 0) depth -= 1;
      finder.close();
      at += 1;
      lastEnd = at;
    } else {
      at = byte === 45 || (byte >= 48 && byte <= 57) ? tally.number(at) : at + 1;
      lastEnd = at;
    }
  }
  const { colons, deepest, inexactNumbers } = tally;
  return { depth: deepest, inexactNumbers, spans: finder.spans, members: finder.members, colons };
}

/** Offset of an escaped U+0000 inside a string of a JSON text, or -1. */
export function nulEscapeAt(text: string): number {
  for (let at = text.indexOf('\\u0000'); at >= 0; at = text.indexOf('\\u0000', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === 92) backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}

/** The source text of numbers that a double does not hold exactly: by the object or list they stand in, and key. */
export type ExactNumbers = ReadonlyMap<object, ReadonlyMap<string, string>>;

/** A parsed JSON text and the numbers in it that need their own source text. */
export interface ParsedJson {
  readonly value: unknown;
  readonly exact?: ExactNumbers;
  /** Is there a number that no reader could hold: an exponent beyond ±400, or more than 400 characters? */
  readonly outOfRange: boolean;
}

function isOutOfRange(value: number, source: string): boolean {
  if (!Number.isFinite(value) || source.length > 400) return true;
  const exponent = source.search(/[eE]/);
  return exponent >= 0 && Math.abs(Number(source.slice(exponent + 1))) > 400;
}

/**
 * Parses a JSON text, keeping the exact text of its numbers; throws `SyntaxError` when it is not JSON. It costs
 * some ten times a plain parse and is used only where {@link scanJson} found inexact numbers.
 */
export function parseExactly(text: string): ParsedJson {
  const exact = new Map<object, Map<string, string>>();
  let outOfRange = false;
  function keep(this: unknown, key: string, value: unknown, details?: { readonly source?: string }): unknown {
    if (typeof value !== 'number' || details?.source === undefined) return value;
    if (String(value) === details.source) return value;
    if (isOutOfRange(value, details.source)) outOfRange = true;
    const holder = this as object;
    const known = exact.get(holder);
    if (known === undefined) exact.set(holder, new Map([[key, details.source]]));
    else known.set(key, details.source);
    return value;
  }
  const value = JSON.parse(text, keep as (key: string, value: unknown) => unknown) as unknown;
  return { value, exact, outOfRange };
}
