import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Judgement, judge, type KnownCaller, type PersonCaller, STRANGER } from './caller.ts';
import { cookieIn, KEY_COOKIE, sessionTokenIn } from './cookies.ts';
import { type Problem, sendProblem } from './problem.ts';
import { rimProblem } from './rim-problems.ts';
import { changesState, isSameOrigin } from './same-origin.ts';

/** Finds whose key a secret is; undefined when nobody's, or revoked. */
export type CallerOf = (secret: string) => Promise<KnownCaller | undefined>;

/** Finds who is signed in with a session token; undefined when nobody, or no longer. */
export type PersonOf = (token: string) => Promise<PersonCaller | undefined>;

/** What the gate needs to know. */
export interface GateOptions {
  readonly callerOf: CallerOf;
  /** Nobody is ever signed in when absent. */
  readonly personOf?: PersonOf;
  /** The site's own origin where a proxy changes the host, e.g. `https://trace.example.cn`. */
  readonly publicUrl: string | undefined;
  readonly now: () => Date;
}

/** How long a key that was found good is not looked up again; a revoked key works so much longer. */
const CACHE_MS = 3_000;
const CACHE_SIZE = 2_000;
const LONGEST_SECRET = 512;

type Credential = { readonly secret: string; readonly from: 'header' | 'session' | 'cookie' };
type Found = KnownCaller | undefined | Promise<KnownCaller | undefined>;

/**
 * Puts the gate before every route: who is it, may they. Runs before the body is read, so that a stranger
 * cannot make the server work. A key in a header counts first, then a session, then the desk's key cookie.
 */
export function guard(app: FastifyInstance, options: GateOptions): void {
  const byKey = remembering(options.callerOf, options.now);
  const find = ({ secret, from }: Credential): Found =>
    from === 'session' ? options.personOf?.(secret) : byKey(secret);
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, reply, done) => {
    request.caller = STRANGER;
    const credentials = credentialsOf(request, options.publicUrl);
    const decide = (caller: KnownCaller | undefined, from: Credential['from'] | undefined): void => {
      const problem = refusalOf(request, from, caller, options);
      if (problem === undefined) done();
      else sendProblem(reply, problem);
    };
    const [first] = credentials;
    if (first === undefined) return decide(undefined, undefined);
    const found = find(first);
    // A caller that is remembered is let through without waiting.
    if (!(found instanceof Promise)) return decide(found, first.from);
    found
      .then(async caller => {
        if (caller !== undefined) return decide(caller, first.from);
        const [, second] = credentials;
        decide(second && (await find(second)), second?.from ?? first.from);
      })
      .catch(done);
  });
}

/** Lets the caller through, named in the request, or says why not. */
function refusalOf(
  request: FastifyRequest,
  from: Credential['from'] | undefined,
  caller: KnownCaller | undefined,
  { publicUrl }: GateOptions,
): Problem | undefined {
  if (caller !== undefined) {
    if (from !== 'header' && changesState(request) && !isSameOrigin(request, publicUrl)) {
      return rimProblem('crossSite');
    }
    request.caller = caller;
  } else if (from === 'header') {
    return notAuthenticated();
  }
  const access = request.routeOptions.config?.access ?? 'public';
  return refusal(judge(request.caller, access), access, request.caller.kind === 'person');
}

function refusal(verdict: Judgement, access: string, isPerson: boolean): Problem | undefined {
  switch (verdict) {
    case 'allowed':
      return undefined;
    case 'notAuthenticated':
      return notAuthenticated();
    case 'notSureEnough':
      return rimProblem('secondFactorNeeded');
    case 'notAllowed':
      return access === 'signedIn' ? rimProblem('personNeeded') : notAllowed(access, isPerson);
  }
}

function notAllowed(access: string, isPerson: boolean): Problem {
  return rimProblem(isPerson ? 'roleNotAllowed' : 'notAllowed', {
    problems: [
      {
        at: isPerson ? '/session' : '/header/authorization',
        code: isPerson ? 'permissionMissing' : 'scopeMissing',
        message: {
          'zh-CN': `缺少权限 ${access}`,
          en: `${isPerson ? 'permission' : 'scope'} ${access} is missing`,
        },
      },
    ],
  });
}

function notAuthenticated(): Problem {
  return rimProblem('notAuthenticated', { headers: { 'www-authenticate': 'Bearer realm="pinxin"' } });
}

function credentialsOf(request: FastifyRequest, publicUrl: string | undefined): readonly Credential[] {
  const bearer = /^bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
  const named = request.headers['x-api-key'];
  const header = bearer ?? (typeof named === 'string' && named !== '' ? named : undefined);
  if (header !== undefined) return [{ secret: header, from: 'header' }];
  if (request.headers.cookie === undefined) return [];
  const session = sessionTokenIn(request, publicUrl?.startsWith('https:') ?? false);
  const key = cookieIn(request, KEY_COOKIE);
  return [
    ...(session === undefined ? [] : [{ secret: session, from: 'session' } as const]),
    ...(key === undefined ? [] : [{ secret: key, from: 'cookie' } as const]),
  ];
}

function remembering(callerOf: CallerOf, now: () => Date): (secret: string) => Found {
  const known = new Map<string, { readonly caller: KnownCaller; readonly until: number }>();
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
