import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PersonCaller } from '../../http/caller.ts';
import { sessionCookie, sessionTokenIn } from '../../http/cookies.ts';
import type { Context } from '../../kernel/context.ts';
import type { DemoAccount } from './demo/demo-accounts.ts';
import type { Provider } from './oidc/provider.ts';
import type { OpenedSession } from './sessions/session.ts';
import { deviceOf } from './sessions/session.ts';
import type { From } from './sessions/sign-in.ts';

/** What the routes of accounts need from outside. */
export interface AccountParts {
  readonly ctx: Context;
  /** The address people reach the site at; cookies are `Secure` where it is https. */
  readonly publicUrl: string | undefined;
  /** The people that the region offers in its demo. */
  readonly demoAccounts: readonly DemoAccount[];
  /** Another provider by which people may sign in. */
  readonly provider?: Provider;
  /** Whether owners are told of changes by mail as well. */
  readonly sendsNotices?: boolean;
}

/** Where a request comes from. */
export function fromOf(request: FastifyRequest): From {
  return { address: request.ip, device: deviceOf(request.headers['user-agent']) };
}

/** The person of a route that asks for `signedIn`. */
export function personOf({ caller }: FastifyRequest): PersonCaller {
  if (caller.kind !== 'person') throw new Error('a route for persons was reached by somebody else');
  return caller;
}

/** Whether the site is reached over https only. */
export function isSecure({ publicUrl }: AccountParts): boolean {
  return publicUrl?.startsWith('https:') ?? false;
}

/** The session token that a request carries. */
export function tokenOf(request: FastifyRequest, parts: AccountParts): string | undefined {
  return sessionTokenIn(request, isSecure(parts));
}

/** Puts a session into the browser's cookie. */
export function setSession(reply: FastifyReply, session: OpenedSession, parts: AccountParts): FastifyReply {
  const seconds = Math.max(
    1,
    Math.ceil((session.expiresAt.getTime() - parts.ctx.clock.now().getTime()) / 1_000),
  );
  return reply
    .header('set-cookie', sessionCookie(session.token, isSecure(parts), seconds))
    .header('cache-control', 'no-store');
}

/** Takes it out again. */
export function clearSession(reply: FastifyReply, parts: AccountParts): FastifyReply {
  return reply
    .header('set-cookie', sessionCookie('', isSecure(parts), 0))
    .header('cache-control', 'no-store');
}
