import type { ClosureQuery } from './closure.ts';
import type { GraphColumns } from './columns.ts';
import { justBefore } from './just-before.ts';
import { Role } from './role.ts';

/** One event with its rows, as the oracle reads it. */
interface ToldEvent {
  readonly id: number;
  readonly time: number;
  readonly rows: readonly { readonly lot: number; readonly role: number; readonly group: number }[];
}

/** A stay of a child in a container, [from, to). */
interface Stay {
  readonly child: number;
  readonly container: number;
  readonly from: number;
  readonly to: number;
}

/** The oracle's answer: the same content as a `Closure`, in maps. */
export interface OracleAnswer {
  /** Lot → affected from, or (backward) until when it matters. */
  readonly lots: ReadonlyMap<number, number>;
  /** Carrier → disjoint windows [from, to), ascending. */
  readonly carriers: ReadonlyMap<number, readonly (readonly [number, number])[]>;
  readonly events: ReadonlySet<number>;
}

/**
 * The contract of this package, read aloud: every rule is applied to everything again and again until nothing
 * changes. Slow, small and obviously right; the graph and the SQL are measured against it.
 */
export class Oracle {
  readonly #events: readonly ToldEvent[];
  readonly #stays: readonly Stay[];

  /** Only events up to `asOf` and never voided exist. An event that comes twice counts as it came first. */
  constructor({ events, rows, voided = [] }: GraphColumns, asOf = Infinity) {
    const isVoid = new Set(Array.from(voided));
    const told = new Map<number, ToldEvent & { rows: { lot: number; role: number; group: number }[] }>();
    for (let at = 0; at < events.id.length; at++) {
      const id = events.id[at]!;
      const time = events.time[at]!;
      if (!isVoid.has(id) && time <= asOf && !told.has(id)) told.set(id, { id, time, rows: [] });
    }
    for (let at = 0; at < rows.event.length; at++) {
      const group = rows.group?.[at] ?? 0;
      told.get(rows.event[at]!)?.rows.push({ lot: rows.lot[at]!, role: rows.role[at]!, group });
    }
    this.#events = [...told.values()];
    this.#stays = this.#events.flatMap(event => this.#staysBegunBy(event));
  }

