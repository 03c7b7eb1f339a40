import { ROLES } from '@pinxin/contract/permissions';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendRefusal } from '../problems.ts';
import { refuse } from '../refusal.ts';
import { type AccountParts, fromOf, personOf } from '../route-parts.ts';
import { sendOpened } from '../sessions/routes.ts';
import { acceptInvitation, readInvitation } from './accept-invitation.ts';
import { invite, offerRecovery } from './invite.ts';

const text = (most: number) => Type.String({ minLength: 1, maxLength: most });
const Wish = Type.Object(
  {
    party: text(60),
    role: Type.Enum([...ROLES]),
    area: Type.Optional(Type.Union([Type.String({ maxLength: 6 }), Type.Null()])),
    name: Type.Optional(text(100)),
  },
  { additionalProperties: false },
);
const Token = Type.Object({ token: Type.String() });
const Acceptance = Type.Object(
  { login: Type.Optional(text(200)), name: Type.Optional(text(200)), password: Type.Optional(text(1_000)) },
  { additionalProperties: false },
);

/** One-time links: made by who manages accounts, used by whoever holds them. */
export function registerInvitationRoutes(fastify: FastifyInstance, parts: AccountParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const { ctx } = parts;
  app.post(
    '/invitations',
    {
      config: {
        access: 'account.manage',
        summary: {
          'zh-CN': '邀请一个人任职（链接只显示一次）',
          en: 'Invite somebody to a role; the link is shown once',
        },
      },
      schema: { body: Wish },
    },
    async (request, reply) => {
      const made = await invite(ctx, personOf(request), request.body);
      if (!made.ok) return sendRefusal(reply, made);
      const path = `/sign-in/invitation/${made.value.token}`;
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...made.value, path });
    },
  );
  app.post(
    '/accounts/:id/recovery',
    {
      config: {
        access: 'account.manage',
        summary: {
          'zh-CN': '给丢了密码或验证器的人一个恢复链接',
          en: 'A recovery link for who lost password or factor',
        },
      },
      schema: { params: Type.Object({ id: Type.String() }) },
    },
    async (request, reply) => {
      const made = await offerRecovery(ctx, personOf(request), request.params.id);
      if (!made.ok) return sendRefusal(reply, made);
      const path = `/sign-in/invitation/${made.value.token}`;
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...made.value, path });
    },
  );
  app.get(
    '/invitations/:token',
    {
      config: { access: 'public', summary: { 'zh-CN': '这个链接是做什么的', en: 'What this link is for' } },
      schema: { params: Token },
    },
    async (request, reply) => {
      const open = await readInvitation(ctx, request.params.token);
      if (open === undefined) return sendRefusal(reply, refuse('invitationUnknown'));
      const { kind, role, name, expiresAt, partyNameZh, partyNameEn } = open;
      return reply.header('cache-control', 'no-store').send({
        ...{ kind, role, name, expiresAt },
        ...(partyNameZh === null
          ? {}
          : { at: { 'zh-CN': partyNameZh, ...(partyNameEn === null ? {} : { en: partyNameEn }) } }),
      });
    },
  );
  app.post(
    '/invitations/:token/accept',
    {
      config: {
        access: 'public',
        summary: { 'zh-CN': '接受邀请或恢复账户', en: 'Accept, or recover the account' },
      },
      schema: { params: Token, body: Acceptance },
    },
    async (request, reply) => {
      const { caller } = request;
      const person = caller.kind === 'person' ? caller : undefined;
      const { device } = fromOf(request);
      const accepted = await acceptInvitation(ctx, request.params.token, request.body, person, device);
      if (!accepted.ok) return sendRefusal(reply, accepted);
      if (accepted.value === undefined) return reply.code(204).send();
      return sendOpened(reply, { ok: true, value: accepted.value }, parts);
    },
  );
}
