import { hash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ListedBlobs } from './blob-store.ts';
import { BlobDamaged } from './blob-store.ts';
import { diskBlobs } from './disk-blobs.ts';

describe('files named by their content', () => {
  let folder: string;
  let blobs: ListedBlobs;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'pinxin-blobs-')), 'evidence');
    blobs = diskBlobs(folder);
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

  const listed = async () => {
    const found: string[] = [];
    for await (const digest of blobs.all()) found.push(digest);
    return found;
  };

  it('are kept once, readable by their owner only, and nothing is left aside', async () => {
    expect(await listed()).toEqual([]);
    const bytes = Buffer.from('枸杞');
    const digests = await Promise.all(Array.from({ length: 5 }, () => blobs.put(bytes)));
    const digest = hash('sha256', bytes);
    expect(new Set(digests)).toEqual(new Set([digest]));
    expect(await blobs.get(digest)).toEqual(bytes);
    expect(await listed()).toEqual([digest]);
    const path = join(folder, digest.slice(0, 2), digest.slice(2));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual([digest.slice(0, 2)]);
  });

  it('are undefined when they are not there, and never anything outside the folder', async () => {
    expect(await blobs.get('0'.repeat(64))).toBeUndefined();
    await expect(blobs.get('../../etc/passwd')).rejects.toThrow('not a digest');
    expect(existsSync(folder)).toBe(false);
  });

  it('that were damaged are told, and mended by whoever sends them again', async () => {
    const digest = await blobs.put(Buffer.from('whole'));
    const path = join(folder, digest.slice(0, 2), digest.slice(2));
    writeFileSync(path, 'broken');
    await expect(blobs.get(digest)).rejects.toBeInstanceOf(BlobDamaged);
    await blobs.put(Buffer.from('whole'));
    expect((await blobs.get(digest))?.toString()).toBe('whole');
  });
});
