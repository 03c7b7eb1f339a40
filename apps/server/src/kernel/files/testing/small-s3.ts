import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A server that speaks as much S3 as files of evidence need, and believes no signature that it has not checked. */
export interface SmallS3 {
  readonly url: string;
  /** What lies in its bucket, by key. */
  readonly objects: Map<string, Buffer>;
  /** The next so many requests are answered with this status. */
  readonly trouble: { status: number; times: number };
  readonly close: () => Promise<void>;
}

/** Keys that it knows. */
export const S3_KEY = {
  accessKey: 'AKIDEXAMPLE',
  secretKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCY',
  region: 'cn-test-1',
};
const PAGE = 2;

/** Opens it on a free port, with the bucket `evidence`. */
export async function smallS3(): Promise<SmallS3> {
  const objects = new Map<string, Buffer>();
  const trouble = { status: 0, times: 0 };
  const server = createServer((request, response) => {
    void answer(request, response, objects, trouble).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/evidence`,
    ...{ objects, trouble },
    close: () => new Promise(done => server.close(() => done())),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  objects: Map<string, Buffer>,
  trouble: SmallS3['trouble'],
): Promise<void> {
  const body = await buffer(request);
  const refuse = (status: number, code: string) =>
    response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`);
  if (trouble.times > 0) {
    trouble.times--;
    return void refuse(trouble.status, 'SlowDown');
  }
  if (!isSigned(request)) return void refuse(403, 'SignatureDoesNotMatch');
  const told = request.headers['x-amz-content-sha256'];
  if (request.method === 'PUT' && told !== sha256(body)) return void refuse(400, 'XAmzContentSHA256Mismatch');
  const url = new URL(request.url ?? '/', 'http://s3');
  const key = decodeURIComponent(url.pathname.replace(/^\/evidence\/?/, ''));
  if (!url.pathname.startsWith('/evidence')) return void refuse(404, 'NoSuchBucket');
  if (request.method === 'PUT') {
    objects.set(key, body);
    return void response.writeHead(200).end();
  }
  if (key === '') return void response.writeHead(200).end(listing(url.searchParams, objects));
  const found = objects.get(key);
  return found === undefined ? void refuse(404, 'NoSuchKey') : void response.writeHead(200).end(found);
}

function listing(query: URLSearchParams, objects: Map<string, Buffer>): string {
  const keys = [...objects.keys()].filter(key => key.startsWith(query.get('prefix') ?? '')).sort();
  const from = Number(query.get('continuation-token') ?? 0);
  const next =
    from + PAGE < keys.length ? `<NextContinuationToken>${from + PAGE}</NextContinuationToken>` : '';
  const shown = keys.slice(from, from + PAGE).map(key => `<Contents><Key>${key}</Key></Contents>`);
  return `<ListBucketResult>${shown.join('')}${next}</ListBucketResult>`;
}

/** Signature Version 4, worked out here from what arrived: canonical request, string to sign, derived key. */
function isSigned({ method, url = '/', headers }: IncomingMessage): boolean {
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
  const [, id, day = '', region = '', names = '', signature] = form.exec(headers.authorization ?? '') ?? [];
  const at = String(headers['x-amz-date']);
  if (id !== S3_KEY.accessKey || region !== S3_KEY.region || !at.startsWith(day)) return false;
  for (const needed of ['host', 'x-amz-content-sha256', 'x-amz-date'])
    if (!names.split(';').includes(needed)) return false;
  const [path = '/', query = ''] = url.split('?', 2);
  const sorted = query
    .split('&')
    .filter(part => part !== '')
    .map(part => (part.includes('=') ? part : `${part}=`))
    .sort()
    .join('&');
  const canonical = [
    ...[method, path, sorted],
    ...names.split(';').map(name => `${name}:${String(headers[name]).trim()}`),
    ...['', names, headers['x-amz-content-sha256']],
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>(
    (before, part) => createHmac('sha256', before).update(part).digest(),
    `AWS4${S3_KEY.secretKey}`,
  );
  return createHmac('sha256', key).update(text).digest('hex') === signature;
}

function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
