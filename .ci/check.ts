import { spawn } from 'node:child_process';

// All static checks, two at a time and each run to its end, so that one run shows every complaint, in this order.
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

interface Outcome {
  readonly held: boolean;
  readonly said: string;
}

function run(file: string, args: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ held: code === 0, said }));
  });
}

const AT_ONCE = 2;
const waiting = checks.entries();
const outcomes: Outcome[] = [];
const lane = async () => {
  for (const [index, [, file, ...args]] of waiting) outcomes[index] = await run(file, args);
};
await Promise.all(Array.from({ length: AT_ONCE }, lane));

let failed = 0;
for (const [index, [name]] of checks.entries()) {
  const { held, said } = outcomes[index]!;
  console.log(`\n— ${name}\n${said.trimEnd()}`);
  if (held) continue;
  failed++;
  console.log(`✗ ${name}`);
}
console.log(failed === 0 ? '\nAll checks hold.' : `\n${failed} of ${checks.length} checks do not hold.`);
process.exit(failed === 0 ? 0 : 1);
