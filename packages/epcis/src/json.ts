/** What one pass over the bytes of a JSON text finds out before it is parsed. */
export interface JsonScan {
  /** Deepest nesting of objects and lists. */
  readonly depth: number;
  /** Offset of an escaped U+0000, or -1. */
  readonly nulAt: number;
  /** Is there a number that a double may not hold exactly, or that has an exponent? */
  readonly inexactNumbers: boolean;
  /** `[from, to)` of the events, two numbers each, in order; of the last event list if a key is repeated. */
  readonly spans: readonly number[];
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

function keyText(bytes: Uint8Array, from: number, to: number, escaped: boolean): string {
  const raw = decoder.decode(bytes.subarray(from, to));
  if (!escaped) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

/**
 * Looks over a JSON text without parsing it: how deep it nests, whether its numbers need care, and where each event
 * starts and ends. Never throws and always ends; what it says of text that is not JSON has no meaning.
 */
export function scanJson(bytes: Uint8Array, maxDepth: number): JsonScan {
  return new Scanner(bytes, maxDepth).run();
}

/** The state of one pass. A class because the loop's state outlives each of its steps. */
class Scanner {
  private readonly bytes: Uint8Array;
  private readonly maxDepth: number;
  private depth = 0;
  private deepest = 0;
  private nulAt = -1;
  private inexact = false;
  private spans: number[] = [];
  /** Place of each open container. */
  private readonly places: number[] = [0];
  private place = 0;
  /** Place that the next value would have. */
  private next: number = ROOT;
  private keyFrom = -1;
  private keyTo = -1;
  private keyEscaped = false;
  /** Depth of the event list's items while inside it, and where the current item starts. */
  private itemDepth = -1;
  private itemFrom = -1;
  private lastEnd = 0;

  constructor(bytes: Uint8Array, maxDepth: number) {
    this.bytes = bytes;
    this.maxDepth = maxDepth;
  }

  run(): JsonScan {
    const bytes = this.bytes;
    const length = bytes.length;
    let at = 0;
    while (at < length && this.depth <= this.maxDepth) {
      const byte = bytes[at] as number;
      if (byte <= 32) {
        at += 1;
        continue;
      }
      if (this.depth === this.itemDepth && this.itemFrom < 0 && byte !== 93) this.itemFrom = at;
      if (byte === 34) at = this.string(at);
      else if (byte === 44) at = this.comma(at);
      else if (byte === 58) at = this.colon(at);
      else if (byte === 123 || byte === 91) at = this.open(at, byte);
      else if (byte === 125 || byte === 93) at = this.close(at);
      else if (byte === 45 || (byte >= 48 && byte <= 57)) at = this.number(at);
      else at += 1;
      if (byte !== 44) this.lastEnd = at;
    }
    const { deepest, nulAt, inexact, spans } = this;
    return { depth: deepest, nulAt, inexactNumbers: inexact, spans };
  }

  private string(start: number): number {
    const bytes = this.bytes;
    const length = bytes.length;
    let escaped = false;
    let at = start + 1;
    for (; at < length; at += 1) {
      const byte = bytes[at];
      if (byte === 34) break;
      if (byte !== 92) continue;
      escaped = true;
      at += 1;
      if (bytes[at] === 117 && this.nulAt < 0 && isNulEscape(bytes, at)) this.nulAt = at - 1;
    }
    this.keyFrom = start + 1;
    this.keyTo = at;
    this.keyEscaped = escaped;
    return at + 1;
  }

  private colon(at: number): number {
    if (this.place === 0) return at + 1;
    this.next = nextPlace(this.place, keyText(this.bytes, this.keyFrom, this.keyTo, this.keyEscaped));
    // a repeated key replaces what came before it, as it does for JSON.parse
    if (this.next !== 0) this.spans = [];
    return at + 1;
  }

  private comma(at: number): number {
    if (this.depth === this.itemDepth) this.endItem();
    else this.next = 0;
    return at + 1;
  }

  private endItem(): void {
    if (this.itemFrom >= 0) this.spans.push(this.itemFrom, this.lastEnd);
    this.itemFrom = -1;
  }

  private open(at: number, byte: number): number {
    this.depth += 1;
    if (this.depth > this.deepest) this.deepest = this.depth;
    const isList = byte === 91;
    const top = this.depth === 1;
    let place = this.next;
    if (isList && top) place = EVENTS;
    if (isList !== (place === EVENTS)) place = 0;
    this.places.push(place);
    this.place = place === EVENTS ? 0 : place;
    this.next = 0;
    if (place === EVENTS && this.itemDepth < 0) {
      this.itemDepth = this.depth;
      this.itemFrom = -1;
    }
    return at + 1;
  }

  private close(at: number): number {
    if (this.depth === 0) return at + 1;
    if (this.depth === this.itemDepth) {
      this.endItem();
      this.itemDepth = -1;
    }
    this.depth -= 1;
    this.places.pop();
    const place = this.places[this.places.length - 1] as number;
    this.place = place === EVENTS ? 0 : place;
    this.next = 0;
    return at + 1;
  }

  private number(start: number): number {
    const bytes = this.bytes;
    let digits = 0;
    let at = start;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] as number;
      if (byte >= 48 && byte <= 57) digits += 1;
      else if (byte === 69 || byte === 101) this.inexact = true;
      else if (byte !== 46 && byte !== 45 && byte !== 43) break;
    }
    // every decimal of up to 15 digits survives a double (IEEE 754 binary64)
    if (digits > 15) this.inexact = true;
    return at;
  }
}

function isNulEscape(bytes: Uint8Array, at: number): boolean {
  return bytes[at + 1] === 48 && bytes[at + 2] === 48 && bytes[at + 3] === 48 && bytes[at + 4] === 48;
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
