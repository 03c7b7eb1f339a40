import type { Adjacency, AdjacencyParts } from './adjacency.ts';
import type { PagedHeads } from './paged-heads.ts';

/** The parts of a containment that a snapshot keeps. */
export interface ContainmentBase {
  /** Child → 1 + the cell where its intervals begin. */
  readonly heads: PagedHeads;
  /**
   * Two cells per interval: the event that began it (its container is the event's; complemented for the
   * child's last interval) and the event that ended it (0 = none yet). Side by side: one cache line for both.
   */
  readonly stays: Int32Array;
  /** Event → the container it is about; an event has one at most (EPCIS 2.0 §7.4.2). */
  readonly parents: PagedHeads;
  /** Container → what was ever put into it, each once. */
  readonly content: Adjacency;
  /** Container → events that emptied it without naming children. */
  readonly emptied: Adjacency;
  /** Child → events that name it as taken out though nothing was left to end; a late event may need them. */
  readonly strays: Adjacency;
}

/** The arrays of a containment, as they are handed to another thread. */
export interface ContainmentParts {
  readonly base: Pick<ContainmentBase, 'heads' | 'stays' | 'parents'> &
    Readonly<Record<'content' | 'emptied' | 'strays', AdjacencyParts>>;
  readonly chains: PagedHeads;
  readonly began: Int32Array;
  readonly ended: Int32Array;
  readonly next: Int32Array;
  readonly deltaCount: number;
}
