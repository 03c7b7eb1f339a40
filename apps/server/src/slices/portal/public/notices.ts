import { localDateOf } from '@pinxin/rules/local-date';
import { printNotices } from '@pinxin/site/notices-page';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../../kernel/context.ts';
import type { PublicNotice } from '../../schemes/api.ts';
import type { SiteSettings } from '../page-context.ts';
import { sendPage } from '../routes.ts';
import { contextOf } from './routes.ts';

/** 正在公示 as a page, for the route of notices. */
export function noticePrinter(ctx: Context, settings: SiteSettings) {
  return (request: FastifyRequest, reply: FastifyReply, notices: readonly PublicNotice[]): FastifyReply => {
    const view = {
      objectionId: ctx.newId('obj'),
      isThanks: (request.query as { thanks?: unknown }).thanks === '1',
      notices: notices.map(({ division, from, ...notice }) => ({
        ...notice,
        from: localDateOf(from),
        division: division === null ? undefined : settings.divisions[division],
      })),
    };
    return sendPage(request, reply, printNotices(view, contextOf(request, settings)), 'no-store');
  };
}
