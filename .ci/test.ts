import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Runs every test once and closes with one plain line that any CI can read.
const folder = mkdtempSync(join(tmpdir(), 'pinxin-test-'));
const report = join(folder, 'report.json');
const run = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);

/** What the runner's report is read for. */
interface Counts {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

let failed = 1;
try {
  const counts = JSON.parse(readFileSync(report, 'utf8')) as Counts;
  const passed = counts.numPassedTests;
  // A file that could not be loaded or prepared (no browser, say) has no failed test to count, and has failed all the same.
  const broken = counts.testResults.filter(
    file => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  );
  failed = counts.numFailedTests + broken.length;
  const skipped = counts.numPendingTests + counts.numTodoTests;
  if (passed + failed === 0) failed = 1;
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
} catch {
  console.log('0 passed, 1 failed');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(run.status === 0 && failed === 0 ? 0 : 1);
