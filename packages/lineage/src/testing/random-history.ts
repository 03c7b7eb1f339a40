import fc from 'fast-check';
import type { GraphColumns } from '../columns.ts';
import { Role } from '../role.ts';

/** An event of a made-up history. */
export interface HistoryEvent {
  readonly id: number;
  readonly time: number;
  readonly rows: readonly (readonly [lot: number, role: number, group?: number])[];
}

/** A made-up history: events in the order in which they arrive, and where things go wrong. */
export interface History {
  readonly events: readonly HistoryEvent[];
  /** Which events are declared wrong, and after how many appends that is told. */
  readonly voided: readonly { readonly event: number; readonly after: number }[];
  /** How many events the first build gets; the rest is appended. */
  readonly built: number;
  /** After how many appends to compact. */
  readonly compactedAfter: number;
  readonly suspects: readonly { readonly lot: number; readonly time?: number }[];
  readonly asOf?: number;
}

const TIMES = 7;

type Rows = [number, number, number?][];
const as = (role: number, lots: readonly number[]): Rows => lots.map(one => [one, role]);

const grouped = (group: number, rows: Rows): Rows => rows.map(([one, role]) => [one, role, group]);

/** Rows of one event over lots 1…`lots`, of which 1…`containers` are often containers, to be reused. */
function anyRows(lots: number, containers: number, weights: readonly number[]): fc.Arbitrary<Rows> {
  const lot = fc.integer({ min: 1, max: lots });
  const someLots = fc.array(lot, { minLength: 1, maxLength: 3 });
  const container = fc.integer({ min: 1, max: containers });
  const process = fc.option(fc.integer({ min: lots - 1, max: lots }));
  const kinds: fc.Arbitrary<Rows>[] = [
    fc
      .tuple(someLots, fc.array(lot, { maxLength: 2 }), process)
      .map(([used, made, running]) => [
        ...as(Role.input, used),
        ...as(Role.output, made),
        ...(running === null ? [] : as(Role.process, [running])),
      ]),
    fc
      .tuple(container, someLots)
      .map(([parent, children]) => [...as(Role.parentAdd, [parent]), ...as(Role.childAdd, children)]),
    fc
      .tuple(container, fc.oneof(fc.constant<number[]>([]), someLots))
      .map(([parent, children]) => [...as(Role.parentDelete, [parent]), ...as(Role.childDelete, children)]),
    fc
      .tuple(lot, someLots)
      .map(([whole, items]) => [...as(Role.memberOf, [whole]), ...as(Role.member, items)]),
    fc
      .tuple(lot, someLots, lot, someLots)
      .map(([whole, items, other, more]) => [
        ...grouped(1, [...as(Role.memberOf, [whole]), ...as(Role.member, items)]),
        ...grouped(2, [...as(Role.memberOf, [other]), ...as(Role.member, more)]),
      ]),
    someLots.map(seen => as(Role.seen, seen)),
  ];
  return fc.oneof(...kinds.map((arbitrary, at) => ({ arbitrary, weight: weights[at]! })));
}

function histories(lots: number, rows: fc.Arbitrary<Rows>): fc.Arbitrary<History> {
  const suspect = fc.record(
    { lot: fc.integer({ min: 1, max: lots }), time: fc.integer({ min: 0, max: TIMES }) },
    { requiredKeys: ['lot'] },
  );
  return fc
    .record({
      told: fc.array(fc.tuple(fc.integer({ min: 0, max: TIMES }), rows), { minLength: 1, maxLength: 14 }),
      voided: fc.array(fc.record({ event: fc.integer({ min: 1, max: 15 }), after: fc.nat(14) }), {
        maxLength: 4,
      }),
      repeated: fc.array(fc.nat(13), { maxLength: 2 }),
      built: fc.nat(14),
      compactedAfter: fc.nat(14),
      suspects: fc.array(suspect, { minLength: 1, maxLength: 2 }),
      asOf: fc.option(fc.integer({ min: 0, max: TIMES }), { nil: undefined, freq: 2 }),
      ids: fc.shuffledSubarray(
        Array.from({ length: 14 }, (_, at) => at + 1),
        { minLength: 14 },
      ),
    })
    .map(({ told, repeated, ids, asOf, ...rest }) => {
      const events = told.map(([time, list], at) => ({ id: ids[at]!, time, rows: list }));
      const again = repeated.flatMap(at => (at < events.length ? [events[at]!] : []));
      return { ...rest, ...(asOf === undefined ? {} : { asOf }), events: [...events, ...again] };
    });
}

/**
 * Histories with rework cycles, processes, class membership, reused and nested containers that are now and then
 * used up or made, late, repeated and voided events, and equal times. Every second one is about two crates only.
 */
export const randomHistory: fc.Arbitrary<History> = fc.oneof(
  histories(9, anyRows(9, 4, [5, 5, 4, 1, 2, 1])),
  histories(5, anyRows(5, 2, [2, 5, 5, 0, 0, 1])),
);

/** The columns of some events. */
export function columnsOf(events: readonly HistoryEvent[], voided: readonly number[] = []): GraphColumns {
  const all = events.flatMap(event =>
    event.rows.map(([one, role, group]) => ({ event: event.id, lot: one, role, group: group ?? 0 })),
  );
  return {
    events: { id: events.map(event => event.id), time: events.map(event => event.time) },
    rows: {
      event: all.map(row => row.event),
      lot: all.map(row => row.lot),
      role: all.map(row => row.role),
      group: all.map(row => row.group),
    },
    voided,
  };
}
