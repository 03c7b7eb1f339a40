import type { Found, StoredEvent } from './capture-store.ts';
import type { CaptureUnit } from './capture-unit.ts';
import { keyOf, type PreparedEvent } from './prepared-event.ts';
import type { CaptureProblem } from './problem.ts';

/** An event of the group: stored before, or to be stored now (`fresh`) under an id that is given afterwards. */
export interface Entry {
  id: number;
  readonly party: number;
  readonly fresh: PreparedEvent | undefined;
  /** Error declarations of this event that came before it. */
  readonly declaredBy: readonly StoredEvent[];
}

/** For each event of a unit its entry or problem, or all problems when the unit is refused. */
export type UnitDecision =
  | { readonly kind: 'taken'; readonly events: readonly (Decided | CaptureProblem)[] }
  | { readonly kind: 'refused'; readonly problems: readonly CaptureProblem[] };

/** An event of a unit and whether this unit brought it. */
export interface Decided {
  readonly entry: Entry;
  readonly first: boolean;
}

/** An event that another party told first, as this party tells it. */
export interface Retold {
  readonly entry: Entry;
  readonly party: number;
  readonly prepared: PreparedEvent;
}

/** What is to be done with a group. */
export interface GroupDecision {
  readonly units: readonly UnitDecision[];
  /** To be stored, in order of arrival. */
  readonly fresh: readonly Entry[];
  /** Told by a second party. */
  readonly tellers: readonly Retold[];
}

/** The lists that `Found` counts its places in. */
export interface GroupKeys {
  readonly hashes: readonly Uint8Array[];
  readonly keys: readonly string[];
  readonly eventIds: readonly string[];
}

/** The distinct hashes and eventIDs of a group. */
export function keysOf(units: readonly CaptureUnit[]): GroupKeys {
  const hashes = new Map<string, Uint8Array>();
  const eventIds = new Set<string>();
  for (const { events } of units) {
    for (const { key, hash, event } of events) {
      hashes.set(key, hash);
      if (event.eventId !== undefined && event.errorDeclaration === undefined) eventIds.add(event.eventId);
    }
  }
  return { hashes: [...hashes.values()], keys: [...hashes.keys()], eventIds: [...eventIds] };
}

/** Is this one a problem? */
export function isProblem(decided: Decided | CaptureProblem): decided is CaptureProblem {
  return 'code' in decided;
}

/**
 * Decides for each event whether it is new, was there already, or is refused because its eventID belongs to another
 * event. Units are taken in order; of a unit that must be all or nothing, one problem takes back everything.
 */
export function decideGroup(units: readonly CaptureUnit[], keys: GroupKeys, found: Found): GroupDecision {
  return new Deciding(keys, found).decide(units);
}

/** The state of one decision: what is known grows with each unit. */
class Deciding {
  readonly #entries = new Map<string, Entry>();
  readonly #keyByEventId = new Map<string, string>();
  readonly #declaredByKey = new Map<string, readonly StoredEvent[]>();
  readonly #declaredByEventId = new Map<string, readonly StoredEvent[]>();
  readonly #tellers: Retold[] = [];

  constructor({ keys, eventIds }: GroupKeys, found: Found) {
    for (const [place, { id, party }] of found.byHash) {
      this.#entries.set(keys[place] as string, { id, party, fresh: undefined, declaredBy: [] });
    }
    for (const [place, hash] of found.hashByEventId) {
      this.#keyByEventId.set(eventIds[place] as string, keyOf(hash));
    }
    for (const [place, list] of found.declaredByHash) this.#declaredByKey.set(keys[place] as string, list);
    for (const [place, list] of found.declaredByEventId)
      this.#declaredByEventId.set(eventIds[place] as string, list);
  }

  decide(units: readonly CaptureUnit[]): GroupDecision {
    const decisions = units.map(unit => this.#unit(unit));
    const fresh = [...this.#entries.values()].filter(entry => entry.fresh !== undefined);
    return { units: decisions, fresh, tellers: this.#tellers };
  }

  #unit(unit: CaptureUnit): UnitDecision {
    const added: PreparedEvent[] = [];
    const events = unit.events.map(event => this.#event(event, unit, added));
    const problems = events.filter(isProblem);
    if (unit.atomic && problems.length > 0) {
      for (const { key, event } of added) {
        this.#entries.delete(key);
        if (event.eventId !== undefined) this.#keyByEventId.delete(event.eventId);
      }
      return { kind: 'refused', problems };
    }
    for (const [place, decided] of events.entries()) {
      if (!isProblem(decided) && decided.entry.party !== unit.party) {
        const prepared = unit.events[place] as PreparedEvent;
        this.#tellers.push({ entry: decided.entry, party: unit.party, prepared });
      }
    }
    return { kind: 'taken', events };
  }

  #event(prepared: PreparedEvent, unit: CaptureUnit, added: PreparedEvent[]): Decided | CaptureProblem {
    const known = this.#entries.get(prepared.key);
    if (known !== undefined) return { entry: known, first: false };
    const { event, key } = prepared;
    // A declaration repeats the eventID of the event it declares wrong.
    const eventId = event.errorDeclaration === undefined ? event.eventId : undefined;
    if (eventId !== undefined) {
      if (this.#keyByEventId.has(eventId)) {
        return { code: 'eventIdTaken', at: unit.pointerOf(prepared), params: { value: eventId } };
      }
      this.#keyByEventId.set(eventId, key);
    }
    const entry = {
      id: 0,
      party: unit.party,
      fresh: prepared,
      declaredBy: this.#declared(key, eventId, unit.party),
    };
    this.#entries.set(key, entry);
    added.push(prepared);
    return { entry, first: true };
  }

  #declared(key: string, eventId: string | undefined, party: number): readonly StoredEvent[] {
    const byKey = this.#declaredByKey.get(key) ?? [];
    const byId = eventId === undefined ? [] : (this.#declaredByEventId.get(eventId) ?? []);
    if (byKey.length === 0 && byId.length === 0) return byKey;
    return [...byKey, ...byId].filter(each => each.party === party);
  }
}
