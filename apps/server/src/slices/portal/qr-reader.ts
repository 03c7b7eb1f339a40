import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { takesGzip } from './packed-page.ts';

/** The reader in the three forms in which it is sent. */
interface QrReader {
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly br: Buffer;
}

let prepared: Promise<QrReader> | undefined;

/**
 * 读码程序: jsQR (Apache-2.0), which reads a QR code from a picture in browsers that cannot by themselves (those of
 * Apple among them). A file of our own host, asked for only when somebody photographs a code; packed once.
 */
function qrReader(): Promise<QrReader> {
  prepared ??= prepare();
  return prepared;
}

async function prepare(): Promise<QrReader> {
  const text = await readFile(createRequire(import.meta.url).resolve('jsqr'), 'utf8');
  // Indents and bundler's comments are half of its bytes.
  const squeezed = text.replace(/^\/\*{6}\/\s*/gm, '').replace(/^\s+(?:\/\/.*\n)?/gm, '');
  const plain = Buffer.from(
    `/* jsQR 1.4.0, Apache-2.0, https://github.com/cozmo/jsQR */\n${squeezed}`,
    'utf8',
  );
  return {
    plain,
    gzip: await promisify(gzip)(plain, { level: 9 }),
    br: await promisify(brotliCompress)(plain),
  };
}

/** Sends it in the smallest form that the browser takes. */
export async function sendQrReader(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { plain, gzip: zipped, br } = await qrReader();
  const accepted = String(request.headers['accept-encoding'] ?? '');
  reply
    .type('text/javascript; charset=utf-8')
    .header('cache-control', 'public, max-age=86400')
    .header('vary', 'accept-encoding');
  if (/(^|,)\s*br\s*(,|$)/i.test(accepted)) return reply.header('content-encoding', 'br').send(br);
  if (takesGzip(accepted)) return reply.header('content-encoding', 'gzip').send(zipped);
  return reply.send(plain);
}
