/**
 * Events, one per index. `id` from 1 to 2^31 − 2, `time` in ms since 1970 (fractions allowed, never NaN).
 * Place, party and step serve custody and common cause; 0 = not said.
 */
export interface EventColumns {
  readonly id: ArrayLike<number>;
  readonly time: ArrayLike<number>;
  /** Number of the place where it happened. */
  readonly place?: ArrayLike<number>;
  /** Number of the party that told it. */
  readonly party?: ArrayLike<number>;
  /** What kind of step it was, 0–255; the meaning is the caller's. */
  readonly step?: ArrayLike<number>;
}

/** Rows of the graph, one per index: this lot took part in this event in this role (`Role`). */
export interface RowColumns {
  readonly event: ArrayLike<number>;
  readonly lot: ArrayLike<number>;
  readonly role: ArrayLike<number>;
  /** Of `memberOf` and `member` rows of an event about several lots: equal numbers from 1 on belong together; 0 = all do. */
  readonly group?: ArrayLike<number>;
}

/** What a graph is built from or extended by. All rows of an event come together with the event. */
export interface GraphColumns {
  readonly events: EventColumns;
  readonly rows: RowColumns;
  /** Events declared wrong; they may be unknown yet. */
  readonly voided?: ArrayLike<number>;
}

/** Largest id of a lot or an event: one bit of 32 marks list ends, and 0 is nothing. */
export const MAX_ID = 2_147_483_646;

/** Returns `id` if the graph can hold it. Throws RangeError otherwise: the caller must then use SQL. */
export function checkedId(id: number): number {
  if (!(id >= 1 && id <= MAX_ID) || id !== Math.trunc(id)) throw new RangeError(`id out of range: ${id}`);
  return id;
}
