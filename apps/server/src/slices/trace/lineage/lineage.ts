/** What is asked: lots by number, with the time from (forward) or until (back) which they matter. */
export interface LineageQuestion {
  readonly direction: 'forward' | 'back';
  readonly suspects: readonly { readonly lot: number; readonly time?: number }[];
  /** Only events up to this time (ms) count. */
  readonly asOf?: number;
  /**
   * Journal entry that the asker has seen: the answer has at least all up to it, and the database is not asked again
   * how far the journal is. Absent: all that was told before the question.
   */
  readonly reached?: number;
  /** Custody of the lots comes with an answer of no more lots than this, if it is the graph's. */
  readonly custodyWithin?: number;
}

/** The answer, by number; the shapes are those of `Closure` in packages/lineage. */
export interface LineageAnswer {
  readonly lots: Uint32Array;
  readonly times: Float64Array;
  readonly carriers: Uint32Array;
  readonly windowStarts: Uint32Array;
  readonly windows: Float64Array;
  readonly events: Uint32Array;
  /** Every journal entry up to this number is in the answer. */
  readonly watermark: number;
  readonly by: 'sql' | 'graph';
  /** Where the lots are now, as of the same watermark; only if asked for. */
  readonly custody?: CustodyColumns;
}

/** Where lots are now, one entry per lot asked; 0 = not known. Parallel arrays. */
export interface CustodyColumns {
  /** The event that decides where the lot is (its own last one, or its container's). */
  readonly event: Int32Array;
  /** `term` number of that event's place. */
  readonly place: Int32Array;
  /** Party that told that event. */
  readonly party: Int32Array;
  /** 1 = the event used the lot as input and made no more of it. */
  readonly used: Uint8Array;
  /** Sum of what transformations made of the lot, as decimal value; NaN when units differ or nothing was said. */
  readonly made: Float64Array;
  /** `term` number of the unit of `made`. */
  readonly unit: Int32Array;
  /** 0 = nobody ever said how much of the lot there was, in whatever role. */
  readonly told: Uint8Array;
}

/** The lineage of this instance: small closures by SQL, large ones by the graph in a worker thread. */
export interface Lineage {
  readonly closure: (question: LineageQuestion) => Promise<LineageAnswer>;
  /** Custody as of now, or as of the journal entry `reached` or later, for the given lots (ascending). */
  readonly custody: (lots: Uint32Array, reached?: number) => Promise<CustodyColumns>;
  /** For common cause: see packages/lineage; numbers only. */
  readonly commonCause: (lots: readonly number[]) => Promise<readonly CauseByNumber[]>;
  readonly close: () => Promise<void>;
}

/** An upstream lot, or a place, that bad lots share. */
export interface CauseByNumber {
  readonly kind: 'lot' | 'place';
  /** `lot` number or `term` number of the place. */
  readonly id: number;
  /** How many of the bad lots it leads to. */
  readonly reached: number;
  /** How many other lots it also leads to. */
  readonly others: number;
  readonly score: number;
}
