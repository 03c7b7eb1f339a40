import { passkeyScript } from '@pinxin/site/passkey-script';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendRefusal } from '../problems.ts';
import { type AccountParts, fromOf, personOf, setSession, tokenOf } from '../route-parts.ts';
import { sendOpened } from '../sessions/routes.ts';
import { dropPasskey } from './drop-passkey.ts';
import { passkeysOf } from './passkey-store.ts';
import { offerPasskey, registerPasskey } from './register-passkey.ts';
import { askPasskey, signInWithPasskey } from './sign-in-with-passkey.ts';
import { siteOf } from './site.ts';

const text = (most: number) => Type.String({ minLength: 1, maxLength: most });
/** What `PublicKeyCredential.toJSON()` gives (WebAuthn §5.1); browsers add fields of their own. */
const Made = Type.Object({
  id: text(2_000),
  rawId: text(2_000),
  type: Type.Literal('public-key'),
  response: Type.Object({ clientDataJSON: text(10_000), attestationObject: text(50_000) }),
  clientExtensionResults: Type.Object({}),
});
const Proved = Type.Object({
  id: text(2_000),
  rawId: text(2_000),
  type: Type.Literal('public-key'),
  response: Type.Object({
    clientDataJSON: text(10_000),
    authenticatorData: text(10_000),
    signature: text(2_000),
  }),
  clientExtensionResults: Type.Object({}),
});

/** Passkeys (WebAuthn): to sign in with, to have, to add, to remove. */
export function registerPasskeyRoutes(fastify: FastifyInstance, parts: AccountParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const { ctx } = parts;
  app.get('/sign-in/passkey.js', { config: { access: 'public' } }, async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(passkeyScript),
  );
  app.post(
    '/session/passkey/options',
    {
      config: {
        access: 'public',
        summary: { 'zh-CN': '要一个通行密钥的挑战', en: 'A challenge for a passkey' },
      },
    },
    async (request, reply) =>
      reply.header('cache-control', 'no-store').send(await askPasskey(ctx, siteOf(request, parts))),
  );
  app.post(
    '/session/passkey',
    {
      config: { access: 'public', summary: { 'zh-CN': '用通行密钥登录', en: 'Sign in with a passkey' } },
      schema: { body: Proved },
    },
    async (request, reply) => {
      const answer = request.body as unknown as AuthenticationResponseJSON;
      const where = { ...siteOf(request, parts), device: fromOf(request).device };
      return sendOpened(reply, await signInWithPasskey(ctx, answer, where, tokenOf(request, parts)), parts);
    },
  );
  registerOwn(fastify, parts);
}

function registerOwn(fastify: FastifyInstance, parts: AccountParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const { ctx } = parts;
  app.get(
    '/session/passkeys',
    { config: { access: 'signedIn', summary: { 'zh-CN': '我的通行密钥', en: 'My passkeys' } } },
    async (request, reply) => {
      const rows = await passkeysOf(ctx.database, personOf(request).account);
      const passkeys = rows.map(({ publicId, label, createdAt, lastUsedAt }) => ({
        ...{ id: publicId, label, createdAt, lastUsedAt },
      }));
      return reply.header('cache-control', 'no-store').send({ passkeys });
    },
  );
  app.post(
    '/session/passkeys/options',
    {
      config: { access: 'signedIn', summary: { 'zh-CN': '开始添加通行密钥', en: 'Begin to add a passkey' } },
    },
    async (request, reply) => {
      const offer = await offerPasskey(ctx, personOf(request), siteOf(request, parts));
      return offer.ok
        ? reply.header('cache-control', 'no-store').send(offer.value)
        : sendRefusal(reply, offer);
    },
  );
  app.post(
    '/session/passkeys',
    {
      config: { access: 'signedIn', summary: { 'zh-CN': '添加通行密钥', en: 'Add a passkey' } },
      schema: { body: Made },
    },
    async (request, reply) => {
      const answer = request.body as unknown as RegistrationResponseJSON;
      const where = { ...siteOf(request, parts), device: fromOf(request).device };
      const made = await registerPasskey(
        ctx,
        personOf(request),
        tokenOf(request, parts) ?? '',
        answer,
        where,
      );
      if (!made.ok) return sendRefusal(reply, made);
      return setSession(reply, made.value.session, parts).code(201).send({ id: made.value.id });
    },
  );
  app.delete(
    '/session/passkeys/:id',
    {
      config: { access: 'signedIn', summary: { 'zh-CN': '删除通行密钥', en: 'Remove a passkey' } },
      schema: { params: Type.Object({ id: Type.String() }) },
    },
    async (request, reply) => {
      const dropped = await dropPasskey(ctx, personOf(request), request.params.id);
      return dropped.ok ? reply.code(204).send() : sendRefusal(reply, dropped);
    },
  );
}
