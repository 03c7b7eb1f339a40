import { Adjacency, type AdjacencyParts } from './adjacency.ts';
import { Containment } from './containment.ts';
import type { ContainmentParts } from './containment-parts.ts';
import { Custody } from './custody.ts';
import { EventTable } from './event-table.ts';
import { LineageGraph } from './graph.ts';
import { shared } from './int-buffer.ts';
import { LeafStays } from './leaf-stays.ts';
import { LotTraits } from './lot-traits.ts';
import { MemberGroups } from './member-groups.ts';
import { PagedHeads } from './paged-heads.ts';
import { ADJACENCIES } from './relations.ts';

/** Where the numbers of a graph are, as one thread hands it to another. Right until the graph is changed. */
export interface SharedGraph {
  readonly watermark: number;
  readonly times: Float64Array;
  readonly adjacencies: Readonly<Record<(typeof ADJACENCIES)[number], AdjacencyParts>>;
  readonly groups: Pick<MemberGroups, 'heads' | 'cells' | 'used'>;
  readonly containment: ContainmentParts;
  readonly traits: Pick<LotTraits, 'bits' | 'onward'>;
  readonly leaves: Pick<LeafStays, 'heads' | 'cells'>;
  readonly custody: Pick<Custody, 'lastSeen' | 'places' | 'parties' | 'steps'>;
}

/**
 * Moves what is not there yet into memory that several threads can read, and tells where everything is. What grows
 * afterwards stays there; what was handed out before is then out of date.
 */
export function shareGraph({ events, relations, custody, watermark }: LineageGraph): SharedGraph {
  const { groups, containment, traits, leaves } = relations;
  events.times = shared(events.times);
  traits.share();
  leaves.share();
  groups.share();
  custody.share();
  return {
    watermark,
    times: events.times,
    adjacencies: Object.fromEntries(
      ADJACENCIES.map(name => [name, relations[name].share()]),
    ) as SharedGraph['adjacencies'],
    groups: { heads: groups.heads, cells: groups.cells, used: groups.used },
    containment: containment.share(),
    traits: { bits: traits.bits, onward: traits.onward },
    leaves: { heads: leaves.heads, cells: leaves.cells },
    custody: {
      ...{ lastSeen: custody.lastSeen, places: custody.places },
      ...{ parties: custody.parties, steps: custody.steps },
    },
  };
}

/**
 * A graph to be asked and not to be changed, over the numbers that another thread keeps: nothing is copied. Whoever
 * asks sees to it that they are not changed meanwhile. `before` is the view that this one replaces.
 */
export function graphOver(parts: SharedGraph, before?: LineageGraph): LineageGraph {
  const events = new EventTable(parts.times);
  const { lastSeen, places, parties, steps } = parts.custody;
  const adjacencies = Object.fromEntries(
    ADJACENCIES.map(name => [name, Adjacency.over(parts.adjacencies[name])]),
  ) as Record<(typeof ADJACENCIES)[number], Adjacency>;
  const traits = Object.assign(new LotTraits(), parts.traits);
  const { groups, leaves } = parts;
  return new LineageGraph(
    {
      events,
      relations: {
        ...adjacencies,
        groups: new MemberGroups(PagedHeads.over(groups.heads), groups.cells, groups.used),
        containment: Containment.over(parts.containment, events),
        traits,
        leaves: new LeafStays(PagedHeads.over(leaves.heads), leaves.cells, adjacencies.madeBy),
      },
      custody: new Custody(events, lastSeen, places, parties, steps),
      watermark: parts.watermark,
    },
    before,
  );
}
