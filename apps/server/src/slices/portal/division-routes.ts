import type { FastifyInstance } from 'fastify';
import type { SiteSettings } from './page-context.ts';

const A_DAY_S = 86_400;

/** 行政区划: the names behind the codes, as this region keeps them; for whoever shows a code to people. */
export function registerDivisionRoutes(app: FastifyInstance, { divisions }: SiteSettings): void {
  const items = Object.entries(divisions)
    .map(([code, name]) => ({ code, name }))
    .sort((one, other) => (one.code < other.code ? -1 : 1));
  app.get(
    '/divisions',
    {
      config: {
        access: 'public',
        summary: { 'zh-CN': '行政区划代码与名称', en: 'Divisions: their codes and names' },
      },
    },
    async (_request, reply) => reply.header('cache-control', `public, max-age=${A_DAY_S}`).send({ items }),
  );
}
