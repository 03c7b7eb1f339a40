import type { FastifyRequest } from 'fastify';

/** The cookie in which the desk keeps its key. */
export const KEY_COOKIE = 'pinxin_key';

/** Names of the session cookie. Browsers take `__Host-` only with Secure, Path=/ and no Domain. */
const SESSION_COOKIE = { secure: '__Host-pinxin_session', plain: 'pinxin_session' } as const;

/** A `Set-Cookie` value that keeps a key for the desk: not readable by scripts, not sent from other sites. */
export function keyCookie(secret: string, secure: boolean, maxAgeSeconds: number): string {
  return `${KEY_COOKIE}=${encodeURIComponent(secret)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${secure ? '; Secure' : ''}`;
}

/**
 * A `Set-Cookie` value that keeps a session: not readable by scripts. Lax, so that a link in a letter leads to
 * where one is signed in; what changes something must come from this very site all the same (`isSameOrigin`).
 */
export function sessionCookie(token: string, secure: boolean, maxAgeSeconds: number): string {
  const name = secure ? SESSION_COOKIE.secure : SESSION_COOKIE.plain;
  return `${name}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure ? '; Secure' : ''}`;
}

/** The session token that a request carries, by the name that fits how the site is reached. */
export function sessionTokenIn(request: FastifyRequest, secure: boolean): string | undefined {
  return cookieIn(request, secure ? SESSION_COOKIE.secure : SESSION_COOKIE.plain);
}

/** One cookie of a request; undefined when there is none, or nothing in it. */
export function cookieIn(request: FastifyRequest, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key !== name || value === undefined || value === '') continue;
    try {
      return decodeURIComponent(value);
    } catch {
      return undefined;
    }
  }
  return undefined;
}
