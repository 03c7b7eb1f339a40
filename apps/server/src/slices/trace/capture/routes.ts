import { looksLikeXml } from '@pinxin/epcis/decode';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { actingFor } from '../../../http/acting-for.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { notAcceptable } from '../query/query-problems.ts';
import { acceptedVersions, CBV_HEADERS, EPCIS_HEADERS } from '../query/versions.ts';
import type { Capture, Teller } from './capture.ts';
import { captureAnswer } from './capture-answer.ts';
import { captureDocument } from './capture-document.ts';
import { captureEvent } from './capture-event.ts';
import { cancelJob, type ErrorBehaviour, type JobPlace, jobOf, jobsOf } from './capture-job-store.ts';
import {
  captureEnded,
  captureLimitExceeded,
  limitHeaders,
  noSuchCapture,
  resourceAlreadyExists,
  unsupportedMediaType,
  validationException,
  wrongErrorBehaviour,
  wrongPageToken,
} from './http-problems.ts';
import type { CaptureProblem } from './problem.ts';
import { CaptureParams, CaptureQuery, EPCIS_DOCUMENT, EPCIS_EVENT, jobSchema } from './route-schemas.ts';

const JSON_TYPES = ['application/json', 'application/ld+json'];
const XML_TYPES = ['application/xml', 'text/xml'];
const MEDIA_TYPES = [...JSON_TYPES, ...XML_TYPES];

/** The capture interface of EPCIS 2.0 (8.4): `/capture` and `POST /events`. */
export function registerCaptureRoutes(app: FastifyInstance, capture: Capture): void {
  app.register(async scope => {
    takeRawBodies(scope, capture);
    registerDocuments(scope, capture);
    registerSingleEvents(scope, capture);
  });
  registerJobs(app, capture);
}

/** Events are EPCIS or nothing: read whole, given out again as EPCIS and never as somebody's file. */
const PARSED = 'an EPCIS document is parsed whole';

/** Bodies stay bytes: they are hashed, cut and stored as received. Size is refused while they stream in. */
function takeRawBodies(scope: FastifyInstance, { limits }: Capture): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    MEDIA_TYPES,
    { parseAs: 'buffer', bodyLimit: limits.maxBytes },
    (_request: FastifyRequest, body: Buffer, done: (error: null, body: Buffer) => void) => done(null, body),
  );
  scope.addHook('onRequest', (request, reply, done) => {
    const encoding = request.headers['content-encoding'];
    const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
    const isUtf8 = charset === undefined || /^(?:utf-?8|us-ascii)$/i.test(charset);
    if (isUtf8 && (encoding === undefined || encoding === 'identity')) done();
    else sendProblem(reply, unsupportedMediaType());
  });
  scope.setErrorHandler<FastifyError>((error, _request, reply) => {
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendProblem(reply, captureLimitExceeded(limits));
    if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return sendProblem(reply, unsupportedMediaType());
    throw error;
  });
  scope.addHook('preValidation', (request, reply, done) => {
    for (const names of [EPCIS_HEADERS, CBV_HEADERS]) {
      const accepted = acceptedVersions(request.headers, names);
      if (!accepted.ok) return void sendProblem(reply, notAcceptable(accepted.error));
    }
    done();
  });
  // The shapes below describe; every problem is found, with its place, by the EPCIS parser itself.
  scope.setValidatorCompiler(() => () => true);
}

function registerDocuments(scope: FastifyInstance, capture: Capture): void {
  const summary = { 'zh-CN': '上报一份 EPCIS 文档', en: 'Capture an EPCIS document' };
  scope.post(
    '/capture',
    {
      config: { access: 'capture', summary, unscanned: PARSED },
      schema: { consumes: MEDIA_TYPES, body: EPCIS_DOCUMENT },
    },
    async (request, reply) => {
      const behaviour = errorBehaviour(request);
      if (behaviour === undefined) return sendProblem(reply, wrongErrorBehaviour());
      const other = otherThanSaid(request);
      if (other !== undefined) return sendProblem(reply, validationException([other]));
      const taken = await captureDocument(capture, tellerOf(request), bodyOf(request), behaviour);
      reply.headers(limitHeaders(capture.limits));
      if (!taken.ok) {
        const tooMany = taken.error.code === 'tooManyEvents';
        return sendProblem(
          reply,
          tooMany ? captureLimitExceeded(capture.limits) : validationException(taken.error.problems),
        );
      }
      return reply.code(202).header('location', `/capture/${taken.value}`).send();
    },
  );
}

