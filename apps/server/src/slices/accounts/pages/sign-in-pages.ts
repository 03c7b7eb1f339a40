import { hrefIn } from '@pinxin/site/frame';
import { printSecondFactor, printSignIn } from '@pinxin/site/sign-in-page';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listDemoAccounts, signInToDemo } from '../demo/demo-accounts.ts';
import type { Refusal, Result } from '../refusal.ts';
import { type AccountParts, clearSession, fromOf, setSession, tokenOf } from '../route-parts.ts';
import { checkCode } from '../second-factor/check-code.ts';
import { signOut } from '../sessions/end-session.ts';
import type { OpenedSession } from '../sessions/session.ts';
import { signIn } from '../sessions/sign-in.ts';
import { contextOf, fieldsOf, linesOf, safeNext, sendPage, statusOf, withForms } from './page-parts.ts';

const PUBLIC = { config: { access: 'public' } } as const;

/** Sign-in, second step and sign-out as pages: they work without a script. */
export function registerSignInPages(app: FastifyInstance, parts: AccountParts): void {
  const { ctx, demoAccounts } = parts;
  app.get('/sign-in', PUBLIC, async (request, reply) => {
    const { next } = request.query as Record<string, unknown>;
    return await showSignIn(request, reply, parts, safeNext(next), '', undefined);
  });
  app.get('/sign-in/second-factor', PUBLIC, async (request, reply) => {
    const { next } = request.query as Record<string, unknown>;
    return sendPage(request, reply, printSecondFactor(safeNext(next), [], await contextOf(request, parts)));
  });
  withForms(app, parts, scope => {
    scope.post('/sign-in', PUBLIC, async (request, reply) => {
      const { login = '', password = '', demo, next: asked } = fieldsOf(request);
      const next = safeNext(asked);
      const from = fromOf(request);
      const opened =
        demo === undefined
          ? await signIn(ctx, login.slice(0, 200), password.slice(0, 1_000), from)
          : await signInToDemo(ctx, demoAccounts, demo, from.device);
      if (!opened.ok) return await showSignIn(request, reply, parts, next, login, opened);
      return await goOn(request, reply, parts, opened, next);
    });
    scope.post('/sign-in/second-factor', PUBLIC, async (request, reply) => {
      const { code = '', next: asked } = fieldsOf(request);
      const next = safeNext(asked);
      const raised = await checkCode(ctx, tokenOf(request, parts) ?? '', code.slice(0, 100), request.ip);
      if (raised.ok) return await goOn(request, reply, parts, raised, next);
      const context = await contextOf(request, parts);
      // Name and password have to be given again: where the code is asked is of no use then.
      if (raised.code === 'sessionHalfwayMissing')
        return await showSignIn(request, reply, parts, next, '', raised);
      refusedWith(reply, raised);
      return sendPage(request, reply, printSecondFactor(next, linesOf(raised, request), context));
    });
    scope.post('/sign-out', PUBLIC, async (request, reply) => {
      await signOut(ctx, tokenOf(request, parts) ?? '');
      return clearSession(reply, parts).redirect('/', 303);
    });
  });
}

async function goOn(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: AccountParts,
  opened: Result<OpenedSession> & { readonly ok: true },
  next: string,
): Promise<FastifyReply> {
  const halfway = `/sign-in/second-factor?${new URLSearchParams({ next })}`;
  const target = opened.value.stage === 'open' ? next : halfway;
  return setSession(reply, opened.value, parts).redirect(
    hrefIn(await contextOf(request, parts), target),
    303,
  );
}

async function showSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: AccountParts,
  next: string,
  login: string,
  refusal: Refusal | undefined,
): Promise<FastifyReply> {
  if (refusal !== undefined) refusedWith(reply, refusal);
  const view = {
    next,
    login: login.slice(0, 200),
    complaints: refusal === undefined ? [] : linesOf(refusal, request),
    demoAccounts: (await listDemoAccounts(parts.ctx, parts.demoAccounts)) ?? [],
    ...(parts.provider === undefined ? {} : { provider: parts.provider.name }),
  };
  return sendPage(request, reply, printSignIn(view, await contextOf(request, parts)));
}

/** Status and headers of a refusal, for a page that says the rest. */
export function refusedWith(reply: FastifyReply, refusal: Refusal): void {
  const { status, headers = {} } = statusOf(refusal);
  reply.code(status).headers(headers);
}
