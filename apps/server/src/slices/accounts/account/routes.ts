import { ROLES } from '@pinxin/contract/permissions';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { waysOf } from '../../../kernel/authority.ts';
import { membershipsOf } from '../memberships/membership-store.ts';
import { membershipView } from '../memberships/membership-view.ts';
import { sendRefusal } from '../problems.ts';
import { refuse } from '../refusal.ts';
import { type AccountParts, personOf, tokenOf } from '../route-parts.ts';
import { sessionOfToken } from '../sessions/person-of-token.ts';
import { listAccounts } from './account-views.ts';
import { changePassword } from './change-password.ts';
import { changeAccount, createAccount } from './create-account.ts';
import { registerAccountSheetRoutes } from './sheet-routes.ts';

const Query = Type.Object({
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  party: Type.Optional(Type.String({ maxLength: 60 })),
  role: Type.Optional(Type.Enum([...ROLES])),
  disabled: Type.Optional(Type.Boolean()),
  after: Type.Optional(Type.Integer({ minimum: 0 })),
  perPage: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
});
const SheetQuery = Type.Omit(Query, ['perPage']);
const Id = Type.Object({ id: Type.String() });
const text = (most: number) => Type.String({ minLength: 1, maxLength: most });
const New = Type.Object({ login: text(200), name: text(200) }, { additionalProperties: false });
const Change = Type.Object(
  { name: Type.Optional(text(200)), disabled: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);
const Password = Type.Object(
  { current: text(1_000), password: text(1_000) },
  { additionalProperties: false },
);

/** Accounts: found, made, changed; one's own password. */
export function registerAccountBook(fastify: FastifyInstance, parts: AccountParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const { ctx } = parts;
  registerAccountSheetRoutes(fastify, parts, SheetQuery);
  app.get(
    '/accounts',
    {
      config: { access: 'account.manage', summary: { 'zh-CN': '账户', en: 'Accounts' } },
      schema: { querystring: Query },
    },
    async (request, reply) => {
      const { perPage = 50, ...filter } = request.query;
      const found = await listAccounts(
        ctx.database,
        waysOf(personOf(request), 'account.manage'),
        filter,
        perPage + 1,
      );
      const page = found.slice(0, perPage);
      const memberships = await membershipsOf(
        ctx.database,
        page.map(({ id }) => id),
      );
      const last = page.at(-1);
      return reply.header('cache-control', 'no-store').send({
        accounts: page.map(({ id, publicId, ...rest }) => ({
          id: publicId,
          ...rest,
          memberships: memberships.filter(({ account }) => account === id).flatMap(membershipView),
        })),
        ...(found.length > perPage && last !== undefined ? { next: last.id } : {}),
      });
    },
  );
  app.post(
    '/accounts',
    {
      config: {
        access: 'account.manage',
        summary: { 'zh-CN': '建立账户，得到一次性链接', en: 'Make an account; gives a one-time link' },
      },
      schema: { body: New },
    },
    async (request, reply) => {
      const made = await createAccount(ctx, personOf(request), request.body);
      if (!made.ok) return sendRefusal(reply, made);
      return reply.code(201).header('cache-control', 'no-store').send(made.value);
    },
  );
  app.patch(
    '/accounts/:id',
    {
      config: {
        access: 'signedIn',
        summary: { 'zh-CN': '更名、停用或启用', en: 'Rename, disable or enable' },
      },
      schema: { params: Id, body: Change },
    },
    async (request, reply) => {
      const changed = await changeAccount(ctx, personOf(request), request.params.id, request.body);
      return changed.ok ? reply.code(204).send() : sendRefusal(reply, changed);
    },
  );
  app.post(
    '/session/password',
    {
      config: { access: 'signedIn', summary: { 'zh-CN': '改自己的密码', en: "Change one's own password" } },
      schema: { body: Password },
    },
    async (request, reply) => {
      const session = await sessionOfToken(ctx, tokenOf(request, parts) ?? '');
      if (session === undefined) return sendRefusal(reply, refuse('sessionUnknown'));
      const wish = { ...request.body, address: request.ip };
      const changed = await changePassword(ctx, personOf(request), session, wish);
      return changed.ok ? reply.code(204).send() : sendRefusal(reply, changed);
    },
  );
}