function registerSingleEvents(scope: FastifyInstance, capture: Capture): void {
  const summary = { 'zh-CN': '上报单个事件', en: 'Capture one event' };
  scope.post(
    '/events',
    {
      config: { access: 'capture', summary, unscanned: PARSED },
      schema: { consumes: MEDIA_TYPES, body: EPCIS_EVENT },
    },
    async (request, reply) => {
      const other = otherThanSaid(request);
      if (other !== undefined) return sendProblem(reply, validationException([other]));
      const taken = await captureEvent(capture, tellerOf(request), bodyOf(request));
      reply.headers(limitHeaders(capture.limits));
      if (!taken.ok) {
        const { code, problems } = taken.error;
        return sendProblem(
          reply,
          code === 'eventIdTaken' ? resourceAlreadyExists(problems) : validationException(problems),
        );
      }
      const { eventId, repeated } = taken.value;
      return reply
        .code(repeated ? 200 : 201)
        .header('location', `/events/${encodeURIComponent(eventId)}`)
        .send();
    },
  );
}

function registerJobs(plain: FastifyInstance, capture: Capture): void {
  const app = plain.withTypeProvider<TypeBoxProvider>();
  app.get(
    '/capture/:id',
    {
      config: { access: 'capture', summary: { 'zh-CN': '采集任务的进度', en: 'How far a capture is' } },
      schema: { params: CaptureParams, response: { 200: jobSchema } },
    },
    async (request, reply) => {
      const job = isUuid(request.params.id)
        ? await jobOf(capture.ctx, tellerOf(request).party, request.params.id)
        : undefined;
      if (job === undefined) return sendProblem(reply, noSuchCapture()) as never;
      return reply.header('cache-control', 'no-store').send(captureAnswer(job, request.language) as never);
    },
  );
  app.get(
    '/capture',
    {
      config: { access: 'capture', summary: { 'zh-CN': '本方的采集任务', en: 'The captures of this party' } },
      schema: { querystring: CaptureQuery, response: { 200: Type.Array(jobSchema) } },
    },
    async (request, reply) => {
      const { perPage, nextPageToken } = request.query;
      const after = nextPageToken === undefined ? undefined : placeIn(nextPageToken);
      if (nextPageToken !== undefined && after === undefined)
        return sendProblem(reply, wrongPageToken()) as never;
      const jobs = await jobsOf(capture.ctx, tellerOf(request).party, after, perPage + 1);
      const last = jobs[perPage - 1];
      if (jobs.length > perPage && last !== undefined) {
        reply.header('link', `</capture?perPage=${perPage}&nextPageToken=${tokenAt(last)}>; rel="next"`);
      }
      return reply.send(jobs.slice(0, perPage).map(job => captureAnswer(job, request.language)) as never);
    },
  );
  app.delete(
    '/capture/:id',
    {
      config: { access: 'capture', summary: { 'zh-CN': '取消采集任务', en: 'Cancel a capture' } },
      schema: { params: CaptureParams },
    },
    async (request, reply) => cancel(capture, request, reply, request.params.id),
  );
}

async function cancel(
  capture: Capture,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
): Promise<FastifyReply> {
  const { party, actor } = tellerOf(request);
  const job = isUuid(id) ? await jobOf(capture.ctx, party, id) : undefined;
  if (job === undefined) return sendProblem(reply, noSuchCapture());
  const cancelled = await inTransaction(capture.ctx, async tx => {
    const done = await cancelJob(tx, party, id);
    if (done) tx.journal({ actor, kind: 'capture-cancelled', facts: { party, capture: id } });
    return done;
  });
  return cancelled ? reply.code(204).send() : sendProblem(reply, captureEnded());
}

function tellerOf(request: FastifyRequest): Teller {
  const { party, actor } = actingFor(request, 'capture');
  return { party, actor };
}

function bodyOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** The body is not of the kind that `Content-Type` says: what reads it goes by its first sign. */
function otherThanSaid(request: FastifyRequest): CaptureProblem | undefined {
  const said = XML_TYPES.some(
    type => request.headers['content-type']?.toLowerCase().startsWith(type) === true,
  );
  if (said === looksLikeXml(bodyOf(request))) return undefined;
  const detail = said ? 'Content-Type says XML' : 'Content-Type says JSON';
  return { code: said ? 'notXml' : 'notJson', at: '', params: { detail } };
}

function errorBehaviour({ headers }: FastifyRequest): ErrorBehaviour | undefined {
  const given = headers['gs1-capture-error-behaviour'] ?? 'rollback';
  return given === 'rollback' || given === 'proceed' ? given : undefined;
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function tokenAt({ createdAt, id }: { readonly createdAt: Date; readonly id: string }): string {
  return Buffer.from(`${createdAt.toISOString()} ${id}`).toString('base64url');
}

function placeIn(token: string): JobPlace | undefined {
  const [createdAt = '', id = ''] = Buffer.from(token, 'base64url').toString('latin1').split(' ');
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(createdAt) && isUuid(id)
    ? { createdAt, id }
    : undefined;
}
