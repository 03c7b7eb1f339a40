import { hash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { BlobDamaged, isDigest, type ListedBlobs } from './blob-store.ts';

/** A bucket of a store that speaks S3: Amazon's, MinIO, Ceph, or a cloud's own. */
export interface S3Place {
  /** `https://host/bucket`, or with a prefix behind it; no slash at the end. */
  readonly url: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** The store did not do what it was asked; its own words stay in the log. */
export class BlobStoreFailed extends Error {}

/** How often a question is asked again where the store is busy, and how long one may take. */
const RETRIES = 3;
const PATIENCE_MS = 60_000;

/**
 * Files in a bucket, named by their digests as on disk (`ab/cdef…`). What is put is signed together with its digest
 * (Signature Version 4): the store refuses bytes that changed on the way, and answers when it keeps them for good.
 * What is there already is written over with the same bytes, which mends what was damaged.
 */
export function s3Blobs(place: S3Place): ListedBlobs {
  const { url, region, accessKey, secretKey } = place;
  const client = new AwsClient({
    ...{ accessKeyId: accessKey, secretAccessKey: secretKey, region, service: 's3' },
    ...{ retries: RETRIES, initRetryMs: 100 },
  });
  const { base, prefix } = bucketOf(url);
  const keyOf = (digest: string): string => {
    if (!isDigest(digest)) throw new TypeError(`not a digest: ${digest}`);
    return `${prefix}${digest.slice(0, 2)}/${digest.slice(2)}`;
  };
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> =>
    await client.fetch(`${base}/${path}`, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
  const get = async (digest: string): Promise<Buffer | undefined> => {
    const reply = await ask(keyOf(digest));
    if (reply.status === 404) {
      await reply.body?.cancel();
      return undefined;
    }
    if (!reply.ok) throw await failure('reading', reply);
    const bytes = Buffer.from(await reply.arrayBuffer());
    if (hash('sha256', bytes) !== digest) throw new BlobDamaged(digest);
    return bytes;
  };
  const put = async (bytes: Buffer): Promise<string> => {
    const digest = hash('sha256', bytes);
    const reply = await ask(keyOf(digest), {
      method: 'PUT',
      body: new Uint8Array(bytes),
      headers: { 'x-amz-content-sha256': digest, 'content-type': 'application/octet-stream' },
    });
    if (!reply.ok) throw await failure('keeping', reply);
    await reply.body?.cancel();
    return digest;
  };
  const all = async function* (): AsyncGenerator<string> {
    for (let more: string | undefined; ; ) {
      const query = new URLSearchParams({ 'list-type': '2', prefix });
      if (more !== undefined) query.set('continuation-token', more);
      const reply = await ask(`?${query}`);
      if (!reply.ok) throw await failure('listing', reply);
      const page = await reply.text();
      for (const [, key = ''] of page.matchAll(/<Key>([^<]*)<\/Key>/g)) {
        const digest = key.startsWith(prefix) ? key.slice(prefix.length).replace('/', '') : '';
        // Whatever else lies in the bucket is not ours.
        if (isDigest(digest)) yield digest;
      }
      more = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(page)?.[1];
      if (more === undefined) return;
    }
  };
  return { put, get, all };
}

/** The bucket's address, and what stands before the names of our files in it. */
function bucketOf(url: string): { readonly base: string; readonly prefix: string } {
  const { origin, pathname } = new URL(url);
  const [bucket = '', ...folders] = pathname.split('/').filter(part => part !== '');
  return { base: `${origin}/${bucket}`, prefix: folders.map(folder => `${folder}/`).join('') };
}

async function failure(what: string, reply: Response): Promise<BlobStoreFailed> {
  const code = /<Code>([^<]*)<\/Code>/.exec(await reply.text())?.[1] ?? '';
  return new BlobStoreFailed(`${what} a file: the store answered ${reply.status} ${code}`.trim());
}
