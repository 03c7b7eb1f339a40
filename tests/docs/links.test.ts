import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf } from './markdown.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documents = globSync(
  ['*.md', 'docs/**/*.md', '{packages,apps,regions}/**/*.md', '{conformance,bench}/*.md'],
  {
    cwd: root,
    exclude: path => path === 'node_modules' || path.endsWith('/node_modules'),
  },
).sort();

/** Folders that only exist where the project was written. */
const LOCAL_PATHS = /(?<![\w.])\/(?:work|tmp|home|root|Users)\/\S*|\bshared\//;

describe('the documentation', () => {
  it('is there', () => {
    expect(documents).toContain('docs/api.md');
    expect(documents.length).toBeGreaterThan(10);
  });

  it.each(documents)('links only to files and headings that exist: %s', path => {
    const broken = linksOf(readFileSync(join(root, path), 'utf8')).filter(target => !exists(path, target));
    expect(broken).toEqual([]);
  });

  it.each(documents)('names no folder of the machine it was written on: %s', path => {
    const lines = readFileSync(join(root, path), 'utf8').split('\n');
    expect(lines.filter(line => LOCAL_PATHS.test(line))).toEqual([]);
  });
});

function exists(from: string, target: string): boolean {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return true;
  const [file = '', anchor] = target.split('#', 2);
  const path = file === '' ? join(root, from) : join(root, dirname(from), decodeURIComponent(file));
  if (!existsSync(path)) return false;
  if (anchor === undefined || !path.endsWith('.md')) return true;
  return anchorsOf(readFileSync(path, 'utf8')).has(decodeURIComponent(anchor));
}
