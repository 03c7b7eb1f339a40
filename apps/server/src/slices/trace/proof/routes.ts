import type { FastifyInstance } from 'fastify';
import { sendProblem } from '../../../http/problem.ts';
import { rimProblem } from '../../../http/rim-problems.ts';
import type { Context } from '../../../kernel/context.ts';
import { eventProof } from './event-proof.ts';

/** Proofs that events were told when the log says. Whoever asks knows the event's hash, so has the event. */
export function registerEventProofRoutes(app: FastifyInstance, ctx: Context): void {
  const summary = {
    'zh-CN': '一个事件在透明日志中的证明（按事件哈希）',
    en: 'Proof that an event is in the transparency log, by its hash',
  };
  app.get('/log/events/:hash', { config: { access: 'public', summary } }, async (request, reply) => {
    const hash = hashIn((request.params as { hash: string }).hash);
    const proof = hash === undefined ? undefined : await eventProof(ctx, hash);
    if (proof === undefined) return sendProblem(reply, rimProblem('notFound'));
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache').send(proof);
  });
}

/** A hash as 64 hexadecimal digits, or as the EPCIS form `ni:///sha-256;…?ver=CBV2.0`. */
function hashIn(text: string): Buffer | undefined {
  const digits = /^(?:ni:\/\/\/sha-256;)?([0-9a-f]{64})(?:\?ver=[A-Za-z0-9.]+)?$/.exec(text)?.[1];
  return digits === undefined ? undefined : Buffer.from(digits, 'hex');
}
