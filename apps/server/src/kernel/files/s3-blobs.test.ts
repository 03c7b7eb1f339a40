import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BlobDamaged } from './blob-store.ts';
import { diskBlobs } from './disk-blobs.ts';
import { s3Blobs } from './s3-blobs.ts';
import { S3_KEY, type SmallS3, smallS3 } from './testing/small-s3.ts';

const SOME = Buffer.from('检测报告（演示）');

describe('files in a bucket', () => {
  let s3: SmallS3;
  beforeEach(async () => {
    s3 = await smallS3();
  });
  afterEach(async () => await s3.close());

  const open = (more: object = {}, path = '') => s3Blobs({ url: `${s3.url}${path}`, ...S3_KEY, ...more });

  it('are kept under their digests, once, by requests that are signed together with the content', async () => {
    const blobs = open();
    const digest = await blobs.put(SOME);
    expect(digest).toBe(hash('sha256', SOME));
    expect(await blobs.put(SOME)).toBe(digest);
    expect([...s3.objects.keys()]).toEqual([`${digest.slice(0, 2)}/${digest.slice(2)}`]);
    expect(await blobs.get(digest)).toEqual(SOME);
    expect(await blobs.get('0'.repeat(64))).toBeUndefined();
    await expect(blobs.get('../secret')).rejects.toThrow(TypeError);
  });

  it('lie behind the prefix that is set, and whatever else lies there is not ours', async () => {
    const blobs = open({}, '/pinxin/ningxia');
    const wanted = new Set<string>();
    for (let each = 0; each < 5; each++) wanted.add(await blobs.put(Buffer.from(`file ${each}`)));
    await open().put(SOME);
    s3.objects.set('pinxin/ningxia/readme.txt', SOME);
    const found: string[] = [];
    for await (const digest of blobs.all()) found.push(digest);
    expect(new Set(found)).toEqual(wanted);
    expect(found).toHaveLength(5);
    expect([...s3.objects.keys()][0]).toMatch(/^pinxin\/ningxia\/[0-9a-f]{2}\/[0-9a-f]{62}$/);
  });

  it('are refused where the bytes are not what their name says', async () => {
    const blobs = open();
    const digest = await blobs.put(SOME);
    s3.objects.set(`${digest.slice(0, 2)}/${digest.slice(2)}`, Buffer.from('other'));
    await expect(blobs.get(digest)).rejects.toThrow(BlobDamaged);
    await blobs.put(SOME);
    expect(await blobs.get(digest)).toEqual(SOME);
  });

  it('are not to be had with a wrong key, and nothing is said of the key', async () => {
    const wrong = open({ secretKey: 'wrong' });
    await expect(wrong.put(SOME)).rejects.toThrow(
      'keeping a file: the store answered 403 SignatureDoesNotMatch',
    );
    await expect(wrong.get(hash('sha256', SOME))).rejects.toThrow('403');
    await expect(wrong.all().next()).rejects.toThrow('403');
    expect(s3.objects.size).toBe(0);
  });

  it('are asked for again where the store is busy for a moment', async () => {
    Object.assign(s3.trouble, { status: 503, times: 2 });
    const digest = await open().put(SOME);
    expect(s3.objects.size).toBe(1);
    Object.assign(s3.trouble, { status: 503, times: 2 });
    expect(await open().get(digest)).toEqual(SOME);
  });

  it('move between a disk and a bucket unchanged', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pinxin-blobs-'));
    try {
      const [disk, bucket] = [diskBlobs(folder), open()];
      for (let each = 0; each < 3; each++) await disk.put(Buffer.from(`move ${each}`));
      for await (const digest of disk.all()) await bucket.put((await disk.get(digest))!);
      for await (const digest of bucket.all())
        expect(await bucket.get(digest)).toEqual(await disk.get(digest));
      expect(s3.objects.size).toBe(3);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
