import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cookieIn } from '../../../http/cookies.ts';
import { safeNext } from '../pages/page-parts.ts';
import { showSignIn } from '../pages/sign-in-pages.ts';
import { sendRefusal } from '../problems.ts';
import { refuse } from '../refusal.ts';
import { type AccountParts, fromOf, isSecure, setSession } from '../route-parts.ts';
import { comeBack, setOut } from './round-trip.ts';

const PUBLIC = { config: { access: 'public' } } as const;
const STATE_COOKIE = 'pinxin_provider';
const PATIENCE_SECONDS = 600;

/** Signing in by another provider: there and back. */
export function registerProviderRoutes(app: FastifyInstance, parts: AccountParts): void {
  const { ctx, provider } = parts;
  app.get('/sign-in/provider', PUBLIC, async (request, reply) => {
    if (provider === undefined) return sendRefusal(reply, refuse('providerUnknown'));
    const { next, link } = request.query as Record<string, unknown>;
    const { caller } = request;
    const linking = link === 'yes' && caller.kind === 'person' ? caller : undefined;
    const trip = await setOut(ctx, provider, safeNext(next), linking).catch((error: Error) => {
      // Whose address it is stands in the settings; what went wrong there is for the operator, not for the reader.
      request.log.warn({ err: error }, 'the other provider does not answer');
      return undefined;
    });
    if (trip === undefined) return await failed(request, reply, parts, safeNext(next));
    return reply
      .header('set-cookie', stateCookie(trip.state, parts, PATIENCE_SECONDS))
      .header('cache-control', 'no-store')
      .redirect(trip.url, 302);
  });
  app.get('/sign-in/provider/callback', PUBLIC, async (request, reply) => {
    if (provider === undefined) return sendRefusal(reply, refuse('providerUnknown'));
    const { caller } = request;
    const arrived = await comeBack(
      ctx,
      provider,
      new URL(request.url, parts.publicUrl ?? 'http://localhost'),
      {
        state: cookieIn(request, STATE_COOKIE) ?? '',
        device: fromOf(request).device,
        caller: caller.kind === 'person' ? caller : undefined,
      },
    );
    if (!arrived.ok) return await failed(request, reply, parts, '/console');
    const { next, session } = arrived.value;
    if (session === undefined) return reply.redirect(next, 303);
    setSession(reply, session, parts);
    return reply.redirect(
      session.stage === 'open' ? next : `/sign-in/second-factor?${new URLSearchParams({ next })}`,
      303,
    );
  });
}

async function failed(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: AccountParts,
  next: string,
): Promise<FastifyReply> {
  return await showSignIn(request, reply, parts, next, '', refuse('providerRefused'));
}

function stateCookie(state: string, parts: AccountParts, seconds: number): string {
  return `${STATE_COOKIE}=${state}; Path=/sign-in; HttpOnly; SameSite=Lax; Max-Age=${seconds}${isSecure(parts) ? '; Secure' : ''}`;
}
