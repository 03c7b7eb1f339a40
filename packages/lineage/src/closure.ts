/** A lot under suspicion. */
export interface Suspect {
  readonly lot: number;
  /**
   * Forward: affected from this time (ms), from ever when absent. Backward: what was in it until this time
   * matters, until ever when absent.
   */
  readonly time?: number;
}

/** What is asked of a graph. */
export interface ClosureQuery {
  readonly suspects: readonly Suspect[];
  /** Only events up to this time (ms) count; all when absent. */
  readonly asOf?: number;
  /** Stop once more lots than this are found; `truncated` then says so. */
  readonly maxLots?: number;
}

/** Everything that follows from (forward) or led to (backward) the suspects, the suspects included. */
export interface Closure {
  /** Ascending. */
  readonly lots: Uint32Array;
  /** Beside `lots`. Forward: affected from. Backward: the latest time at which what was in it matters. */
  readonly times: Float64Array;
  /** Ascending: containers that carried affected goods. Backward: none (such containers are lots there). */
  readonly carriers: Uint32Array;
  /** Beside `carriers`: where each one's windows begin in `windows`, counted in pairs; one more at the end. */
  readonly windowStarts: Uint32Array;
  /** [from, to) pairs, ascending per carrier, disjoint and not touching; to = Infinity: still inside. */
  readonly windows: Float64Array;
  /** Ascending: transformations passed. */
  readonly events: Uint32Array;
  readonly truncated: boolean;
}
