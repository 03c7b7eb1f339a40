import type { Database } from '../../../kernel/db/database.ts';
import { lastEvents, type Sighting, staysAt } from './custody-views.ts';
import type { CustodyColumns } from './lineage.ts';

/** Deepest nesting of containers that is followed. */
const DEEPEST = 16;
const AT_ONCE = 5_000;

/**
 * Where lots were at an instant in the past: the last event until then of the lot itself or of the containers that
 * it was in at that instant, whichever is later. By SQL: the graph keeps the present only.
 */
export async function custodyAsOf(
  database: Database,
  lots: Uint32Array,
  asOf: number,
): Promise<Pick<CustodyColumns, 'event' | 'place' | 'party' | 'used'>> {
  const custody = {
    event: new Int32Array(lots.length),
    place: new Int32Array(lots.length),
    party: new Int32Array(lots.length),
    used: new Uint8Array(lots.length),
  };
  for (let from = 0; from < lots.length; from += AT_ONCE) {
    const part = [...lots.subarray(from, from + AT_ONCE)];
    const decisive = await decisiveEvents(database, part, asOf);
    for (const [index, lot] of part.entries()) {
      const sighting = decisive.get(lot);
      if (sighting === undefined) continue;
      custody.event[from + index] = sighting.event;
      custody.place[from + index] = sighting.place;
      custody.party[from + index] = sighting.party;
      custody.used[from + index] = sighting.used ? 1 : 0;
    }
  }
  return custody;
}

async function decisiveEvents(
  database: Database,
  lots: readonly number[],
  asOf: number,
): Promise<ReadonlyMap<number, Sighting>> {
  const best = new Map<number, Sighting>(await lastEvents(database, lots, asOf));
  /** Which lots stand in this container, directly or within others. */
  let inside = new Map<number, number[]>(lots.map(lot => [lot, [lot]]));
  for (let depth = 0; depth < DEEPEST && inside.size > 0; depth++) {
    const outer = new Map<number, number[]>();
    for (const { child, parent } of await staysAt(database, [...inside.keys()], asOf)) {
      const within = outer.get(parent) ?? [];
      within.push(...(inside.get(child) ?? []));
      outer.set(parent, within);
    }
    for (const [parent, sighting] of await lastEvents(database, [...outer.keys()], asOf)) {
      for (const lot of outer.get(parent) ?? []) {
        const known = best.get(lot);
        // What used up the container is not what used up its content.
        if (known === undefined || isLater(sighting, known)) best.set(lot, { ...sighting, used: false });
      }
    }
    inside = outer;
  }
  return best;
}

function isLater(one: Sighting, other: Sighting): boolean {
  return one.time > other.time || (one.time === other.time && one.event > other.event);
}
