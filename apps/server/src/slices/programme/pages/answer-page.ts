import type { FastifyReply, FastifyRequest } from 'fastify';
import { prefersPage } from '../../../http/problem.ts';

/** The page to people, the view itself to programs. */
export function answerPage(
  request: FastifyRequest,
  reply: FastifyReply,
  view: object,
  print: () => string,
): FastifyReply {
  reply.header('vary', 'accept, accept-language').header('cache-control', 'no-cache');
  const asJson = (request.query as { readonly as?: unknown }).as === 'json';
  if (!prefersPage(request) || asJson) return reply.send(view);
  return reply.type('text/html; charset=utf-8').header('content-language', request.language).send(print());
}
