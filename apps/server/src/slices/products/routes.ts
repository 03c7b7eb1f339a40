import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { actorOf, type KnownCaller } from '../../http/caller.ts';
import type { TypeBoxProvider } from '../../http/fastify-types.ts';
import { sendProblem } from '../../http/problem.ts';
import type { Context } from '../../kernel/context.ts';
import { inTransaction, type Tx } from '../../kernel/transaction.ts';
import {
  PartyRegistration,
  PlaceRegistration,
  type RegistrationProblem,
  registerParties,
  registerPlaces,
} from '../parties/api.ts';
import { BrandRegistration } from './brands/brand.ts';
import { registerBrandListRoutes } from './brands/list-routes.ts';
import { registerBrands } from './brands/register-brands.ts';
import { registerBrandRoutes } from './brands/routes.ts';
import { registerProductListRoutes } from './list-routes.ts';
import { ProductRegistration } from './product.ts';
import { registerOwnProduct } from './register-own-product.ts';
import { registerProducts } from './register-products.ts';

const Registrations = Type.Object(
  {
    parties: Type.Optional(Type.Array(PartyRegistration, { maxItems: 10_000 })),
    places: Type.Optional(Type.Array(PlaceRegistration, { maxItems: 10_000 })),
    products: Type.Optional(Type.Array(ProductRegistration, { maxItems: 10_000 })),
    brands: Type.Optional(Type.Array(BrandRegistration, { maxItems: 10_000 })),
  },
  { additionalProperties: false },
);

/** Thrown to roll back what was written before a problem was found; never leaves this file. */
class Refused extends Error {
  readonly problems: readonly RegistrationProblem[];
  constructor(problems: readonly RegistrationProblem[]) {
    super('registration refused');
    this.problems = problems;
  }
}

/** Registration of products, and of parties, places and products together. */
export function registerProductRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  registerBrandRoutes(fastify, ctx);
  registerBrandListRoutes(fastify, ctx);
  registerProductListRoutes(fastify, ctx);

  app.post(
    '/products',
    {
      config: {
        access: 'party.write',
        summary: { 'zh-CN': '登记或更新自己的产品', en: 'Register a product of a party within reach' },
      },
      schema: { body: Type.Omit(ProductRegistration, ['demo']) },
    },
    async (request, reply) => {
      const wish = request.body as Omit<ProductRegistration, 'demo'>;
      const { problems, gtin } = await registerOwnProduct(ctx, request.caller as KnownCaller, wish);
      return problems.length > 0 ? refuse(reply, problems) : reply.send({ gtin });
    },
  );

  app.put(
    '/products/:gtin',
    {
      config: {
        access: 'register',
        summary: { 'zh-CN': '登记或更新一个产品', en: 'Register a product or bring it up to date' },
      },
      schema: {
        params: Type.Object({ gtin: Type.String() }),
        body: Type.Omit(ProductRegistration, ['gtin']),
      },
    },
    async (request, reply) => {
      const product = { ...request.body, gtin: request.params.gtin } as ProductRegistration;
      const problems = await attempt(ctx, request, { products: 1 }, tx =>
        registerProducts(ctx, tx, [product], ''),
      );
      return problems.length > 0 ? refuse(reply, problems) : reply.send({ gtin: product.gtin });
    },
  );

  app.post(
    '/registrations',
    {
      bodyLimit: 16 * 1024 * 1024,
      config: {
        access: 'register',
        summary: {
          'zh-CN': '一起登记主体、场所、产品和品牌，全部或全无',
          en: 'Register parties, places, products and brands together, all or nothing',
        },
      },
      schema: { body: Registrations },
    },
    async (request, reply) => {
      const { parties = [], places = [], products = [], brands } = request.body;
      const counts = {
        ...{ parties: parties.length, places: places.length, products: products.length },
        ...(brands === undefined ? {} : { brands: brands.length }),
      };
      const problems = await attempt(ctx, request, counts, async tx => {
        const found = [
          ...(await registerParties(ctx, tx, parties, undefined, actorOf(request.caller))).problems,
        ];
        // What depends on a refused party can't be judged; what does not is told in the same answer.
        found.push(
          ...(await registerPlaces(tx, places, undefined, actorOf(request.caller))),
          ...(await registerProducts(ctx, tx, products)),
        );
        found.push(...(await registerBrands(ctx, tx, [{ reach: 'any' }], brands ?? [])).problems);
        return found;
      });
      return problems.length > 0 ? refuse(reply, problems) : reply.send(counts);
    },
  );
}

async function attempt(
  ctx: Context,
  request: FastifyRequest,
  facts: Readonly<Record<string, number>>,
  work: (tx: Tx) => Promise<readonly RegistrationProblem[]>,
): Promise<readonly RegistrationProblem[]> {
  try {
    return await inTransaction(ctx, async tx => {
      const problems = await work(tx);
      if (problems.length > 0) throw new Refused(problems);
      tx.journal({ actor: actorOf(request.caller), kind: 'registered', facts });
      return problems;
    });
  } catch (error) {
    if (error instanceof Refused) return error.problems;
    throw error;
  }
}

function refuse(reply: Parameters<typeof sendProblem>[0], problems: readonly RegistrationProblem[]) {
  return sendProblem(reply, {
    status: 422,
    code: 'registrationRefused',
    title: { 'zh-CN': '登记有误，什么也没有写入', en: 'The registration is not right; nothing was written' },
    problems,
  });
}
