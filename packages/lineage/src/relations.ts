import { Adjacency } from './adjacency.ts';
import { Containment } from './containment.ts';
import { buildContainment, type LotEvents } from './containment-build.ts';
import type { EventTable } from './event-table.ts';
import { IntBuffer } from './int-buffer.ts';
import { LeafStays } from './leaf-stays.ts';
import { LotTraits, Trait } from './lot-traits.ts';
import type { MemberGroups } from './member-groups.ts';
import { PagedHeads } from './paged-heads.ts';

/** All relations of a graph, each in both directions. */
export interface Relations {
  /** Lot or process → events that used it. */
  uses: Adjacency;
  /** Event → what it made, processes included. */
  makes: Adjacency;
  /** Lot or process → events that made it. */
  madeBy: Adjacency;
  /** Event → what it used, processes included. */
  madeFrom: Adjacency;
  /** Lot → events that named it as the lot of items. */
  classEvents: Adjacency;
  /** Event → items commissioned as part of its lot. */
  members: Adjacency;
  /** Item → events that commissioned it as part of a lot. */
  memberEvents: Adjacency;
  /** Event → lot of the items it commissioned. */
  classes: Adjacency;
  /** Which of an event's members are of which of its classes, where there are several. */
  groups: MemberGroups;
  containment: Containment;
  /** What each lot takes part in: spares the walks most look-ups. */
  traits: LotTraits;
  /** What the products of an event lead to, where that is simple. */
  leaves: LeafStays;
}

/** The relations that are plain adjacencies, in the order in which a snapshot keeps them. */
export const ADJACENCIES = [
  'uses',
  'makes',
  'madeBy',
  'madeFrom',
  'classEvents',
  'members',
  'memberEvents',
  'classes',
] as const;

/** Pairs of lot and event by relation, collected from rows. */
export interface RelationRows {
  readonly used: LotEvents;
  readonly made: LotEvents;
  readonly classed: LotEvents;
  readonly membered: LotEvents;
  readonly groups: MemberGroups;
  readonly parents: PagedHeads;
  readonly puts: LotEvents;
  readonly takes: LotEvents;
  readonly emptied: LotEvents;
}

export function emptyRelationRows(groups: MemberGroups): RelationRows {
  const list = (): LotEvents => ({ lots: new IntBuffer(), events: new IntBuffer() });
  return {
    used: list(),
    made: list(),
    classed: list(),
    membered: list(),
    groups,
    parents: new PagedHeads(),
    puts: list(),
    takes: list(),
    emptied: list(),
  };
}

/** Compresses rows into relations. */
export function buildRelations(rows: RelationRows, events: EventTable): Relations {
  return withTraits({
    uses: byLot(rows.used),
    madeFrom: byEvent(rows.used),
    madeBy: byLot(rows.made),
    makes: byEvent(rows.made),
    classEvents: byLot(rows.classed),
    classes: byEvent(rows.classed),
    memberEvents: byLot(rows.membered),
    members: byEvent(rows.membered),
    groups: rows.groups,
    containment: new Containment(buildContainment(rows, events), events),
  });
}

/** The same relations without deltas and without voided events. */
export function compactRelations(relations: Relations, events: EventTable): Relations {
  const buffer = new IntBuffer();
  const fromLot = (adjacency: Adjacency) => adjacency.compacted(buffer, (_, event) => events.counts(event));
  const fromEvent = (adjacency: Adjacency) => adjacency.compacted(buffer, event => events.counts(event));
  return withTraits({
    uses: fromLot(relations.uses),
    makes: fromEvent(relations.makes),
    madeBy: fromLot(relations.madeBy),
    madeFrom: fromEvent(relations.madeFrom),
    classEvents: fromLot(relations.classEvents),
    members: fromEvent(relations.members),
    memberEvents: fromLot(relations.memberEvents),
    classes: fromEvent(relations.classes),
    groups: relations.groups.kept(event => events.counts(event)),
    containment: relations.containment.compacted(),
  });
}

/** Relations without delta, with what is derived from them. */
export function withTraits(relations: Omit<Relations, 'traits' | 'leaves'>): Relations {
  const { uses, makes, madeBy, classEvents, memberEvents, containment } = relations;
  const stays = containment.base.heads;
  const traits = LotTraits.of(
    [
      [uses.heads, Trait.used],
      [containment.base.content.heads, Trait.holds],
      [stays, Trait.isHeld],
      [classEvents.heads, Trait.isClass],
      [madeBy.heads, Trait.made],
      [memberEvents.heads, Trait.isMember],
    ],
    stays,
  );
  const leaves = LeafStays.of(makes, madeBy, containment.base.stays, traits.onward);
  traits.whenChanged = lot => leaves.forget(lot);
  containment.whenChanged = lot => leaves.forget(lot);
  return { ...relations, traits, leaves };
}

function byLot({ lots, events }: LotEvents): Adjacency {
  return Adjacency.build(lots.ints, events.ints, lots.count);
}

function byEvent({ lots, events }: LotEvents): Adjacency {
  return Adjacency.build(events.ints, lots.ints, lots.count);
}
