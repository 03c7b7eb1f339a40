import { spawnSync } from 'node:child_process';

// All static checks, each run to its end, so that one run shows every complaint.
const checks: readonly (readonly [name: string, file: string, ...args: string[]])[] = [
  ['types', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  ['types of the console', 'node_modules/typescript/bin/tsc', '-p', 'apps/web'],
  [
    'format and lint',
    'node_modules/@biomejs/biome/bin/biome',
    'ci',
    '--diagnostic-level=warn',
    '--error-on-warnings',
  ],
  [
    'the Inward Rule',
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    'packages',
    'apps',
    'regions',
    'conformance',
    'bench',
  ],
  ['unused files and exports', 'node_modules/knip/bin/knip.js'],
];

let failed = 0;
for (const [name, file, ...args] of checks) {
  console.log(`\n— ${name}`);
  const run = spawnSync(process.execPath, [file, ...args], { stdio: 'inherit' });
  if (run.status !== 0) {
    failed++;
    console.log(`✗ ${name}`);
  }
}
console.log(failed === 0 ? '\nAll checks hold.' : `\n${failed} of ${checks.length} checks do not hold.`);
process.exit(failed === 0 ? 0 : 1);
