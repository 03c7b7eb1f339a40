import type { GraphColumns, RowColumns } from './columns.ts';
import { checkedId } from './columns.ts';
import type { EventTable } from './event-table.ts';
import { Trait } from './lot-traits.ts';
import { MemberGroups } from './member-groups.ts';
import type { PagedHeads } from './paged-heads.ts';
import { emptyRelationRows, type RelationRows, type Relations } from './relations.ts';
import { Role } from './role.ts';

/** What one row says to a graph, whatever it is kept in. */
interface RowSink {
  used(lot: number, event: number): void;
  made(lot: number, event: number): void;
  classed(lot: number, event: number): void;
  membered(lot: number, event: number): void;
  put(child: number, event: number): void;
  take(child: number, event: number): void;
  empty(parent: number, event: number): void;
}

/** Sorts all rows of events that count by what they say. */
export function readRows({ rows }: GraphColumns, events: EventTable): RelationRows {
  const counts = (event: number) => events.counts(event);
  const into = emptyRelationRows(MemberGroups.of(rows, counts));
  const add = (list: RelationRows['used']) => (lot: number, event: number) => {
    list.lots.push(lot);
    list.events.push(event);
  };
  readParents(rows, counts, into.parents);
  feed(rows, counts, {
    used: add(into.used),
    made: add(into.made),
    classed: add(into.classed),
    membered: add(into.membered),
    put: add(into.puts),
    take: add(into.takes),
    empty: add(into.emptied),
  });
  return into;
}

/** Adds the rows of the events in `fresh` to relations that exist. */
export function appendRows(rows: RowColumns, fresh: ReadonlySet<number>, relations: Relations): void {
  const { containment, traits } = relations;
  const counts = (event: number) => fresh.has(event);
  readParents(rows, counts, containment.base.parents);
  relations.groups.add(MemberGroups.of(rows, counts));
  feed(rows, counts, {
    used(lot, event) {
      traits.add(lot, Trait.used);
      relations.uses.append(lot, event);
      relations.madeFrom.append(event, lot);
    },
    made(lot, event) {
      traits.add(lot, Trait.made);
      relations.madeBy.append(lot, event);
      relations.makes.append(event, lot);
    },
    classed(lot, event) {
      traits.add(lot, Trait.isClass);
      relations.classEvents.append(lot, event);
      relations.classes.append(event, lot);
    },
    membered(lot, event) {
      traits.add(lot, Trait.isMember);
      relations.memberEvents.append(lot, event);
      relations.members.append(event, lot);
    },
    put(child, event) {
      const parent = containment.base.parents.get(event);
      if (parent === 0) return;
      traits.add(child, Trait.isHeld);
      traits.add(parent, Trait.holds);
      containment.put(child, event);
    },
    take: (child, event) => containment.take(child, event),
    empty: (_, event) => containment.empty(event),
  });
}

/** EPCIS gives an event one parent; were there several, the smallest number counts, so that order does not matter. */
function readParents(rows: RowColumns, counts: (event: number) => boolean, into: PagedHeads): void {
  for (let at = 0; at < rows.event.length; at++) {
    const role = rows.role[at];
    if (role !== Role.parentAdd && role !== Role.parentDelete) continue;
    const event = rows.event[at]!;
    const lot = checkedId(rows.lot[at]!);
    if (!counts(event)) continue;
    const known = into.get(event);
    if (known === 0 || lot < known) into.set(event, lot);
  }
}

function feed(rows: RowColumns, counts: (event: number) => boolean, sink: RowSink): void {
  const naming = new Set<number>();
  const deleting = new Map<number, number>();
  for (let at = 0; at < rows.event.length; at++) {
    const event = rows.event[at]!;
    if (!counts(event)) continue;
    const lot = checkedId(rows.lot[at]!);
    switch (rows.role[at]) {
      case Role.input:
        sink.used(lot, event);
        break;
      case Role.output:
        sink.made(lot, event);
        break;
      case Role.process:
        sink.used(lot, event);
        sink.made(lot, event);
        break;
      case Role.memberOf:
        sink.classed(lot, event);
        break;
      case Role.member:
        sink.membered(lot, event);
        break;
      case Role.childAdd:
        sink.put(lot, event);
        break;
      case Role.childDelete:
        naming.add(event);
        sink.take(lot, event);
        break;
      case Role.parentDelete:
        deleting.set(event, Math.min(lot, deleting.get(event) ?? lot));
        break;
    }
  }
  for (const [event, parent] of deleting) if (!naming.has(event)) sink.empty(parent, event);
}
