import type { DeskCaller, DeskPage, TraceQuestion } from '@pinxin/contract/lineage-page';
import { printDeskPage, printSignInPage } from '@pinxin/site/desk-page';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CallerOf } from '../../http/authenticate.ts';
import { keyCookie } from '../../http/cookies.ts';
import { sendProblem } from '../../http/problem.ts';
import { rimProblem } from '../../http/rim-problems.ts';
import { isSameOrigin } from '../../http/same-origin.ts';
import type { Context } from '../../kernel/context.ts';
import { codesIn, type Desk, questionOf } from './desk.ts';
import { readPartyName } from './home-views.ts';
import { pageContextOf, type SiteSettings } from './page-context.ts';
import { draftStart } from './recall-desk.ts';
import { sendPage, wholeNumber } from './routes.ts';
import { localText } from './row-facts.ts';

/** What the desks need. */
export interface DeskParts {
  readonly ctx: Context;
  readonly desk: Desk;
  readonly settings: SiteSettings;
  readonly callerOf: CallerOf;
  readonly publicUrl: string | undefined;
}

const PUBLIC = { config: { access: 'public' } } as const;
const SIGNED_IN_SECONDS = 8 * 3600;
const LARGEST_FORM = 8_192;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Sign-in, trace desk, recall desk, common cause: pages for inspectors, drawn on the server. */
export function registerDeskRoutes(app: FastifyInstance, parts: DeskParts): void {
  app.get('/desk', PUBLIC, async (_request, reply) => reply.redirect('/desk/recall', 302));
  registerSignIn(app, parts);
  for (const desk of ['trace', 'recall'] as const) {
    const access = { config: { access: desk } } as const;
    app.get(`/desk/${desk}`, access, async (request, reply) => {
      const question = questionOf(request.query as Record<string, unknown>, desk);
      const answer = question && (await parts.desk.trace(question, pageAsked(request)));
      const view = { desk, ...(question ? { question } : {}), ...(answer ? { answer } : {}) };
      const mayDraft = desk === 'recall' && answer !== undefined && answer.suspects.length > 0;
      return sendDesk(request, reply, parts, view, mayDraft ? question : undefined);
    });
    app.get(`/desk/${desk}.json`, access, async (request, reply) => {
      const question = questionOf(request.query as Record<string, unknown>, desk);
      if (!question) return sendProblem(reply, rimProblem('invalidRequest'));
      return reply
        .header('cache-control', 'no-store')
        .send(await parts.desk.trace(question, pageAsked(request)));
    });
    for (const format of ['csv', 'xlsx'] as const) {
      app.get(`/desk/${desk}.${format}`, access, async (request, reply) => {
        const question = questionOf(request.query as Record<string, unknown>, desk);
        if (!question) return sendProblem(reply, rimProblem('invalidRequest'));
        return reply
          .type(format === 'csv' ? 'text/csv; charset=utf-8' : XLSX)
          .header('cache-control', 'no-store')
          .header('content-disposition', `attachment; filename="${desk}.${format}"`)
          .send(await parts.desk.exportHolders(question, format, request.language));
      });
    }
  }
  app.get('/desk/cause', { config: { access: 'trace' } }, async (request, reply) => {
    const codes = codesIn((request.query as Record<string, unknown>).codes);
    const causes = codes.length > 0 ? await parts.desk.commonCause(codes) : undefined;
    return sendDesk(request, reply, parts, { desk: 'cause', ...(causes ? { causes } : {}) });
  });
}

function registerSignIn(app: FastifyInstance, parts: DeskParts): void {
  const secure = parts.publicUrl?.startsWith('https:') ?? false;
  app.get('/desk/sign-in', PUBLIC, async (request, reply) => {
    const next = safeNext((request.query as Record<string, unknown>).next);
    return sendPage(
      request,
      reply,
      printSignInPage(false, next, contextOf(request, parts, false)),
      'no-store',
    );
  });
  // Whoever signed in as a person signs out on the page of their account: a link must not do it.
  app.get('/desk/sign-out', PUBLIC, async (request, reply) =>
    reply
      .header('set-cookie', keyCookie('', secure, 0))
      .redirect(request.caller.kind === 'person' ? '/account' : '/', 303),
  );
  app.register(async scope => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: LARGEST_FORM },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body as string))),
    );
    scope.post('/desk/sign-in', PUBLIC, async (request, reply) => {
      if (!isSameOrigin(request, parts.publicUrl)) return sendProblem(reply, rimProblem('crossSite'));
      const { key = '', next: asked } = (request.body ?? {}) as { key?: unknown; next?: unknown };
      const secret = typeof key === 'string' ? key.trim() : '';
      const next = safeNext(asked);
      const caller = secret === '' ? undefined : await parts.callerOf(secret);
      if (caller === undefined) {
        return sendPage(
          request,
          reply.code(401),
          printSignInPage(true, next, contextOf(request, parts, false)),
          'no-store',
        );
      }
      return reply.header('set-cookie', keyCookie(secret, secure, SIGNED_IN_SECONDS)).redirect(next, 303);
    });
  });
}

async function sendDesk(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: DeskParts,
  view: Pick<DeskPage, 'desk' | 'question' | 'answer' | 'causes'>,
  draft?: TraceQuestion,
): Promise<FastifyReply> {
  const isDemo = request.server.isDemo?.() ?? false;
  const { search } = new URL(request.url, 'http://here');
  const query = new URLSearchParams(search);
  query.delete('page');
  query.delete('lang');
  const caller = await callerName(request, parts.ctx);
  const page: DeskPage = { ...view, caller, isDemo, query: String(query) };
  const start = draft && draftStart(parts.ctx, draft, view.answer?.problems ?? [], caller);
  return sendPage(request, reply, printDeskPage(page, contextOf(request, parts, isDemo), start), 'no-store');
}

/** Who is at the desk. */
export async function callerName(request: FastifyRequest, ctx: Context): Promise<DeskCaller> {
  const { caller } = request;
  if (caller.kind === 'stranger') throw new Error('a desk page was reached without a key');
  if (caller.kind === 'person') return { name: localText(caller.name, null), label: caller.publicId };
  const name = await readPartyName(ctx.database, caller.party);
  return { name: localText(name?.zh ?? caller.publicId, name?.en ?? null), label: caller.publicId };
}

/** Only addresses on this host: a sign-in page must not send people elsewhere. */
function safeNext(value: unknown): string {
  return typeof value === 'string' && /^\/desk(?:\/[a-z-]+)?(?:\?[^\s\\]*)?$/.test(value)
    ? value
    : '/desk/recall';
}

function contextOf(request: FastifyRequest, parts: DeskParts, demo: boolean) {
  return pageContextOf(request, parts.settings, demo || (request.server.isDemo?.() ?? false));
}

function pageAsked(request: FastifyRequest): number {
  return wholeNumber((request.query as Record<string, unknown>).page, 1, 10_000);
}
