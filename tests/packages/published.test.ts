import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PACK = join(ROOT, '.ci/pack.ts');

/** Imports every module of every package by its published name, and uses some. */
const USER = `
import { readdirSync } from 'node:fs';
import { canonicalEpc } from '@pinxin/identifiers/canonical';
import { parseDocument } from '@pinxin/epcis/document';
import { verifyCredential } from '@pinxin/credentials/verify';
import { LineageGraph } from '@pinxin/lineage/graph';
let modules = 0;
for (const name of readdirSync('node_modules/@pinxin')) {
  for (const file of readdirSync('node_modules/@pinxin/' + name + '/dist').filter(file => file.endsWith('.js'))) {
    await import('@pinxin/' + name + '/' + file.slice(0, -3));
    modules++;
  }
}
const lot = canonicalEpc('urn:epc:class:lgtin:9521234.054321.L1');
const graph = LineageGraph.build({
  events: { id: [1], time: [1] }, rows: { event: [1, 1], lot: [10, 11], role: [1, 2] },
});
const { verdict } = verifyCredential('no.credential', { at: new Date(), document: () => undefined });
const broken = parseDocument(new TextEncoder().encode('{}'), { strictness: 'strict' });
console.log(JSON.stringify({
  modules, lot: lot.value.uri, lots: [...graph.forward({ suspects: [{ lot: 10 }] }).lots], ok: broken.ok, verdict,
}));
`;

describe('the packages as they are published', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pinxin-published-'));
  const run = (command: string, args: readonly string[]) =>
    execFileSync(command, args, { cwd: folder, encoding: 'utf8' });

  beforeAll(() => {
    run(process.execPath, [PACK, join(folder, 'tarballs')]);
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    const tarballs = readdirSync(join(folder, 'tarballs')).map(file => `./tarballs/${file}`);
    expect(tarballs).toHaveLength(9);
    // What others made is packed from this house's own node_modules: no registry is asked.
    for (const name of ['typebox', '@noble/curves', '@noble/hashes'])
      run('npm', ['pack', join(ROOT, 'node_modules', name), '--silent', '--ignore-scripts']);
    tarballs.push(
      ...readdirSync(folder)
        .filter(file => file.endsWith('.tgz'))
        .map(file => `./${file}`),
    );
    run('npm', ['install', '--offline', '--no-audit', '--no-fund', ...tarballs]);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are installed without a registry and imported by a plain Node', () => {
    writeFileSync(join(folder, 'user.js'), USER);
    const said = JSON.parse(run(process.execPath, ['--no-experimental-strip-types', 'user.js']));
    expect(said).toEqual({
      modules: expect.any(Number),
      lot: 'https://id.gs1.org/01/09521234543213/10/L1',
      lots: [10, 11],
      ok: false,
      verdict: 'invalid',
    });
    expect(said.modules).toBeGreaterThan(50);
  });

  it('bring declarations, and neither tests nor sources', () => {
    for (const name of readdirSync(join(folder, 'node_modules', '@pinxin'))) {
      const files = readdirSync(join(folder, 'node_modules', '@pinxin', name), {
        recursive: true,
        encoding: 'utf8',
      });
      const modules = files.filter(file => file.endsWith('.js'));
      expect(modules.length).toBeGreaterThan(0);
      for (const file of modules) expect(files).toContain(file.replace(/\.js$/, '.d.ts'));
      const foreign = files.filter(
        file => /\.test\.|testing/.test(file) || /(?<!\.d)\.ts$/.test(file) || file.startsWith('src'),
      );
      expect(foreign).toEqual([]);
    }
  });
});
