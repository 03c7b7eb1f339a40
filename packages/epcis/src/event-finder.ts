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

/** Can the string `[from, to)`, quotes included, be a key on the way? Of the others most need no decoding. */
function mayLead(bytes: Uint8Array, from: number, to: number): boolean {
  switch (to - from) {
    case 11: // epcisBody, eventList, but not eventTime
      return bytes[from + 1] === 101 && bytes[to - 2] !== 101;
    case 13: // resultsBody
      return bytes[from + 1] === 114;
    case 14: // queryResults
      return bytes[from + 1] === 113;
    default:
      for (let at = from + 1; at < to; at += 1) if (bytes[at] === 92) return true;
      return false;
  }
}

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

/**
 * Where the pass stands between the document's outside and its events. A class, because the state lives as long as
 * the pass; the bytes themselves are gone through by `scanJson`.
 */
export class EventFinder {
  /** Two offsets for each event. */
  spans: number[] = [];
  /** Members that each event's text writes. */
  members: number[] = [];
  /** Place of the innermost open container; 0 is nowhere on the way. */
  place = 0;
  /** Depth of the event list while inside it. */
  itemDepth = -1;
  private readonly bytes: Uint8Array;
  private readonly places: number[] = [0];
  private next: number = ROOT;
  private itemFrom = -1;
  private colonsBefore = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** A key of an object on the way, quotes included. A repeated key replaces what came before it, as in JSON.parse. */
  key(from: number, to: number): void {
    this.next = mayLead(this.bytes, from, to) ? nextPlace(this.place, keyText(this.bytes, from, to)) : 0;
    if (this.next === 0) return;
    this.spans = [];
    this.members = [];
  }

  /** Are there no events inside the object or list that now opens, other than as the event it is itself? */
  isOffTheWay(isList: boolean, depth: number): boolean {
    return this.next === 0 && !(isList && depth === 1);
  }

  open(isList: boolean, depth: number): void {
    const next = isList && depth === 1 ? EVENTS : this.next;
    const place = isList === (next === EVENTS) ? next : 0;
    this.places.push(place);
    this.enter(place);
    if (place === EVENTS) this.itemDepth = depth;
  }

  close(): void {
    if (this.places.length > 1) this.places.pop();
    this.enter(this.places[this.places.length - 1] as number);
  }

  comma(): void {
    this.next = 0;
  }

  /** Some token directly inside the event list, which is `colons` members into the text. */
  inList(byte: number, at: number, lastEnd: number, colons: number): void {
    if (byte !== 44 && byte !== 93) {
      if (this.itemFrom >= 0) return;
      this.itemFrom = at;
      this.colonsBefore = colons;
      return;
    }
    if (this.itemFrom >= 0) {
      this.spans.push(this.itemFrom, lastEnd);
      this.members.push(colons - this.colonsBefore);
    }
    this.itemFrom = -1;
    if (byte === 93) this.itemDepth = -1;
  }

  private enter(place: number): void {
    this.place = place === EVENTS ? 0 : place;
    this.next = 0;
  }
}
