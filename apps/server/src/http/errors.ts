import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance } from 'fastify';
import { type KnownRoute, methodsAt } from './access.ts';
import { type Problem, problemDocument, sendProblem, ThrownProblem } from './problem.ts';
import { type RimProblemCode, rimProblem } from './rim-problems.ts';
import { describeFindings } from './validation.ts';

const CODES: Readonly<Record<string, RimProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'bodyTooLarge',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupportedMediaType',
  FST_ERR_CTP_EMPTY_TYPE: 'unsupportedMediaType',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'emptyBody',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalidJson',
  FST_ERR_BAD_URL: 'malformedAddress',
  FST_ERR_MAX_PARAM_LENGTH: 'addressTooLong',
};

/** The one handler at the rim: what the caller did wrong is told, what we did wrong is logged and not shown. */
export function handleErrors(app: FastifyInstance, routes: readonly KnownRoute[]): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    if (reply.sent) return;
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request, reply) => {
    const allow = methodsAt(routes, request.url.split('?')[0] ?? '').join(', ');
    return sendProblem(
      reply,
      allow === '' ? rimProblem('notFound') : rimProblem('methodNotAllowed', { headers: { allow } }),
    );
  });
}

/** What a thrown error means to the caller. Only errors that say so are theirs (a 4xx status code). */
export function problemOf(error: FastifyError): Problem {
  if (error instanceof ThrownProblem) return error.problem;
  if (Array.isArray(error.validation)) {
    return rimProblem('invalidRequest', {
      problems: describeFindings(error.validation, error.validationContext ?? 'body'),
    });
  }
  const code = CODES[error.code];
  if (code !== undefined) return rimProblem(code);
  // disk_full, io_error: nothing was written, and nothing will be until somebody makes room.
  if (error.code === '53100' || error.code === '58030')
    return rimProblem('storageFull', { headers: { 'retry-after': '60' } });
  // character_not_in_repertoire: a NUL in a text. No text that means anything holds one.
  if (error.code === '22021') return rimProblem('malformedAddress');
  if (isDatabaseAway(error)) return rimProblem('unavailable', { headers: { 'retry-after': '5' } });
  const status = error.statusCode ?? 500;
  if (status === 413) return rimProblem('bodyTooLarge');
  if (status === 415) return rimProblem('unsupportedMediaType');
  if (status === 400 && error instanceof SyntaxError) return rimProblem('invalidJson');
  if (status >= 400 && status < 500) return { ...rimProblem('invalidRequest'), status };
  return rimProblem('internal');
}

/** Answers what is not even HTTP, on the bare socket: no request exists yet. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = error.code === 'HPE_HEADER_OVERFLOW' ? 'headersTooLarge' : undefined;
  const problem = rimProblem(
    code ?? (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'tooSlow' : 'invalidRequest'),
  );
  const body = JSON.stringify(problemDocument(problem, 'zh-CN'));
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** Connection refused or reset, server shutting down or starting up: the database will be back. */
function isDatabaseAway(error: FastifyError): boolean {
  return (
    ['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03', '53300'].includes(error.code) ||
    /timeout exceeded when trying to connect|Connection terminated/.test(error.message)
  );
}
