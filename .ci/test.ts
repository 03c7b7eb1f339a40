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

let failed = 1;
try {
  const counts = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
  const passed = counts.numPassedTests ?? 0;
  failed = (counts.numFailedTests ?? 0) + (counts.numFailedTestSuites ?? 0);
  const skipped = (counts.numPendingTests ?? 0) + (counts.numTodoTests ?? 0);
  if (passed + failed === 0) failed = 1;
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
} catch {
  console.log('0 passed, 1 failed');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(run.status === 0 && failed === 0 ? 0 : 1);
