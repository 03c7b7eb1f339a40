import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../kernel/context.ts';
import { type Scanner, ScannerUnavailable } from '../kernel/malware/scanner.ts';
import { inTransaction } from '../kernel/transaction.ts';
import { sendProblem } from './problem.ts';
import { rimProblem } from './rim-problems.ts';

/** A file that was refused: nothing of it but its digest and size is kept. */
export interface RefusedFile {
  readonly actor: string;
  /** Pattern of the route it was sent to. */
  readonly route: string;
  /** The scanner's name for what it found. */
  readonly found: string;
  readonly digest: string;
  readonly size: number;
}

/** What scanning needs. */
export interface UploadScan {
  readonly scanner: Scanner;
  /** Writes down that a file was refused. */
  readonly refused: (file: RefusedFile) => Promise<void>;
}

/** Scans, and journals what was refused by its digest and size. */
export function journaledScan(ctx: Context, scanner: Scanner): UploadScan {
  const refused = ({ actor, ...facts }: RefusedFile) =>
    inTransaction(ctx, async tx => tx.journal({ actor, kind: 'malware-refused', facts }));
  return { scanner, refused };
}

/**
 * Every body that a route takes as bytes is scanned before the route sees it (ASVS 12.4.2): routes added later too,
 * without anybody thinking of it. Routes whose bytes are parsed whole and never handed to anybody as a file say
 * `config.unscanned` and why. Without a verdict nothing is taken.
 */
export function scanUploads(app: FastifyInstance, { scanner, refused }: UploadScan): void {
  app.addHook('preHandler', async (request, reply) => {
    const { body } = request;
    if (!Buffer.isBuffer(body) || body.length === 0) return;
    if (request.routeOptions.config.unscanned !== undefined) return;
    try {
      const verdict = await scanner.scan(body);
      if (!verdict.found) return;
      await refused(refusedFile(request, body, verdict.name));
      const message = { 'zh-CN': `检出：${verdict.name}`, en: `Found: ${verdict.name}` };
      return sendProblem(
        reply,
        rimProblem('malwareFound', { problems: [{ at: '', code: 'malware', message }] }),
      );
    } catch (error) {
      if (!(error instanceof ScannerUnavailable)) throw error;
      request.log.error({ reason: error.message }, 'a file was refused: the scanner gives no verdict');
      return sendProblem(reply, rimProblem('scannerUnavailable', { headers: { 'retry-after': '60' } }));
    }
  });
}

function refusedFile(request: FastifyRequest, body: Buffer, found: string): RefusedFile {
  const route = request.routeOptions.url ?? '';
  const { caller } = request;
  const actor = caller.kind === 'stranger' ? 'stranger' : caller.publicId;
  return { actor, route, found, digest: hash('sha256', body), size: body.length };
}
