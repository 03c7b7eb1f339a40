import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendRefusal } from '../problems.ts';
import { type AccountParts, personOf } from '../route-parts.ts';
import { confirmNoticeAddress, noticeAddress, setNoticeAddress } from './notice-address.ts';
import { isAddressConfirmed } from './notice-store.ts';
import { noticesOf } from './notice-views.ts';

const Address = Type.Object({ address: Type.String({ maxLength: 300 }) }, { additionalProperties: false });

/** What happened to one's own account, and where one is told of it. */
export function registerNoticeRoutes(fastify: FastifyInstance, { ctx }: AccountParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  app.get(
    '/session/notices',
    {
      config: {
        access: 'signedIn',
        summary: {
          'zh-CN': '我的账户最近的变动，和通知地址',
          en: 'What changed in one’s own account lately, and where one is told of it',
        },
      },
    },
    async (request, reply) => {
      const caller = personOf(request);
      const [items, address] = await Promise.all([
        noticesOf(ctx.database, caller.publicId),
        noticeAddress(ctx, caller),
      ]);
      return reply.header('cache-control', 'no-store').send({
        address: address ?? null,
        confirmed: address !== undefined && (await isAddressConfirmed(ctx.database, caller.account)),
        items,
      });
    },
  );
  app.post(
    '/session/notice-address',
    {
      config: {
        access: 'signedIn',
        summary: {
          'zh-CN': '设置通知地址（空则不发）；原地址也会收到通知',
          en: 'Set where notices go (empty: nowhere); the former address is told as well',
        },
      },
      schema: { body: Address },
    },
    async (request, reply) => {
      const set = await setNoticeAddress(ctx, personOf(request), request.body.address);
      return set.ok ? reply.code(204).send() : sendRefusal(reply, set);
    },
  );
  app.post(
    '/session/notice-address/confirm',
    {
      config: {
        access: 'signedIn',
        summary: {
          'zh-CN': '用发到通知邮箱的链接里的令牌确认这个邮箱',
          en: 'Confirm the address for notices with the token of the link that was sent there',
        },
      },
      schema: {
        body: Type.Object(
          { token: Type.String({ minLength: 1, maxLength: 200 }) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const confirmed = await confirmNoticeAddress(ctx, personOf(request), request.body.token);
      return confirmed.ok ? reply.code(204).send() : sendRefusal(reply, confirmed);
    },
  );
}
