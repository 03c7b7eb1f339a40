import {
  BRAND_KINDS,
  BRAND_ORDERS,
  type BrandKind,
  type BrandOrder,
  type CertificatePage,
  MARK_KINDS,
  MARK_ORDERS,
  type MarkKind,
  type MarkOrder,
} from '@pinxin/contract/public-pages';
import { isLocalDate, localDateOf } from '@pinxin/rules/local-date';
import { printBrandList, printBrandPage } from '@pinxin/site/brands-page';
import { printCertificatePage } from '@pinxin/site/certificate-page';
import { printEnterprisePage } from '@pinxin/site/enterprise-page';
import type { PageContext } from '@pinxin/site/frame';
import { printMarkList } from '@pinxin/site/marks-page';
import { printSuccessions } from '@pinxin/site/successions-page';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { prefersPage, sendProblem } from '../../../http/problem.ts';
import { rimProblem } from '../../../http/rim-problems.ts';
import type { Context } from '../../../kernel/context.ts';
import { pageContextOf, type SiteSettings } from '../page-context.ts';
import { sendPage, wholeNumber } from '../routes.ts';
import { brandList, brandPage } from './brands.ts';
import { enterprisePage } from './enterprise.ts';
import { type MarkFilter, markList } from './marks.ts';
import { successionPage } from './successions.ts';

const LAST_PAGE = 200;
const LONGEST_WORDS = 100;

type Query = Readonly<Record<string, unknown>>;

/** Brands, the register of marks, enterprises: pages for people, the same as data for programs. */
export function registerPublicRoutes(app: FastifyInstance, ctx: Context, settings: SiteSettings): void {
  const { database } = ctx;
  const today = () => localDateOf(ctx.clock.now());
  const about = (zh: string, en: string) =>
    ({ config: { access: 'public', summary: { 'zh-CN': zh, en } } }) as const;

  app.get('/brands', about('品牌名录', 'The brands of the region'), async (request, reply) => {
    const query = request.query as Query;
    const page = wholeNumber(query.page, 1, LAST_PAGE);
    const view = await brandList(database, { ...brandFilterIn(query), today: today(), page });
    return answer(request, reply, view, context => printBrandList(view, context), settings);
  });

  app.get('/brands/:id', about('一个品牌', 'A brand'), async (request, reply) => {
    const { id } = request.params as { id: string };
    const view = await brandPage(database, id, today());
    if (view === undefined) return sendProblem(reply, rimProblem('notFound'));
    return answer(request, reply, view, context => printBrandPage(view, context), settings);
  });

  app.get(
    '/authorities/successions',
    about(
      '机构承接：哪个部门承接了哪个部门，某日（on）的情况',
      'Which authority took the place of which, as of a day (on)',
    ),
    async (request, reply) => {
      const { on } = request.query as Query;
      const day = typeof on === 'string' && isLocalDate(on) ? on : today();
      const view = await successionPage(database, day);
      return answer(request, reply, view, context => printSuccessions(view, context), settings);
    },
  );

  app.get(
    '/enterprises/:id',
    about('一个主体的公开档案', "A party's file as the public may read it"),
    async (request, reply) => {
      const { id } = request.params as { id: string };
      const found = await enterprisePage(database, id, today());
      if (found === undefined) return sendProblem(reply, rimProblem('notFound'));
      if (found.kind === 'moved') return reply.redirect(`/enterprises/${found.to}`, 301);
      return answer(
        request,
        reply,
        found.page,
        context => printEnterprisePage(found.page, context),
        settings,
      );
    },
  );
}

/** 标志登记簿 as a page, for the route of the register. */
export function marksPage({ database, clock }: Context, settings: SiteSettings) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const filter = markFilterIn(request.query as Query, localDateOf(clock.now()));
    const view = await markList(database, filter);
    reply.header('vary', 'accept, accept-language');
    return sendPage(request, reply, printMarkList(view, contextOf(request, settings)));
  };
}

/** 证书查验页, for the route of certificates. */
export function certificatePrinter(settings: SiteSettings) {
  return (request: FastifyRequest, reply: FastifyReply, view: CertificatePage, qr: string): FastifyReply =>
    sendPage(request, reply, printCertificatePage(view, qr, contextOf(request, settings)));
}

/** What a reader asks of the catalogue of brands; what makes no sense is left out. */
export function brandFilterIn(query: Query) {
  const division = wordsIn(query.division);
  return {
    kind: oneOf<BrandKind>(query.kind, BRAND_KINDS),
    query: wordsIn(query.q),
    category: wordsIn(query.category) || undefined,
    division: /^\d{2,6}$/.test(division) ? division : undefined,
    order: oneOf<BrandOrder>(query.order, BRAND_ORDERS) ?? 'name',
  };
}

/** What a reader asks of the register of marks; what makes no sense is left out. */
export function markFilterIn(query: Query, today: string): MarkFilter {
  const on = typeof query.on === 'string' && isLocalDate(query.on) ? query.on : today;
  return {
    ...{ on, today, kind: oneOf<MarkKind>(query.kind, MARK_KINDS), query: wordsIn(query.q) },
    scheme: wordsIn(query.scheme) || undefined,
    order: oneOf<MarkOrder>(query.order, MARK_ORDERS) ?? 'newest',
    page: wholeNumber(query.page, 1, LAST_PAGE),
  };
}

/** The words of a filter. */
export function wordsIn(value: unknown): string {
  // NUL is no character of PostgreSQL's texts.
  return typeof value === 'string' ? value.replaceAll('\0', '').trim().slice(0, LONGEST_WORDS) : '';
}

/** One of a closed set, where something of it was asked. */
export function oneOf<T extends string>(value: unknown, choices: readonly T[]): T | undefined {
  return choices.find(choice => choice === value);
}

/** The page to people, the view itself to programs. */
export function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  view: object,
  print: (context: PageContext) => string,
  settings: SiteSettings,
): FastifyReply {
  reply.header('vary', 'accept, accept-language');
  if (prefersPage(request) && (request.query as Query).as !== 'json') {
    return sendPage(request, reply, print(contextOf(request, settings)));
  }
  return reply.header('cache-control', 'no-cache').send(view);
}

/** What every page is told. */
export function contextOf(request: FastifyRequest, settings: SiteSettings): PageContext {
  return pageContextOf(request, settings, request.server.isDemo?.() ?? false);
}
