import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';

const LINES = 100;

/** Which rows of a sheet are asked for: those behind a line, at most so many. */
export const LINE_PAGE = {
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
};

/** The same as a question to a store; one row more than is shown tells that there are others. */
export function linesAsked({ after = 0, limit = LINES }: { after?: number; limit?: number }) {
  return { after, limit: limit + 1 };
}

/** Sends the rows that were found, and behind which line the next page begins. */
export function sendLines<Row extends { readonly line: number }>(
  reply: FastifyReply,
  rows: readonly Row[],
  asked: { readonly limit?: number },
  tell: (row: Row) => object,
): FastifyReply {
  const { limit = LINES } = asked;
  const shown = rows.slice(0, limit);
  return reply.header('cache-control', 'no-store').send({
    items: shown.map(tell),
    next: rows.length > limit ? shown.at(-1)!.line : null,
  });
}
