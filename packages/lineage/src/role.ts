/**
 * How a lot takes part in an event: the one vocabulary shared by the table `event_lot` and the lineage graph.
 * The action is part of the role, so that a row can be read without its event.
 * Source: EPCIS 2.0 §7.4 (event types), our reading of containment and class membership.
 */
export const Role = {
  /** Consumed by a transformation. */
  input: 1,
  /** Made by a transformation. */
  output: 2,
  /** The running process (transformationID) that several events of one transformation share; flows through like a lot. */
  process: 3,
  /** Container into which children go (Aggregation or Association ADD). */
  parentAdd: 4,
  childAdd: 5,
  /** Container from which children come out; without any childDelete row in the event, all of them come out. */
  parentDelete: 6,
  childDelete: 7,
  /** Container seen with its content, nothing moved. */
  parentObserve: 8,
  childObserve: 9,
  /** Seen, shipped, received, sold …: named by an Object or Transaction event. */
  seen: 10,
  /** Parent named by a Transaction event. */
  seenParent: 11,
  /** The lot to which the `member` items of the same commissioning event belong. */
  memberOf: 12,
  /** An item commissioned as part of the `memberOf` lot of the same event. */
  member: 13,
} as const;

export type Role = (typeof Role)[keyof typeof Role];
