import { buildPassport } from '@pinxin/credentials/passport/build-passport';
import { printPassportPage } from '@pinxin/site/passport-page';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Problem, prefersPage, sendProblem } from '../../../http/problem.ts';
import { rimProblem } from '../../../http/rim-problems.ts';
import { signForOperator } from '../../statements/api.ts';
import { pageContextOf } from '../page-context.ts';
import { type PortalRouteParts, sendPage } from '../routes.ts';
import { type NoPassport, passportContent } from './passport.ts';
import { passportPage } from './passport-page.ts';

const JWT = 'application/vc+jwt';

/** 产品护照 of a lot or pack: signed (`vc+jwt`), as JSON, and as a page. */
export function registerPassportRoutes(app: FastifyInstance, parts: PortalRouteParts): void {
  const summary = {
    'zh-CN': '一批或一件产品的护照（UNTP DPP）：签名原件、JSON，浏览器看到页面',
    en: 'The passport of a lot or pack (UNTP DPP): signed, as JSON, or as a page',
  };
  app.get('/passports/*', { config: { access: 'public', summary } }, async (request, reply) => {
    const code = parts.readCode(request.url.slice('/passports'.length).split('?', 1)[0]!);
    if (code === undefined) return sendProblem(reply, rimProblem('notFound'));
    const view = await parts.portal.viewOf(code);
    const content = await passportContent(parts.ctx, code, view);
    if (typeof content === 'string') return sendProblem(reply, PROBLEMS[content]);
    reply.header('cache-control', 'no-store').header('vary', 'accept, accept-language');
    const { document, secured } = await signForOperator(parts.ctx, issuer =>
      buildPassport({ ...content, issuer }),
    );
    const form = formOf(request);
    if (form === 'page') {
      const context = pageContextOf(request, parts.settings, parts.portal.isDemo());
      const page = passportPage(view, content, document, secured !== undefined);
      return sendPage(request, reply, printPassportPage(page, context), 'no-store');
    }
    if (form === 'json') return reply.type('application/json; charset=utf-8').send(JSON.stringify(document));
    if (secured === undefined) return sendProblem(reply, UNSIGNED);
    return reply
      .type(JWT)
      .header('content-disposition', 'inline; filename="passport.jwt"')
      .send(Buffer.from(secured, 'ascii'));
  });
}

/** An address may say it (`?as=jwt`), for links that people press; else what the reader takes. */
function formOf(request: FastifyRequest): 'page' | 'json' | 'jwt' {
  const { as } = request.query as { as?: unknown };
  if (as === 'json' || as === 'jwt') return as;
  if (prefersPage(request)) return 'page';
  const accept = request.headers.accept ?? '';
  return /application\/(?:ld\+)?json/.test(accept) && !accept.includes(JWT) ? 'json' : 'jwt';
}

const UNSIGNED: Problem = {
  ...{ status: 409, code: 'noSigningKey' },
  title: {
    'zh-CN': '运营方现在没有签名密钥，护照不能签名',
    en: 'The operator has no signing key now: the passport cannot be signed',
  },
  detail: {
    'zh-CN': '可以先取未签名的 JSON（?as=json），或者稍后再来。',
    en: 'Take the unsigned JSON (?as=json), or come back later.',
  },
};

const PROBLEMS: Readonly<Record<NoPassport, Problem>> = {
  codeUnknown: {
    ...{ status: 404, code: 'code.unknown' },
    title: { 'zh-CN': '查不到这个码', en: 'This code is not on record' },
  },
  notALot: {
    ...{ status: 404, code: 'passport.notALot' },
    title: {
      'zh-CN': '只有批次和单品有护照',
      en: 'Only lots and single packs have a passport',
    },
    detail: {
      'zh-CN': '请用带批号或序列号的码，例如 (01)…(10)…。',
      en: 'Use a code with a lot or serial number, such as (01)…(10)….',
    },
  },
  originUnknown: {
    ...{ status: 404, code: 'passport.originUnknown' },
    title: {
      'zh-CN': '没有记录说明它在哪里、由谁生产，不能出具护照',
      en: 'No record tells who made it or where: no passport can be made',
    },
  },
};
