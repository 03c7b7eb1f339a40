/** What one suite found: counts, and for people the failures and the skipped vectors with their reasons. */
export interface SuiteResult {
  readonly suite: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
  /** `vector: reason`, one for each. */
  readonly skips: readonly string[];
  /** Lines that are told beside the counts, such as precision and recall. */
  readonly notes?: readonly string[];
}

/** A set of vectors that others wrote, recognised by its folder's name. */
export interface Suite {
  readonly name: string;
  /** Where below `root` this suite stands, if it does. */
  find(root: string): Promise<string | undefined> | string | undefined;
  run(path: string): Promise<SuiteResult>;
}
