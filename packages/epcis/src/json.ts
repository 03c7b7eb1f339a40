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

/** Where in a document we are on the way to the events; 0 is elsewhere. */
const ROOT = 1;
const BODY = 2;
const RESULTS = 3;
const RESULTS_BODY = 4;
const EVENTS = 5;

const STEPS: ReadonlyMap<string, readonly [from: number, to: number]> = new Map([
  ['epcisBody', [ROOT, BODY]],
  ['queryResults', [BODY, RESULTS]],
  ['resultsBody', [RESULTS, RESULTS_BODY]],
]);

function nextPlace(place: number, key: string): number {
  if (key === 'eventList') return place === BODY || place === RESULTS_BODY ? EVENTS : 0;
  const step = STEPS.get(key);
  return step !== undefined && step[0] === place ? step[1] : 0;
}

const decoder = new TextDecoder();

/** The key whose string, quotes included, is `[from, to)`. */
function keyText(bytes: Uint8Array, from: number, to: number): string {
  const raw = decoder.decode(bytes.subarray(from + 1, to - 1));
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

/** Position after the string that starts at `start`, or after the text when it does not end. */
function stringEnd(bytes: Uint8Array, start: number): number {
  const length = bytes.length;
  let at = start + 1;
  while (at < length) {
    const byte = bytes[at];
    if (byte === 34) return at + 1;
    at += byte === 92 ? 2 : 1;
  }
  return length;
}

/** Position after the number that starts at `start`. */
function numberEnd(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if ((byte < 48 || byte > 57) && byte !== 46 && byte !== 69 && byte !== 101 && byte !== 45 && byte !== 43) break;
  }
  return at;
}

/** Every decimal of up to 15 digits survives a double (IEEE 754 binary64); `[from, to)` may be more, or scientific. */
function isInexact(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < 3) return false;
  let digits = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 69 || byte === 101) return true;
    if (byte >= 48 && byte <= 57) digits += 1;
  }
  return digits > 15;
}

/** Where a value of the document stands on the way to the events, given what it is. */
function placeOf(next: number, isList: boolean, isTop: boolean): number {
  if (isList && isTop) return EVENTS;
  return isList === (next === EVENTS) ? next : 0;
}

/**
 * Looks over a JSON text without parsing it: how deep it nests, whether its numbers need care, and where each event
 * starts and ends. Never throws and always ends; what it says of text that is not JSON has no meaning.
 */
export function scanJson(bytes: Uint8Array, maxDepth: number): JsonScan {
  const length = bytes.length;
  let [depth, deepest, colons, colonsBefore, lastEnd, keyFrom, at] = [0, 0, 0, 0, 0, 0, 0];
  let inexactNumbers = false;
  let spans: number[] = [];
  let members: number[] = [];
  // places of the open containers on the way to the events; inside events nothing is looked up
  const places: number[] = [0];
  let place = 0;
  let next: number = ROOT;
  let itemDepth = -1;
  let itemFrom = -1;
  while (at < length && depth <= maxDepth) {
    const byte = bytes[at] as number;
    if (byte <= 32) {
      at += 1;
      continue;
    }
    if (depth === itemDepth) {
      if (byte === 44 || byte === 93) {
        if (itemFrom >= 0) {
          spans.push(itemFrom, lastEnd);
          members.push(colons - colonsBefore);
        }
        itemFrom = -1;
        if (byte === 93) itemDepth = -1;
      } else if (itemFrom < 0) {
        itemFrom = at;
        colonsBefore = colons;
      }
    }
    if (byte === 34) {
      keyFrom = at;
      at = stringEnd(bytes, at);
      lastEnd = at;
    } else if (byte === 58) {
      colons += 1;
      if (place !== 0) {
        next = nextPlace(place, keyText(bytes, keyFrom, lastEnd));
        // a repeated key replaces what came before it, as it does for JSON.parse
        if (next !== 0) {
          spans = [];
          members = [];
        }
      }
      at += 1;
    } else if (byte === 44) {
      next = 0;
      at += 1;
    } else if (byte === 123 || byte === 91) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      const opened = placeOf(next, byte === 91, depth === 1);
      places.push(opened);
      place = opened === EVENTS ? 0 : opened;
      next = 0;
      if (opened === EVENTS) itemDepth = depth;
      at += 1;
    } else if (byte === 125 || byte === 93) {
      if (depth > 0) {
        depth -= 1;
        places.pop();
        const outer = places[depth] as number;
        place = outer === EVENTS ? 0 : outer;
        next = 0;
      }
      at += 1;
      lastEnd = at;
    } else {
      const isNumber = byte === 45 || (byte >= 48 && byte <= 57);
      const end = isNumber ? numberEnd(bytes, at) : at + 1;
      if (isNumber && isInexact(bytes, at, end)) inexactNumbers = true;
      at = end;
      lastEnd = at;
    }
  }
  return { depth: deepest, inexactNumbers, spans, members, colons };
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
  /** Is there a number that no reader could hold: an exponent beyond ±400? */
  readonly outOfRange: boolean;
}

function isOutOfRange(value: number, source: string): boolean {
  if (!Number.isFinite(value)) return true;
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
