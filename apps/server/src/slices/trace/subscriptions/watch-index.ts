import type { Condition } from '../query/event-query.ts';
import { numbersOf, type Viewer } from '../query/visibility.ts';
import type { EventFacts } from './event-facts.ts';
import type { FactsWanted } from './facts-views.ts';
import { meets, splitConditions, type Watch } from './watch.ts';

/** A watch as the index keeps it. */
export interface IndexedWatch<T> {
  readonly reader: T;
  readonly viewer: Viewer;
  readonly byFacts: readonly Condition[];
  readonly byDatabase: readonly Condition[];
}

/**
 * Many watches, found by what they ask: first by who may see an event, then by a lot or a term that an event must
 * name. An event is held against those alone that could want it, so that a thousand subscriptions cost what the few
 * concerned cost.
 */
export class WatchIndex<T> {
  readonly size: number;
  readonly wanted: FactsWanted;
  readonly #all = new Shelf<T>();
  readonly #ofParty = new Map<number, Shelf<T>>();

  constructor(watches: readonly Watch<T>[]) {
    const kinds = new Set<Condition['kind']>();
    for (const { viewer, query, reader } of watches) {
      for (const { kind } of query.conditions) kinds.add(kind);
      const watch = { reader, viewer, ...splitConditions(query.conditions) };
      if (viewer.kind === 'everything') this.#all.add(watch);
      else for (const party of numbersOf(viewer)) this.#shelfOf(party).add(watch);
    }
    this.size = watches.length;
    this.wanted = {
      lots: kinds.has('lot'),
      links: kinds.has('link'),
      parties: [...this.#ofParty.keys()],
    };
  }

  /** Watches whose conditions on facts this event meets, each once; what the database must say is still open. */
  candidates(facts: EventFacts): ReadonlySet<IndexedWatch<T>> {
    const found = new Set<IndexedWatch<T>>();
    this.#all.collect(facts, found);
    for (const party of facts.seenBy) this.#ofParty.get(party)?.collect(facts, found);
    return found;
  }

  #shelfOf(party: number): Shelf<T> {
    const known = this.#ofParty.get(party);
    if (known !== undefined) return known;
    const made = new Shelf<T>();
    this.#ofParty.set(party, made);
    return made;
  }
}

/** The watches of one viewer. */
class Shelf<T> {
  readonly #byLot = new Map<string, IndexedWatch<T>[]>();
  readonly #byTerm = new Map<string, IndexedWatch<T>[]>();
  readonly #others: IndexedWatch<T>[] = [];

  add(watch: IndexedWatch<T>): void {
    const lots = watch.byFacts.find(
      condition => condition.kind === 'lot' && condition.patterns.every(({ kind }) => kind === 'exact'),
    );
    const term = watch.byFacts.find(({ kind }) => kind === 'term');
    if (lots?.kind === 'lot') for (const { uri } of lots.patterns) push(this.#byLot, uri, watch);
    else if (term?.kind === 'term') for (const uri of term.uris) push(this.#byTerm, uri, watch);
    else this.#others.push(watch);
  }

  collect(facts: EventFacts, found: Set<IndexedWatch<T>>): void {
    const look = (watches: readonly IndexedWatch<T>[] | undefined): void => {
      for (const watch of watches ?? []) if (meets(facts, watch.byFacts)) found.add(watch);
    };
    look(this.#others);
    if (this.#byLot.size > 0) for (const { uri } of facts.lots) look(this.#byLot.get(uri));
    if (this.#byTerm.size > 0) {
      for (const uri of Object.values(facts.terms)) if (uri !== undefined) look(this.#byTerm.get(uri));
    }
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
