import fc from 'fast-check';
import type { GraphColumns } from '../columns.ts';
import { Role } from '../role.ts';

/** An event of a made-up history. */
export interface HistoryEvent {
  readonly id: number;
  readonly time: number;
  readonly rows: readonly (readonly [lot: number, role: number])[];
}

/** A made-up history: events in the order in which they arrive, and where things go wrong. */
export interface History {
  readonly events: readonly HistoryEvent[];
  readonly voided: readonly number[];
  /** How many events the first build gets; the rest is appended. */
  readonly built: number;
  /** After how many appends to compact. */
  readonly compactedAfter: number;
  readonly suspects: readonly { readonly lot: number; readonly time?: number }[];
  readonly asOf?: number;
}

const LOTS = 9;
const TIMES = 7;

const lot = fc.integer({ min: 1, max: LOTS });
const someLots = fc.array(lot, { minLength: 1, maxLength: 3 });
/** Few containers, so that they are used again and again, and are now and then content, input or output too. */
const container = fc.integer({ min: 1, max: 4 });

type Rows = [number, number][];
const as = (role: number, lots: readonly number[]): Rows => lots.map(one => [one, role]);

const transformation = fc
  .tuple(someLots, fc.array(lot, { maxLength: 2 }), fc.option(fc.integer({ min: 8, max: LOTS })))
  .map(([used, made, process]) => [
    ...as(Role.input, used),
    ...as(Role.output, made),
    ...(process === null ? [] : as(Role.process, [process])),
  ]);
const packing = fc
  .tuple(container, someLots)
  .map(([parent, children]) => [...as(Role.parentAdd, [parent]), ...as(Role.childAdd, children)]);
const unpacking = fc
  .tuple(container, fc.oneof(fc.constant<number[]>([]), someLots))
  .map(([parent, children]) => [...as(Role.parentDelete, [parent]), ...as(Role.childDelete, children)]);
const commissioning = fc
  .tuple(lot, someLots)
  .map(([whole, items]) => [...as(Role.memberOf, [whole]), ...as(Role.member, items)]);
const sighting = someLots.map(lots => as(Role.seen, lots));

const rows: fc.Arbitrary<Rows> = fc.oneof(
  { arbitrary: transformation, weight: 5 },
  { arbitrary: packing, weight: 5 },
  { arbitrary: unpacking, weight: 4 },
  { arbitrary: commissioning, weight: 1 },
  { arbitrary: sighting, weight: 1 },
);

/** Histories with reused containers, rework cycles, late, repeated and voided events, and equal times. */
export const randomHistory: fc.Arbitrary<History> = fc
  .record({
    told: fc.array(fc.tuple(fc.integer({ min: 0, max: TIMES }), rows), { minLength: 1, maxLength: 14 }),
    voided: fc.array(fc.integer({ min: 1, max: 15 }), { maxLength: 3 }),
    repeated: fc.array(fc.nat(13), { maxLength: 2 }),
    built: fc.nat(14),
    compactedAfter: fc.nat(14),
    suspects: fc.array(
      fc.record({ lot, time: fc.integer({ min: 0, max: TIMES }) }, { requiredKeys: ['lot'] }),
      { minLength: 1, maxLength: 2 },
    ),
    asOf: fc.option(fc.integer({ min: 0, max: TIMES }), { nil: undefined, freq: 2 }),
    ids: fc.shuffledSubarray(Array.from({ length: 14 }, (_, at) => at + 1), { minLength: 14 }),
  })
  .map(({ told, repeated, ids, asOf, ...rest }) => {
    const events = told.map(([time, list], at) => ({ id: ids[at]!, time, rows: list }));
    const again = repeated.flatMap(at => (at < events.length ? [events[at]!] : []));
    return { ...rest, ...(asOf === undefined ? {} : { asOf }), events: [...events, ...again] };
  });

/** The columns of some events. */
export function columnsOf(events: readonly HistoryEvent[], voided: readonly number[] = []): GraphColumns {
  const all = events.flatMap(event => event.rows.map(([one, role]) => ({ event: event.id, lot: one, role })));
  return {
    events: { id: events.map(event => event.id), time: events.map(event => event.time) },
    rows: { event: all.map(row => row.event), lot: all.map(row => row.lot), role: all.map(row => row.role) },
    voided,
  };
}
