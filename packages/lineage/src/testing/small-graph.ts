import type { GraphColumns } from '../columns.ts';
import { LineageGraph } from '../graph.ts';
import { Role } from '../role.ts';

/** An event told by hand. */
export interface Told {
  readonly id: number;
  readonly at: number;
  readonly place?: number;
  readonly party?: number;
  readonly step?: number;
  readonly rows: Partial<Record<keyof typeof Role, readonly number[]>>;
}

/** The columns of events told by hand. */
export function toldColumns(events: readonly Told[]): GraphColumns {
  const rows = events.flatMap(event =>
    Object.entries(event.rows).flatMap(([role, lots]) =>
      lots.map(lot => ({ event: event.id, lot, role: Role[role as keyof typeof Role] })),
    ),
  );
  return {
    events: {
      id: events.map(event => event.id),
      time: events.map(event => event.at),
      place: events.map(event => event.place ?? 0),
      party: events.map(event => event.party ?? 0),
      step: events.map(event => event.step ?? 0),
    },
    rows: {
      event: rows.map(row => row.event),
      lot: rows.map(row => row.lot),
      role: rows.map(row => row.role),
    },
  };
}

/** A graph told by hand. */
export function smallGraph(...events: readonly Told[]): LineageGraph {
  return LineageGraph.build(toldColumns(events));
}
