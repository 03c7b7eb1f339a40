import type { StatedBy } from '@pinxin/contract/scan';
import type { Context } from '../../../kernel/context.ts';
import type { Database } from '../../../kernel/db/database.ts';
import { LINK_KINDS } from '../codes.ts';
import { type SharedCustody, stateAfter } from './custody-fact.ts';
import { FactTable } from './fact-table.ts';
import type { RowMemory } from './row-memory.ts';
import { named, SheetNames } from './sheet-names.ts';
import { type EventColumns, eventsWithSides, type SideColumns } from './sheet-views.ts';

/** What tells one custody from another; `from` and `to` are `term` numbers, 0 = not said. */
interface Told {
  readonly party: number;
  readonly step: number;
  readonly place: number;
  readonly from: number;
  readonly to: number;
}

/** Numbers by what is told, step by step: a text as the key would have to be made for each event of a sheet. */
interface Branch {
  readonly next: Map<number, Branch>;
  number?: number;
}

/** How long names are believed, ms: a party that is renamed shows so after this time at the latest. */
const BELIEVED = 1_000;
const remembered = new WeakMap<Database, { readonly reader: FactReader; readonly since: number }>();

/** A reader that may know names from a question shortly before. */
export function recentFactReader({ database, clock }: Pick<Context, 'database' | 'clock'>): FactReader {
  const known = remembered.get(database);
  const now = clock.now().getTime();
  // A clock that was set back must not make names last.
  if (known !== undefined && Math.abs(now - known.since) < BELIEVED) return known.reader;
  const reader = new FactReader(database, new SheetNames(database));
  remembered.set(database, { reader, since: now });
  return reader;
}

/** Reads custody as events tell it; remembers who and where for one sheet, events only as long as they are asked for. */
export class FactReader {
  readonly #database: Database;
  readonly names: SheetNames;
  readonly #shared: SharedCustody[] = [];
  readonly #numbers: Branch = { next: new Map() };

  constructor(database: Database, names: SheetNames) {
    this.#database = database;
    this.names = names;
  }

  /** Custody as each of these events tells it; events in any order, again and again, 0 for none. */
  async read(events: Int32Array, memory?: RowMemory): Promise<FactTable> {
    const wanted = ascending(events);
    return wanted.length === 0 ? NO_FACTS : this.of(await eventsWithSides(this.#database, wanted, memory));
  }

  /** The same of events that were read already. */
  async of([columns, sides]: readonly [EventColumns, SideColumns]): Promise<FactTable> {
    const { names } = this;
    await Promise.all([
      names.learnWords(columns.steps, sides.types),
      names.learnParties(columns.parties),
      names.learnPlaces(columns.places),
      names.learnSides(sides.values),
    ]);
    return new FactTable(columns, this.#numbersOf(columns, sides), this.#shared);
  }

  #numbersOf({ events, parties, steps, places }: EventColumns, sides: SideColumns): Int32Array {
    const numbers = new Int32Array(events.length);
    let side = 0;
    for (let index = 0; index < events.length; index++) {
      const first = side;
      while (sides.events[side] === events[index]) side++;
      const from = this.#sideAmong(sides, first, side, LINK_KINDS.source);
      const to = this.#sideAmong(sides, first, side, LINK_KINDS.destination);
      numbers[index] = this.#numberOf(parties[index]!, steps[index]!, places[index]!, from, to);
    }
    return numbers;
  }

  /** Who had or gets it in hand, else who owned or will own it, else whoever is named. */
  #sideAmong(sides: SideColumns, from: number, to: number, kind: number): number {
    let best = 0;
    let bestRank = -1;
    for (let at = from; at < to; at++) {
      if (sides.kinds[at] !== kind) continue;
      const type = this.names.word(sides.types[at]!) ?? '';
      const rank = type.endsWith('possessing_party') ? 2 : type.endsWith('owning_party') ? 1 : 0;
      if (rank <= bestRank) continue;
      best = sides.values[at]!;
      bestRank = rank;
    }
    return best;
  }

  #numberOf(party: number, step: number, place: number, from: number, to: number): number {
    const who = branch(branch(this.#numbers, party), step);
    const told = branch(branch(branch(who, place), from), to);
    told.number ??= this.#shared.push(this.#sharedOf({ party, step, place, from, to })) - 1;
    return told.number;
  }

  #sharedOf({ party, step, place, from, to }: Told): SharedCustody {
    const holder = this.names.party(party);
    const where = this.names.place(place);
    const gln = /\/414\/(\d{13})/.exec(where?.uri ?? '')?.[1];
    return {
      holder: named(holder.zh, holder.en),
      holderNumber: party,
      holderKind: holder.kind,
      statedBy: statedBy(holder.kind),
      phone: holder.phone,
      place:
        where?.zh != null
          ? named(where.zh, where.en)
          : gln === undefined
            ? undefined
            : { 'zh-CN': `GLN ${gln}` },
      placeKind: where?.kind ?? undefined,
      placeNumber: place,
      division: where?.division ?? holder.division,
      state: stateAfter(/([A-Za-z_]+)$/.exec(this.names.word(step) ?? '')?.[1]),
      from: this.names.side(from),
      to: this.names.side(to),
    };
  }
}

const NO_FACTS = new FactTable(
  {
    ...{ events: new Int32Array(0), times: new Float64Array(0), offsets: new Int16Array(0) },
    ...{ parties: new Int32Array(0), steps: new Int32Array(0), places: new Int32Array(0) },
    hashes: Buffer.alloc(0),
  },
  new Int32Array(0),
  [],
);

function branch({ next }: Branch, by: number): Branch {
  const known = next.get(by);
  if (known !== undefined) return known;
  const grown = { next: new Map<number, Branch>() };
  next.set(by, grown);
  return grown;
}

/** None twice, without 0. */
export function ascending(events: Int32Array): Int32Array {
  const sorted = events.filter((event, index) => event !== 0 && event !== events[index - 1]).sort();
  return sorted.filter((event, index) => event !== sorted[index - 1]);
}

function statedBy(kind: string): StatedBy {
  return kind === 'authority' || kind === 'laboratory' ? kind : 'self';
}
