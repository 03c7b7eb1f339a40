import type { SuiteResult } from './suite.ts';

/** What became of one vector. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly because: string }
  | { readonly kind: 'skipped'; readonly because: string };

export const PASSED: Outcome = { kind: 'passed' };

/** Passed when both are the same text; otherwise says what was expected and what came. */
export function sameText(expected: string | undefined, actual: string | undefined): Outcome {
  if (expected === actual) return PASSED;
  return { kind: 'failed', because: `expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}` };
}

/** Sums the outcomes of a suite's vectors, each named for the report. */
export function tally(
  suite: string,
  outcomes: Iterable<readonly [vector: string, outcome: Outcome]>,
): SuiteResult {
  let passed = 0;
  const failures: string[] = [];
  const skips: string[] = [];
  for (const [vector, outcome] of outcomes) {
    if (outcome.kind === 'passed') passed += 1;
    else if (outcome.kind === 'failed') failures.push(`${vector}: ${outcome.because}`);
    else skips.push(`${vector}: ${outcome.because}`);
  }
  return { suite, passed, failed: failures.length, skipped: skips.length, failures, skips };
}
