import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

// Packs packages as they are published: JavaScript and declarations, because Node runs no TypeScript below
// node_modules. In the house they stay unbuilt, so the manifest is rewritten in a copy (npm, unlike others, does not
// apply publishConfig.exports). Usage: node .ci/pack.ts <folder for the tarballs>

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** In the order in which they need each other. */
const PUBLISHED = [
  'identifiers',
  'epcis',
  'lineage',
  'rules',
  'plantext',
  'translog',
  'credentials',
  'contract',
  'client',
] as const;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

const out = resolve(process.argv[2] ?? 'dist');
const workshop = mkdtempSync(join(tmpdir(), 'pinxin-pack-'));
try {
  mkdirSync(out, { recursive: true });
  for (const name of PUBLISHED) pack(name);
} finally {
  rmSync(workshop, { recursive: true, force: true });
}

function pack(name: string): void {
  const source = join(ROOT, 'packages', name);
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Manifest;
  // Where the next package finds this one, built.
  const stage = join(workshop, 'node_modules', manifest.name);
  mkdirSync(stage, { recursive: true });
  for (const text of [join(source, 'README.md'), join(ROOT, 'LICENSE')])
    if (existsSync(text)) cpSync(text, join(stage, text.slice(dirname(text).length + 1)));
  bringDependencies(manifest);
  compile(name, source, join(stage, 'dist'));
  const { private: _inTheHouse, ...told } = manifest;
  const published = {
    ...told,
    exports: { './*': { types: './dist/*.d.ts', default: './dist/*.js' } },
    files: ['dist'],
    engines: { node: '>=20' },
    publishConfig: { access: 'public' },
  };
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`);
  run('npm', ['pack', stage, '--pack-destination', out, '--silent', '--ignore-scripts'], ROOT);
}

/** Puts what others made and this package needs beside it, as npm would. */
function bringDependencies({ dependencies = {} }: Manifest): void {
  for (const name of Object.keys(dependencies)) {
    const from = join(ROOT, 'node_modules', name);
    const to = join(workshop, 'node_modules', name);
    if (name.startsWith('@pinxin/') || existsSync(to)) continue;
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(from, to, 'dir');
  }
}

/** Compiles a copy of the sources, which sees its neighbours as their users will: built. */
function compile(name: string, source: string, to: string): void {
  const copy = join(workshop, name);
  cpSync(join(source, 'src'), join(copy, 'src'), {
    recursive: true,
    filter: path => !path.endsWith('.test.ts') && !path.endsWith('testing'),
  });
  const settings = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      ...{ noEmit: false, declaration: true, rewriteRelativeImportExtensions: true },
      // Types are checked by `npm run check`, for the whole house at once.
      noCheck: true,
      ...{ rootDir: 'src', outDir: to, typeRoots: [join(ROOT, 'node_modules', '@types')] },
    },
    include: ['src'],
  };
  writeFileSync(join(copy, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(settings));
  run(process.execPath, [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', copy], copy);
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw error ?? new Error(`${command} ${args.join(' ')} ended with ${status}`);
}
