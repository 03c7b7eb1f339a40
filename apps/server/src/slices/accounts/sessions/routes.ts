import type { SignInView } from '@pinxin/contract/session';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { listDemoAccounts, signInToDemo } from '../demo/demo-accounts.ts';
import { sendRefusal } from '../problems.ts';
import { type Result, refuse } from '../refusal.ts';
import { type AccountParts, clearSession, fromOf, personOf, setSession, tokenOf } from '../route-parts.ts';
import { checkCode } from '../second-factor/check-code.ts';
import { revokeSession, signOut } from './end-session.ts';
import { sessionOfToken } from './person-of-token.ts';
import { IDLE_SESSION_MS, type OpenedSession } from './session.ts';
import { sessionsOf } from './session-store.ts';
import { viewSession } from './session-view.ts';
import { signIn } from './sign-in.ts';

const SignIn = Type.Union([
  Type.Object(
    {
      login: Type.String({ minLength: 1, maxLength: 200 }),
      password: Type.String({ minLength: 1, maxLength: 1_000 }),
    },
    { additionalProperties: false },
  ),
  Type.Object({ demo: Type.String({ minLength: 1, maxLength: 100 }) }, { additionalProperties: false }),
]);
const Code = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 100 }) },
  { additionalProperties: false },
);
const SIGNED_IN = Type.Object({
  next: Type.Enum(['done', 'secondFactor']),
  session: Type.String(),
  expiresAt: Type.String(),
});

/** Signing in and out, who one is, one's sessions. */
export function registerSessionRoutes(fastify: FastifyInstance, parts: AccountParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const { ctx } = parts;
  registerSignIn(fastify, parts);
  app.get(
    '/session',
    {
      config: {
        access: 'signedIn',
        summary: { 'zh-CN': '我是谁，能做什么', en: 'Who I am and what I may do' },
      },
    },
    async (request, reply) => {
      const session = await sessionOfToken(ctx, tokenOf(request, parts) ?? '');
      if (session === undefined) return sendRefusal(reply, refuse('sessionUnknown'));
      return reply
        .header('cache-control', 'no-store')
        .send(await viewSession(ctx, personOf(request), session));
    },
  );
  app.delete(
    '/session',
    { config: { access: 'signedIn', summary: { 'zh-CN': '退出登录', en: 'Sign out' } } },
    async (request, reply) => {
      await signOut(ctx, tokenOf(request, parts) ?? '');
      return clearSession(reply, parts).code(204).send();
    },
  );
  app.get(
    '/sessions',
    { config: { access: 'signedIn', summary: { 'zh-CN': '我的会话', en: 'My sessions' } } },
    async (request, reply) => {
      const now = ctx.clock.now();
      const seenAfter = new Date(now.getTime() - IDLE_SESSION_MS);
      const current = await sessionOfToken(ctx, tokenOf(request, parts) ?? '');
      const rows = await sessionsOf(ctx.database, personOf(request).account, now, seenAfter);
      return reply.header('cache-control', 'no-store').send({
        sessions: rows.map(({ id, publicId, ...rest }) => ({
          id: publicId,
          ...rest,
          current: id === current?.session,
        })),
      });
    },
  );
  app.delete(
    '/sessions/:id',
    {
      config: { access: 'signedIn', summary: { 'zh-CN': '结束一个会话', en: 'Revoke a session' } },
      schema: { params: Type.Object({ id: Type.String() }) },
    },
    async (request, reply) => {
      const revoked = await revokeSession(ctx, personOf(request), request.params.id);
      return revoked.ok ? reply.code(204).send() : sendRefusal(reply, revoked);
    },
  );
}

function registerSignIn(fastify: FastifyInstance, parts: AccountParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const { ctx, demoAccounts } = parts;
  app.post(
    '/sessions',
    {
      config: {
        access: 'public',
        summary: { 'zh-CN': '登录（演示账户：只写 demo）', en: 'Sign in (a demo account: `demo` alone)' },
      },
      schema: { body: SignIn, response: { 201: SIGNED_IN } },
    },
    async (request, reply) => {
      const { body } = request;
      const from = fromOf(request);
      const opened =
        'demo' in body
          ? await signInToDemo(ctx, demoAccounts, body.demo, from.device)
          : await signIn(ctx, body.login, body.password, from);
      return sendOpened(reply, opened, parts);
    },
  );
  app.post(
    '/session/second-factor',
    {
      config: {
        access: 'public',
        summary: {
          'zh-CN': '第二重验证：验证器的码或恢复码',
          en: 'Second factor: a code or a recovery code',
        },
      },
      schema: { body: Code, response: { 201: SIGNED_IN } },
    },
    async (request, reply) => {
      const raised = await checkCode(ctx, tokenOf(request, parts) ?? '', request.body.code, request.ip);
      return sendOpened(reply, raised, parts);
    },
  );
  app.get(
    '/sign-in/demo-accounts',
    {
      config: {
        access: 'public',
        summary: { 'zh-CN': '演示账户（只在演示中）', en: 'Demo accounts (in a demo only)' },
      },
    },
    async (_request, reply) => {
      const accounts = await listDemoAccounts(ctx, demoAccounts);
      if (accounts === undefined) return sendRefusal(reply, refuse('demoOnly'));
      return reply.header('cache-control', 'no-store').send({ accounts });
    },
  );
}

/** The session goes into the cookie, never into the body. */
export function sendOpened(
  reply: FastifyReply,
  opened: Result<OpenedSession>,
  parts: AccountParts,
): FastifyReply {
  if (!opened.ok) return sendRefusal(reply, opened);
  const { id, stage, expiresAt } = opened.value;
  const view: SignInView = {
    next: stage === 'open' ? 'done' : 'secondFactor',
    session: id,
    expiresAt: expiresAt.toISOString(),
  };
  return setSession(reply, opened.value, parts).code(201).send(view);
}
