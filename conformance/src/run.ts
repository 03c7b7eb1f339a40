import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { codesSuite } from './codes-suite.ts';
import { credentialSuites } from './credential-suites.ts';
import { documentSuites } from './document-suite.ts';
import { hashSuites } from './hash-suites.ts';
import { identifierSuites } from './identifier-suites.ts';
import { linksetSuites } from './linkset-suite.ts';
import { logSuites } from './log-suites.ts';
import { planSuite } from './plan-suite.ts';
import type { Suite, SuiteResult } from './suite.ts';

const SUITES: readonly Suite[] = [
  codesSuite,
  ...identifierSuites,
  ...hashSuites,
  ...documentSuites,
  ...linksetSuites,
  ...logSuites,
  planSuite,
  ...credentialSuites,
];

/** Everything that a folder of vectors showed. */
export interface ConformanceReport {
  readonly folder: string;
  readonly results: readonly SuiteResult[];
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs whatever of the suites the folder holds, one after another; `onSuite` hears of each as it ends. */
export async function runConformance(
  folder: string,
  onSuite: (result: SuiteResult) => void = () => {},
  suites: readonly Suite[] = SUITES,
): Promise<ConformanceReport> {
  const root = resolve(folder);
  if (!existsSync(root)) throw new Error(`no such folder: ${root}`);
  const results: SuiteResult[] = [];
  for (const suite of suites) {
    const path = await suite.find(root);
    if (path === undefined) continue;
    const result = await suite.run(path);
    results.push(result);
    onSuite(result);
  }
  const sum = (pick: (result: SuiteResult) => number) =>
    results.reduce((total, result) => total + pick(result), 0);
  return {
    folder: root,
    results,
    passed: sum(result => result.passed),
    failed: sum(result => result.failed),
    skipped: sum(result => result.skipped),
  };
}

/** One line a suite, its first failures, and how many were skipped for which reason. */
export function describeSuite(result: SuiteResult): string {
  const lines = [
    `${result.suite}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`,
  ];
  for (const note of result.notes ?? []) lines.push(`  · ${note}`);
  for (const failure of result.failures.slice(0, 10)) lines.push(`  ✗ ${failure}`);
  const reasons = new Map<string, number>();
  for (const skip of result.skips) {
    const reason = skip.slice(skip.indexOf(': ') + 2);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  for (const [reason, count] of reasons) lines.push(`  – ${count} × ${reason}`);
  return lines.join('\n');
}
