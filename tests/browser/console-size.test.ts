import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildConsole } from './built-console.ts';

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly isEntry?: boolean;
}

const dist = mkdtempSync(join(tmpdir(), 'pinxin-dist-'));
const LIMIT = 300_000;

describe('the console as built', () => {
  let manifest: Readonly<Record<string, Chunk>>;
  beforeAll(() => {
    buildConsole(dist);
    manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as typeof manifest;
  }, 120_000);
  afterAll(() => rmSync(dist, { recursive: true }));

  const bytesOf = (file: string) => readFileSync(join(dist, file));
  const loadedWith = (name: string, seen = new Set<string>()): ReadonlySet<string> => {
    if (!seen.has(name)) {
      seen.add(name);
      for (const next of manifest[name]?.imports ?? []) loadedWith(next, seen);
    }
    return seen;
  };

  it('shows its first screen from less than 300 kB, packed by gzip and all the more by brotli', () => {
    const entry = Object.keys(manifest).find(name => manifest[name]?.isEntry)!;
    const files = [...loadedWith(entry)].flatMap(name => [
      manifest[name]!.file,
      ...(manifest[name]!.css ?? []),
    ]);
    const sum = (pack: (bytes: Buffer) => Buffer) =>
      [...new Set(files)].reduce((total, file) => total + pack(bytesOf(file)).length, 0);
    expect(sum(gzipSync)).toBeLessThan(LIMIT);
    expect(sum(brotliCompressSync)).toBeLessThan(sum(gzipSync));
  });

  it('loads every other screen only when it is opened, and has no script in its page', () => {
    const entry = Object.values(manifest).find(({ isEntry }) => isEntry)!;
    expect(entry.dynamicImports?.length).toBeGreaterThan(10);
    expect(bytesOf('index.html').toString()).not.toMatch(/<script(?![^>]*\bsrc=)/);
  });

  it('keeps a packed copy beside each file of some size', () => {
    for (const { file } of Object.values(manifest)) {
      if (bytesOf(file).length < 1024) continue;
      expect(bytesOf(`${file}.br`).length).toBeLessThan(bytesOf(file).length);
      expect(bytesOf(`${file}.gz`).length).toBeLessThan(bytesOf(file).length);
    }
  });
});
