import type { NamedCode } from '@pinxin/contract/scan';
import { checkScript } from '@pinxin/site/check-script';
import { printErrorPage } from '@pinxin/site/error-page';
import { printLineagePage } from '@pinxin/site/lineage-page';
import { printEventList, printEventPage } from '@pinxin/site/records-page';
import { printReportPage } from '@pinxin/site/report-page';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ProblemPage, prefersPage, sendProblem } from '../../http/problem.ts';
import { rimProblem } from '../../http/rim-problems.ts';
import type { Context } from '../../kernel/context.ts';
import { findContainers } from '../trace/api.ts';
import { readError } from './correction.ts';
import { buildLineagePage } from './lineage-page.ts';
import { focusOf, type LineageDirection, readLineageRows } from './lineage-views.ts';
import { pageContextOf, type SiteSettings } from './page-context.ts';
import type { Portal } from './portal.ts';
import { sendQrReader } from './qr-reader.ts';
import { buildRecordList, buildRecordPage, RECORDS_A_PAGE } from './record-pages.ts';
import { readRecord, readRecordList } from './record-views.ts';

/** What the public pages need. */
export interface PortalRouteParts {
  readonly ctx: Context;
  readonly portal: Portal;
  readonly settings: SiteSettings;
  /** Reads a GS1 path; undefined when it is none. */
  readonly readCode: (path: string) => NamedCode | undefined;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Whether every page must say that its data is fictional. */
    isDemo?: () => boolean;
  }
}

const PAGE = 'text/html; charset=utf-8';
const USUAL_DEPTH = 3;
const DEEPEST = 12;
const LAST_PAGE = 250;
const PUBLIC = { config: { access: 'public' } } as const;

/** Front page, lineage, records, how to report. Pages behind codes themselves are the resolver's. */
export function registerPortalRoutes(app: FastifyInstance, parts: PortalRouteParts): void {
  const { portal } = parts;
  app.decorate('isDemo', portal.isDemo);
  app.addHook('onReady', portal.start);
  app.addHook('onClose', portal.counter.close);
  app.get('/', PUBLIC, async (request, reply) => sendPage(request, reply, await portal.homePage(request)));
  app.get('/report', PUBLIC, async (request, reply) => {
    const { code } = request.query as { code?: unknown };
    const label = typeof code === 'string' && code !== '' ? code.slice(0, 200) : undefined;
    return sendPage(request, reply, printReportPage(label, contextOf(request, parts)));
  });
  app.get('/check.js', PUBLIC, async (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=600')
      .send(checkScript),
  );
  app.get('/qr-reader.js', PUBLIC, sendQrReader);
  app.get('/lineage/*', PUBLIC, (request, reply) => lineage(request, reply, parts));
  app.get('/records/*', PUBLIC, (request, reply) => records(request, reply, parts));
  app.get('/records/event/:hash', PUBLIC, (request, reply) => record(request, reply, parts));
}

async function lineage(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: PortalRouteParts,
): Promise<FastifyReply> {
  const code = parts.readCode(pathBehind(request, '/lineage'));
  if (!code) return sendProblem(reply, rimProblem('notFound'));
  const query = request.query as Record<string, unknown>;
  const depth = wholeNumber(query.depth, USUAL_DEPTH, DEEPEST);
  const direction: LineageDirection =
    query.direction === 'back' || query.direction === 'forward' ? query.direction : 'both';
  const rows = await readLineageRows(parts.ctx.database, code.uri, depth, direction);
  const focus = focusOf(rows, code.uri);
  const inside = focus && (await findContainers(parts.ctx.database, focus.lot));
  const view = buildLineagePage(code, rows, inside?.stays ?? [], {
    depth,
    direction,
    page: wholeNumber(query.page, 1, LAST_PAGE),
  });
  if (!view) return sendProblem(reply, rimProblem('notFound'));
  return answer(request, reply, view, () => printLineagePage(view, contextOf(request, parts)));
}

async function records(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: PortalRouteParts,
): Promise<FastifyReply> {
  const code = parts.readCode(pathBehind(request, '/records'));
  if (!code) return sendProblem(reply, rimProblem('notFound'));
  const page = wholeNumber((request.query as Record<string, unknown>).page, 1, LAST_PAGE);
  const rows = await readRecordList(
    parts.ctx.database,
    code.uri,
    RECORDS_A_PAGE,
    (page - 1) * RECORDS_A_PAGE,
  );
  if (!rows.found) return sendProblem(reply, rimProblem('notFound'));
  const view = buildRecordList(code, rows, page);
  return answer(request, reply, view, () => printEventList(view, contextOf(request, parts)));
}

async function record(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: PortalRouteParts,
): Promise<FastifyReply> {
  const { hash } = request.params as { hash: string };
  const rows = /^[0-9a-f]{64}$/.test(hash) ? await readRecord(parts.ctx.database, hash) : undefined;
  if (!rows) return sendProblem(reply, rimProblem('notFound'));
  const error = rows.error === null ? undefined : await readError(parts.ctx.database, rows.error);
  const view = buildRecordPage(rows, error);
  return answer(request, reply, view, () => printEventPage(view, contextOf(request, parts)));
}

/** The view itself to programs, the page to people. */
function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  view: object,
  print: () => string,
): FastifyReply {
  reply.header('vary', 'accept, accept-language');
  if (prefersPage(request) || !/json/.test(request.headers.accept ?? ''))
    return sendPage(request, reply, print());
  return reply
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-cache')
    .send(JSON.stringify(view));
}

/** Sends a page that must be asked for anew each time: a recall may have come since. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  html: string,
  caching: 'no-cache' | 'no-store' = 'no-cache',
): FastifyReply {
  return reply
    .type(PAGE)
    .header('content-language', request.language)
    .header('cache-control', caching)
    .send(html);
}

function contextOf(request: FastifyRequest, parts: PortalRouteParts) {
  return pageContextOf(request, parts.settings, parts.portal.isDemo());
}

function pathBehind(request: FastifyRequest, prefix: string): string {
  return request.url.slice(prefix.length).split('?', 1)[0]!;
}

/** A whole number from 1; the usual one when nothing sensible was asked. */
export function wholeNumber(value: unknown, usual: number, most: number): number {
  const number = typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : usual;
  return Math.min(Math.max(1, number), most);
}

/** Error pages in the site's look, for the HTTP app. */
export const problemPage: ProblemPage = (document, _language, request) => {
  const demo = request.server.isDemo?.() ?? false;
  const context = pageContextOf(request, { divisions: {} }, demo);
  return printErrorPage(
    {
      status: document.status,
      code: document.code,
      title: document.title,
      details: [document.detail, ...document.problems.map(({ message }) => message)].filter(
        line => line !== undefined,
      ),
      signInFor: /^\/(?:desk|account|console)\b/.test(request.url) ? request.url : undefined,
    },
    context,
  );
};
