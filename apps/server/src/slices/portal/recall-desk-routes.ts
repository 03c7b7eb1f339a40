import { deskBar } from '@pinxin/site/desk-page';
import { printRecallDeskList, printRecallDeskPage } from '@pinxin/site/recall-desk-page';
import { printRecallList, printRecallPage } from '@pinxin/site/recalls-page';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendProblem } from '../../http/problem.ts';
import { rimProblem } from '../../http/rim-problems.ts';
import { actingFor, type RecallPages, type RecallParts } from '../trace/api.ts';
import { callerName } from './desk-routes.ts';
import { pageContextOf, type SiteSettings } from './page-context.ts';
import { recallAtWork, recallsAtWork } from './recall-desk.ts';
import { sendPage } from './routes.ts';

/** Announcements as pages, for the routes of recalls. */
export function recallPages(settings: SiteSettings): RecallPages {
  return {
    list: (request, list) => printRecallList(list, contextOf(request, settings)),
    one: (request, face) => printRecallPage(face, contextOf(request, settings)),
  };
}

/** 召回办理: the recalls at work, and one of them with the decision. */
export function registerRecallDeskRoutes(
  app: FastifyInstance,
  recall: RecallParts,
  settings: SiteSettings,
): void {
  const access = { config: { access: 'recall' } } as const;
  const bar = async (request: FastifyRequest) =>
    deskBar({ caller: await callerName(request, recall.ctx) }, contextOf(request, settings));

  app.get('/desk/recalls', access, async (request, reply) => {
    const page = printRecallDeskList(
      await recallsAtWork(recall.ctx),
      await bar(request),
      contextOf(request, settings),
    );
    return sendPage(request, reply, page, 'no-store');
  });

  app.get('/desk/recalls/:id', access, async (request, reply) => {
    const { id } = request.params as { id: string };
    const mayPublish = actingFor(request.caller, 'recall.publish') !== undefined;
    const view = await recallAtWork(recall, id, mayPublish);
    if (view === undefined) return sendProblem(reply, rimProblem('notFound'));
    const page = printRecallDeskPage(view, await bar(request), contextOf(request, settings));
    return sendPage(request, reply, page, 'no-store');
  });
}

function contextOf(request: FastifyRequest, settings: SiteSettings) {
  return pageContextOf(request, settings, request.server.isDemo?.() ?? false);
}
