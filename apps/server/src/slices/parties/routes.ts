import { isScope, SCOPES } from '@pinxin/contract/access';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../../http/caller.ts';
import type { TypeBoxProvider } from '../../http/fastify-types.ts';
import { sendProblem } from '../../http/problem.ts';
import type { Context } from '../../kernel/context.ts';
import { inTransaction } from '../../kernel/transaction.ts';
import { registerDistinctionRoutes } from './duplicates/distinction-routes.ts';
import type { MergeFollower } from './duplicates/merge-parties.ts';
import { registerDuplicateRoutes } from './duplicates/routes.ts';
import { IMPORT_LIMITS, type ImportParts } from './imports/imports.ts';
import { registerImportRoutes } from './imports/routes.ts';
import { issueKey, revokeKey } from './issue-key.ts';
import { NO_KEY, registerKeyRoutes } from './keys/routes.ts';
import { PartyRegistration, PlaceRegistration } from './party.ts';
import { registerOwnPlaceRoutes } from './places/own-routes.ts';
import { registerPlaceRoutes } from './places/routes.ts';
import { NO_PARTY, refuseRegistration } from './register/answers.ts';
import { registerRegisterRoutes } from './register/routes.ts';
import { registerParties, registerPlaces } from './register-parties.ts';
import { registerRelationRoutes } from './relations/routes.ts';
import { partiesByUscc } from './store.ts';

/** Registration of parties, places and keys (scope `register`), and a party's public face. */
export function registerPartyRoutes(
  fastify: FastifyInstance,
  ctx: Context,
  imports: Omit<ImportParts, 'ctx'> = { divisions: new Map(), limits: IMPORT_LIMITS },
  followers: readonly MergeFollower[] = [],
): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  registerRegisterRoutes(fastify, ctx);
  registerPlaceRoutes(fastify, ctx);
  registerOwnPlaceRoutes(fastify, ctx);
  registerRelationRoutes(fastify, ctx);
  registerDuplicateRoutes(fastify, ctx, followers);
  registerDistinctionRoutes(fastify, ctx);
  registerImportRoutes(fastify, { ctx, ...imports });
  registerKeyRoutes(fastify, ctx);

  app.put(
    '/parties/:uscc',
    {
      config: {
        access: 'register',
        summary: { 'zh-CN': '登记或更新一个主体', en: 'Register a party or bring it up to date' },
      },
      schema: { params: Type.Object({ uscc: Type.String() }), body: Type.Omit(PartyRegistration, ['uscc']) },
    },
    async (request, reply) => {
      const party = { ...request.body, uscc: request.params.uscc } as PartyRegistration;
      const outcome = await inTransaction(ctx, async tx => {
        const result = await registerParties(ctx, tx, [party], '', actorOf(request.caller));
        if (result.rows[0] !== undefined) {
          tx.journal({
            actor: actorOf(request.caller),
            kind: 'parties-registered',
            facts: { parties: [result.rows[0].publicId] },
          });
        }
        return result;
      });
      if (outcome.rows[0] === undefined) return refuseRegistration(reply, outcome.problems);
      return reply.send({ id: outcome.rows[0].publicId, uscc: party.uscc });
    },
  );

  app.put(
    '/places',
    {
      config: {
        access: 'register',
        summary: { 'zh-CN': '登记或更新一个场所', en: 'Register a place or bring it up to date' },
      },
      schema: { body: PlaceRegistration },
    },
    async (request, reply) => {
      const problems = await inTransaction(ctx, async tx => {
        const found = await registerPlaces(tx, [request.body], '', actorOf(request.caller));
        if (found.length === 0)
          tx.journal({ actor: actorOf(request.caller), kind: 'places-registered', facts: { count: 1 } });
        return found;
      });
      return problems.length > 0
        ? refuseRegistration(reply, problems)
        : reply.send({ uri: request.body.uri });
    },
  );

  app.post(
    '/parties/:uscc/keys',
    {
      config: {
        access: 'register',
        summary: {
          'zh-CN': '给主体发放 API 密钥（只显示一次）',
          en: 'Issue an API key for a party (shown once)',
        },
      },
      schema: {
        params: Type.Object({ uscc: Type.String() }),
        body: Type.Object(
          {
            scopes: Type.Array(Type.Enum([...SCOPES]), { minItems: 1, maxItems: SCOPES.length }),
            label: Type.String({ minLength: 1, maxLength: 100 }),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const party = (await partiesByUscc(ctx.database, [request.params.uscc])).get(request.params.uscc);
      if (party === undefined) return sendProblem(reply, NO_PARTY);
      const { scopes, label } = request.body;
      const key = await issueKey(ctx, actorOf(request.caller), {
        party: party.id,
        scopes: scopes.filter(isScope),
        label,
      });
      return reply.code(201).header('cache-control', 'no-store').send(key);
    },
  );

  app.delete(
    '/keys/:id',
    {
      config: { access: 'register', summary: { 'zh-CN': '作废一个密钥', en: 'Revoke a key' } },
      schema: { params: Type.Object({ id: Type.String() }) },
    },
    async (request, reply) => {
      const revoked = await revokeKey(ctx, actorOf(request.caller), request.params.id);
      return revoked ? reply.code(204).send() : sendProblem(reply, NO_KEY);
    },
  );
}
