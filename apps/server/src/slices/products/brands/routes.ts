import type { FastifyInstance } from 'fastify';
import { actorOf, waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { BrandRegistration } from './brand.ts';
import { registerBrands } from './register-brands.ts';

/** Registering brands. They are read with the public pages. */
export function registerBrandRoutes(fastify: FastifyInstance, ctx: Context): void {
  fastify.withTypeProvider<TypeBoxProvider>().post(
    '/brands',
    {
      config: {
        access: 'party.write',
        summary: { 'zh-CN': '登记或更新一个品牌', en: 'Register a brand or bring it up to date' },
      },
      schema: { body: BrandRegistration },
    },
    async (request, reply) => {
      const ways = waysOfCaller(request.caller, 'party.write');
      const { problems, ids } = await inTransaction(ctx, async tx => {
        const registered = await registerBrands(ctx, tx, ways, [request.body], '');
        if (registered.problems.length === 0) {
          const facts = { brands: registered.ids };
          tx.journal({ actor: actorOf(request.caller), kind: 'brands-registered', facts });
        }
        return registered;
      });
      if (problems.length === 0) return reply.send({ id: ids[0] });
      return sendProblem(reply, {
        status: 422,
        code: 'registrationRefused',
        title: {
          'zh-CN': '登记有误，什么也没有写入',
          en: 'The registration is not right; nothing was written',
        },
        problems,
      });
    },
  );
}
