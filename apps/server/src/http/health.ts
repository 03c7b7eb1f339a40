import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problem.ts';
import { rimProblem } from './rim-problems.ts';

/** Whether this process can do its work now. */
export interface Readiness {
  readonly database: boolean;
  readonly migrated: boolean;
}

/** `/healthz`: the process lives. `/readyz`: it can answer, for load balancers. */
export function registerHealth(app: FastifyInstance, readiness: () => Promise<Readiness>): void {
  app.get(
    '/healthz',
    { config: { access: 'public', summary: { 'zh-CN': '进程是否活着', en: 'Whether the process lives' } } },
    async (_request, reply) => reply.header('cache-control', 'no-store').send({ alive: true }),
  );
  app.get(
    '/readyz',
    { config: { access: 'public', summary: { 'zh-CN': '是否可以提供服务', en: 'Whether it can serve' } } },
    async (_request, reply) => {
      const ready = await readiness();
      if (ready.database && ready.migrated) return reply.header('cache-control', 'no-store').send(ready);
      const missing = Object.entries(ready).filter(([, holds]) => !holds);
      return sendProblem(
        reply,
        rimProblem('unavailable', {
          headers: { 'retry-after': '5' },
          problems: missing.map(([what]) => ({
            at: `/${what}`,
            code: `${what}NotReady`,
            message: {
              'zh-CN': what === 'database' ? '数据库没有应答' : '数据库结构不是本版本的',
              en:
                what === 'database'
                  ? 'the database does not answer'
                  : 'the schema is not that of this release',
            },
          })),
        }),
      );
    },
  );
}
