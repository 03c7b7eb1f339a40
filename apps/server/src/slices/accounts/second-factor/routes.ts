import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendRefusal } from '../problems.ts';
import { type AccountParts, personOf, setSession, tokenOf } from '../route-parts.ts';
import { confirmTotp, dropTotp, offerTotp, renewRecoveryCodes } from './enrol-totp.ts';

const Code = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 100 }) },
  { additionalProperties: false },
);

/** One's own authenticator and recovery codes. */
export function registerSecondFactorRoutes(fastify: FastifyInstance, parts: AccountParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const { ctx } = parts;
  app.post(
    '/session/totp',
    {
      config: {
        access: 'signedIn',
        summary: {
          'zh-CN': '开始设置验证器（密钥只显示一次）',
          en: 'Begin to set up an authenticator; shown once',
        },
      },
    },
    async (request, reply) => {
      const offer = await offerTotp(ctx, personOf(request));
      return offer.ok
        ? reply.code(201).header('cache-control', 'no-store').send(offer.value)
        : sendRefusal(reply, offer);
    },
  );
  app.post(
    '/session/totp/confirm',
    {
      config: {
        access: 'signedIn',
        summary: { 'zh-CN': '确认验证器，得到恢复码', en: 'Confirm the authenticator; gives recovery codes' },
      },
      schema: { body: Code },
    },
    async (request, reply) => {
      const token = tokenOf(request, parts) ?? '';
      const confirmed = await confirmTotp(ctx, personOf(request), token, request.body.code, request.ip);
      if (!confirmed.ok) return sendRefusal(reply, confirmed);
      const { recoveryCodes, session } = confirmed.value;
      return setSession(reply, session, parts).send({ recoveryCodes });
    },
  );
  app.delete(
    '/session/totp',
    { config: { access: 'signedIn', summary: { 'zh-CN': '停用验证器', en: 'Remove the authenticator' } } },
    async (request, reply) => {
      const dropped = await dropTotp(ctx, personOf(request));
      return dropped.ok ? reply.code(204).send() : sendRefusal(reply, dropped);
    },
  );
  app.post(
    '/session/recovery-codes',
    { config: { access: 'signedIn', summary: { 'zh-CN': '换新的恢复码', en: 'New recovery codes' } } },
    async (request, reply) => {
      const codes = await renewRecoveryCodes(ctx, personOf(request));
      if (!codes.ok) return sendRefusal(reply, codes);
      return reply.code(201).header('cache-control', 'no-store').send({ recoveryCodes: codes.value });
    },
  );
}
