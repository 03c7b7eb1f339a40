import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { judge, type KeyCaller, type KnownCaller, STRANGER } from './caller.ts';
import { type Problem, sendProblem } from './problem.ts';
import { rimProblem } from './rim-problems.ts';

/** Finds whose key a secret is; undefined when nobody's, or revoked. */
export type CallerOf = (secret: string) => Promise<KeyCaller | undefined>;

/** What the gate needs to know. */
export interface GateOptions {
  readonly callerOf: CallerOf;
  /** The site's own origin where a proxy changes the host, e.g. `https://trace.example.cn`. */
  readonly publicUrl: string | undefined;
  readonly now: () => Date;
}

/** The cookie in which the desk keeps its key. */
export const KEY_COOKIE = 'pinxin_key';

/** How long a key that was found good is not looked up again; a revoked key works so much longer. */
const CACHE_MS = 3_000;
const CACHE_SIZE = 2_000;
const LONGEST_SECRET = 512;

type Credential = { readonly secret: string; readonly from: 'header' | 'cookie' };

/**
 * Puts the gate before every route: who is it, may they. Runs before the body is read, so that a stranger
 * cannot make the server work.
 */
export function guard(app: FastifyInstance, options: GateOptions): void {
  const find = remembering(options.callerOf, options.now);
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, reply, done) => {
    request.caller = STRANGER;
    const credential = credentialOf(request);
    const decide = (caller: KnownCaller | undefined): void => {
      const problem = refusalOf(request, credential, caller, options);
      if (problem === undefined) done();
      else sendProblem(reply, problem);
    };
    const found = credential && find(credential.secret);
    // A caller that is remembered is let through without waiting.
    if (found instanceof Promise) found.then(decide, done);
    else decide(found);
  });
}

/** Lets the caller through, named in the request, or says why not. */
function refusalOf(
  request: FastifyRequest,
  credential: Credential | undefined,
  caller: KnownCaller | undefined,
  { publicUrl }: GateOptions,
): Problem | undefined {
  if (caller !== undefined) {
    if (credential?.from === 'cookie' && changesState(request) && !isSameOrigin(request, publicUrl)) {
      return rimProblem('crossSite');
    }
    request.caller = caller;
  } else if (credential?.from === 'header') {
    return notAuthenticated();
  }
  const access = request.routeOptions.config?.access ?? 'public';
  const verdict = judge(request.caller, access);
  if (verdict === 'allowed') return undefined;
  if (verdict === 'notAuthenticated') return notAuthenticated();
  return rimProblem('notAllowed', {
    problems: [
      {
        at: '/header/authorization',
        code: 'scopeMissing',
        message: { 'zh-CN': `缺少权限 ${access}`, en: `scope ${access} is missing` },
      },
    ],
  });
}

/** A `Set-Cookie` value that keeps a key for the desk: not readable by scripts, not sent from other sites. */
export function keyCookie(secret: string, secure: boolean, maxAgeSeconds: number): string {
  return `${KEY_COOKIE}=${encodeURIComponent(secret)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${secure ? '; Secure' : ''}`;
}

/** Whether a request was sent by a page of this very site. Browsers say so themselves; silence is no. */
export function isSameOrigin(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  if (publicUrl !== undefined && new URL(publicUrl).origin === origin) return true;
  const { protocol, host } = new URL(origin);
  const asked = `${protocol}//${request.headers.host ?? ''}`;
  return URL.canParse(asked) && new URL(asked).host === host;
}

function notAuthenticated() {
  return rimProblem('notAuthenticated', { headers: { 'www-authenticate': 'Bearer realm="pinxin"' } });
}

function changesState(request: FastifyRequest): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
}

function credentialOf(request: FastifyRequest): Credential | undefined {
  const bearer = /^bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
  const named = request.headers['x-api-key'];
  const header = bearer ?? (typeof named === 'string' && named !== '' ? named : undefined);
  if (header !== undefined) return { secret: header, from: 'header' };
  const cookie = cookieOf(request.headers.cookie ?? '', KEY_COOKIE);
  return cookie === undefined || cookie === '' ? undefined : { secret: cookie, from: 'cookie' };
}

function cookieOf(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key !== name || value === undefined) continue;
    try {
      return decodeURIComponent(value);
    } catch {
      return undefined;
    }
  }
  return undefined;
}

function remembering(
  callerOf: CallerOf,
  now: () => Date,
): (secret: string) => KeyCaller | undefined | ReturnType<CallerOf> {
  const known = new Map<string, { readonly caller: KeyCaller; readonly until: number }>();
  return secret => {
    if (secret.length > LONGEST_SECRET) return undefined;
    const digest = hash('sha256', secret, 'base64');
    const at = now().getTime();
    const found = known.get(digest);
    if (found !== undefined && found.until > at) return found.caller;
    known.delete(digest);
    return callerOf(secret).then(caller => {
      if (caller === undefined) return undefined;
      if (known.size >= CACHE_SIZE) known.delete(known.keys().next().value!);
      known.set(digest, { caller, until: at + CACHE_MS });
      return caller;
    });
  };
}
