import { ROLES } from '@pinxin/contract/permissions';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendRefusal } from '../problems.ts';
import { type AccountParts, personOf } from '../route-parts.ts';
import { endMembership, grantMembership } from './grant-membership.ts';

const Wish = Type.Object(
  {
    party: Type.String({ minLength: 1, maxLength: 60 }),
    role: Type.Enum([...ROLES]),
    from: Type.Optional(Type.String({ maxLength: 10 })),
    to: Type.Optional(Type.String({ maxLength: 10 })),
    area: Type.Optional(Type.Union([Type.String({ maxLength: 6 }), Type.Null()])),
    basis: Type.Optional(Type.Enum(['office', 'delegation'])),
    consent: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
);

/** Offices and delegations of accounts. */
export function registerMembershipRoutes(fastify: FastifyInstance, { ctx }: AccountParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  app.post(
    '/accounts/:id/memberships',
    {
      config: {
        access: 'account.manage',
        summary: { 'zh-CN': '授予任职或代办', en: 'Grant an office or a delegation' },
      },
      schema: { params: Type.Object({ id: Type.String() }), body: Wish },
    },
    async (request, reply) => {
      const granted = await grantMembership(ctx, personOf(request), request.params.id, request.body);
      return granted.ok ? reply.code(201).send(granted.value) : sendRefusal(reply, granted);
    },
  );
  app.delete(
    '/accounts/:id/memberships/:membership',
    {
      config: {
        access: 'signedIn',
        summary: { 'zh-CN': '结束任职（也可辞去自己的）', en: 'End an office; one’s own too' },
      },
      schema: { params: Type.Object({ id: Type.String(), membership: Type.String() }) },
    },
    async (request, reply) => {
      const { id, membership } = request.params;
      const ended = await endMembership(ctx, personOf(request), id, membership);
      return ended.ok ? reply.code(204).send() : sendRefusal(reply, ended);
    },
  );
}
