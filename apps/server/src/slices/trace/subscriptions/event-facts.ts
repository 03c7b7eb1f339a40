/** What of a stored event decides whether a subscriber is told of it. */
export interface EventFacts {
  readonly id: number;
  readonly type: number;
  readonly action: number;
  /** Milliseconds since 1970. */
  readonly eventTime: number;
  readonly recordTime: number;
  readonly declaredAt: number | undefined;
  readonly terms: Readonly<Record<FactTerm, string | undefined>>;
  readonly lots: readonly LotFact[];
  readonly links: readonly LinkFact[];
  /** Numbers of the parties that may see it, of those that were asked about. */
  readonly seenBy: ReadonlySet<number>;
}

/** Columns that hold a term, by their name in the table. */
export type FactTerm = 'biz_step' | 'disposition' | 'read_point' | 'biz_location';

/** A lot that the event names. */
export interface LotFact {
  readonly role: number;
  readonly kind: number;
  readonly uri: string;
}

/** What else it points at. */
export interface LinkFact {
  readonly kind: number;
  readonly type: string | undefined;
  readonly value: string;
}