  #staysBegunBy(event: ToldEvent): Stay[] {
    const container = parentOf(event, Role.parentAdd);
    if (container === undefined) return [];
    return lotsOf(event, Role.childAdd).map(child => {
      const ends = this.#events
        .filter(other => other.time > event.time || (other.time === event.time && other.id > event.id))
        .filter(other => parentOf(other, Role.parentDelete) === container)
        .filter(other => {
          const named = lotsOf(other, Role.childDelete);
          return named.length === 0 || named.includes(child);
        });
      return { child, container, from: event.time, to: Math.min(Infinity, ...ends.map(end => end.time)) };
    });
  }

  forward({ suspects }: ClosureQuery): OracleAnswer {
    const lots = new Map<number, number>();
    const windows: { carrier: number; from: number; to: number }[] = [];
    const events = new Set<number>();
    let changed = true;
    const lower = (lot: number, time: number) => {
      if (time >= (lots.get(lot) ?? Infinity)) return;
      lots.set(lot, time);
      changed = true;
    };
    const carry = (carrier: number, from: number, to: number) => {
      if (!(from < to)) return;
      if (windows.some(one => one.carrier === carrier && one.from <= from && to <= one.to)) return;
      windows.push({ carrier, from, to });
      changed = true;
    };
    for (const { lot, time } of suspects) lower(lot, time ?? -Infinity);
    while (changed) {
      changed = false;
      for (const event of this.#events) {
        const isAffected = usedBy(event).some(
          lot =>
            event.time >= (lots.get(lot) ?? Infinity) ||
            windows.some(one => one.carrier === lot && one.from <= event.time && event.time < one.to),
        );
        if (isAffected) {
          events.add(event.id);
          for (const lot of madeBy(event)) lower(lot, event.time);
        }
        for (const { lot, item } of belongings(event)) if (lots.has(lot)) lower(item, lots.get(lot)!);
      }
      for (const { child, container, from, to } of this.#stays) {
        const affected = lots.get(container);
        if (affected !== undefined && affected < to && from < to) lower(child, Math.max(affected, from));
        if (lots.has(child)) carry(container, Math.max(lots.get(child)!, from), to);
        for (const one of [...windows]) {
          if (one.carrier === child) carry(container, Math.max(one.from, from), Math.min(one.to, to));
        }
      }
    }
    return { lots, carriers: joined(windows), events };
  }

  backward({ suspects, asOf = Infinity }: ClosureQuery): OracleAnswer {
    const lots = new Map<number, number>();
    const events = new Set<number>();
    let changed = true;
    const raise = (lot: number, time: number) => {
      if (time <= (lots.get(lot) ?? -Infinity)) return;
      lots.set(lot, time);
      changed = true;
    };
    for (const { lot, time } of suspects) raise(lot, Math.min(time ?? Infinity, asOf));
    while (changed) {
      changed = false;
      for (const event of this.#events) {
        if (madeBy(event).some(lot => event.time <= (lots.get(lot) ?? -Infinity))) {
          events.add(event.id);
          for (const lot of usedBy(event)) {
            raise(lot, event.time);
            for (const inside of this.#contentAt(lot, event.time)) raise(inside, event.time);
          }
        }
        for (const { lot, item } of belongings(event)) if (lots.has(item)) raise(lot, lots.get(item)!);
      }
      for (const { child, container, from, to } of this.#stays) {
        const until = lots.get(child) ?? -Infinity;
        if (from <= until && from < to) raise(container, Math.min(until, justBefore(to)));
      }
    }
    return { lots, carriers: new Map(), events };
  }

  /** What was in a container at a moment, however deep. */
  #contentAt(container: number, time: number): Set<number> {
    const inside = new Set<number>();
    for (let before = -1; before !== inside.size; ) {
      before = inside.size;
      for (const stay of this.#stays) {
        const isOpened = stay.container === container || inside.has(stay.container);
        if (isOpened && stay.from <= time && time < stay.to) inside.add(stay.child);
      }
    }
    return inside;
  }
}

function lotsOf(event: ToldEvent, role: number): number[] {
  return event.rows.filter(row => row.role === role).map(row => row.lot);
}

/** Each item with the lot that the event says it is of. */
function belongings({ rows }: ToldEvent): { lot: number; item: number }[] {
  return rows
    .filter(({ role }) => role === Role.memberOf)
    .flatMap(({ lot, group }) =>
      rows
        .filter(row => row.role === Role.member && row.group === group)
        .map(row => ({ lot, item: row.lot })),
    );
}

/** The container of the event, if it has such a parent: the smallest number among all its parents. */
function parentOf(event: ToldEvent, role: number): number | undefined {
  if (lotsOf(event, role).length === 0) return undefined;
  return Math.min(...lotsOf(event, Role.parentAdd), ...lotsOf(event, Role.parentDelete));
}

function usedBy(event: ToldEvent): number[] {
  return [...lotsOf(event, Role.input), ...lotsOf(event, Role.process)];
}

function madeBy(event: ToldEvent): number[] {
  return [...lotsOf(event, Role.output), ...lotsOf(event, Role.process)];
}

function joined(
  windows: readonly { carrier: number; from: number; to: number }[],
): Map<number, readonly (readonly [number, number])[]> {
  const all = new Map<number, [number, number][]>();
  for (const { carrier, from, to } of [...windows].sort((one, other) => one.from - other.from)) {
    const list = all.get(carrier) ?? [];
    all.set(carrier, list);
    const last = list.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else list.push([from, to]);
  }
  return all;
}
