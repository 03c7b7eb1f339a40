import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Access, SCOPES } from '@pinxin/contract/access';
import { DECIDING, GRANTS, ROLES, type Role } from '@pinxin/contract/permissions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { type App, createApp } from './http/app.ts';
import type { KnownCaller, PersonCaller } from './http/caller.ts';
import { type TestContext, testContext } from './kernel/testing.ts';
import { wiring } from './main.ts';

// The whole app as it is wired: a route that is added is tested without anybody thinking of it.

/** What the gate answers to whom it does not let in. */
const REFUSALS = ['notAuthenticated', 'notAllowed', 'roleNotAllowed', 'personNeeded', 'secondFactorNeeded'];

/** Callers by the secret that they show. */
const CALLERS: ReadonlyMap<string, KnownCaller> = new Map<string, KnownCaller>([
  ...SCOPES.map(scope => [`key:${scope}`, aKey(scope)] as const),
  ['person:none', aPerson([])],
  ...ROLES.map(role => [`person:${role}`, aPerson([role])] as const),
  ...ROLES.map(role => [`password:${role}`, { ...aPerson([role]), assurance: 'password' as const }] as const),
]);

describe('every route of the app', () => {
  let test: TestContext;
  let app: App;
  let data: string;

  beforeAll(async () => {
    test = await testContext();
    data = mkdtempSync(join(tmpdir(), 'pinxin-routes-'));
    await test.database.pool.query(
      `insert into party (public_id, kind, name_zh, is_demo, created_at) values ('pty_own', 'enterprise', 'own', true, now());
       insert into account (public_id, login, name, created_at) values ('acc_1', 'somebody', 'somebody', now())`,
    );
    app = createApp({
      callerOf: async secret => CALLERS.get(secret),
      readiness: async () => ({ database: true, migrated: true }),
      now: () => test.clock.now(),
      publicUrl: undefined,
      logLevel: 'silent',
    });
    const config = readConfig({ DATABASE_URL: test.database.url, PINXIN_DATA: data });
    await wiring.register(app.fastify, { ctx: test.ctx, config, databaseUrl: test.database.url });
    await app.fastify.ready();
  });
  afterAll(async () => {
    await app.fastify.close();
    await test.close();
    rmSync(data, { recursive: true, force: true });
  });

  /** The gate's word for this caller at this route; `in` when it let them pass. Nothing may break on the way. */
  async function ask(method: string, url: string, secret: string | undefined): Promise<string> {
    const path = url.replace(/:[A-Za-z]+/g, 'x').replace(/\*$/, 'x');
    const headers = {
      'sec-fetch-site': 'same-origin',
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    };
    const answer = await app.fastify.inject({ method: method as 'GET', url: path, headers });
    if (answer.statusCode >= 500) return `${answer.statusCode}`;
    const code = /problem\+json/.test(String(answer.headers['content-type']))
      ? answer.json().code
      : undefined;
    return (answer.statusCode === 401 || answer.statusCode === 403) && REFUSALS.includes(code) ? code : 'in';
  }

  /** What the rule table says, worked out here anew. */
  function expected(access: Access, caller: KnownCaller | undefined): string {
    if (access === 'public') return 'in';
    if (caller === undefined) return 'notAuthenticated';
    if (access === 'signedIn') return caller.kind === 'person' ? 'in' : 'personNeeded';
    if (caller.kind === 'party') return caller.scopes.has(access) ? 'in' : 'notAllowed';
    if (!caller.memberships.some(({ role }) => access in GRANTS[role])) return 'roleNotAllowed';
    const decides = (DECIDING as readonly string[]).includes(access);
    return decides && caller.assurance === 'password' ? 'secondFactorNeeded' : 'in';
  }

  const routes = () =>
    app.routes.flatMap(({ methods, url, access }) =>
      methods
        .filter(method => method !== 'HEAD' && method !== 'OPTIONS')
        .map(method => ({ method, url, access })),
    );

  it('lets in and refuses strangers, keys and persons of every role as the rule table says', async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const { method, url, access } of routes()) {
      // What is public lets everybody in: asking as a stranger is enough.
      const callers = access === 'public' ? [] : [...CALLERS.keys()];
      for (const secret of [undefined, ...callers]) {
        const got = await ask(method, url, secret);
        const wanted = expected(access, secret === undefined ? undefined : CALLERS.get(secret));
        asked++;
        // A command may ask for more than the gate: managing everybody's accounts, one's own second factor.
        const askedMore = got === 'secondFactorNeeded' && secret?.startsWith('password:') === true;
        if (got !== wanted && !(wanted === 'in' && askedMore))
          wrong.push(`${method} ${url} (${access}) as ${secret ?? 'stranger'}: ${got}, not ${wanted}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(500);
  }, 240_000);

  it('that changes something is public for a stated reason only', () => {
    const open = routes().filter(({ method, access }) => access === 'public' && method !== 'GET');
    expect(open.map(({ method, url }) => `${method} ${url}`).sort()).toEqual(
      open
        .map(({ method, url }) => `${method} ${url}`)
        .filter(route => OPEN_TO_CHANGE.includes(route))
        .sort(),
    );
  });
});

/** Routes that change something and ask for nobody: proving who one is, one-time links, objections to a public notice. */
const OPEN_TO_CHANGE = [
  'POST /sessions',
  'POST /session/second-factor',
  'POST /session/passkey',
  'POST /session/passkey/options',
  'POST /sign-in',
  'POST /sign-in/second-factor',
  'POST /sign-in/invitation/:token',
  'POST /invitations/:token/accept',
  'POST /sign-out',
  'POST /desk/sign-in',
  'POST /public-notices/:id/objections',
  'POST /public-notices/:id/objection',
  // Changes nothing: what is to be verified is sent along.
  'POST /verify',
];

function aKey(scope: (typeof SCOPES)[number]): KnownCaller {
  return { kind: 'party', party: 1, publicId: 'pty_own', partyKind: 'enterprise', scopes: new Set([scope]) };
}

function aPerson(roles: readonly Role[]): PersonCaller {
  return {
    kind: 'person',
    account: 1,
    publicId: 'acc_1',
    name: 'somebody',
    memberships: roles.map(role => ({ party: 1, partyPublicId: 'pty_own', role, division: '640521' })),
    assurance: 'secondFactor',
  };
}
