import type { Role } from '@pinxin/contract/permissions';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { KnownRoute } from '../../../http/access.ts';
import { createApp } from '../../../http/app.ts';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { hashPassword } from '../password/password-hash.ts';
import type { AccountParts } from '../route-parts.ts';
import { registerAccountRoutes } from '../routes.ts';
import { openTotp } from '../second-factor/kept-secret.ts';
import { personOfToken } from '../sessions/person-of-token.ts';

/** The password of every account that `person` makes. */
export const PASSWORD = 'a boat on the yellow river';

/** A server with accounts over a fresh database, and browsers that keep their cookies. */
export interface AccountsApp extends TestContext {
  readonly app: FastifyInstance;
  readonly routes: readonly KnownRoute[];
  readonly log: () => string;
  /** Registers a party; its number. */
  readonly party: (publicId: string, kind: string, division?: string | null) => Promise<number>;
  /** Makes an account in these roles at a party; its login. */
  readonly person: (login: string, roles: readonly Role[], party?: string) => Promise<string>;
  readonly browser: () => Browser;
  /** The secret of somebody's authenticator, which the database keeps sealed. */
  readonly totpSecret: (login: string) => Promise<Buffer>;
}

/** A browser: sends what it was given as cookie, says that its own page asks. */
export interface Browser {
  readonly send: (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
  ) => Promise<LightMyRequestResponse>;
  readonly form: (url: string, fields: Record<string, string>) => Promise<LightMyRequestResponse>;
  readonly page: (url: string) => Promise<LightMyRequestResponse>;
  readonly cookie: () => string | undefined;
  readonly signIn: (login: string) => Promise<LightMyRequestResponse>;
}

/** Opens it, with an authority and a co-operative. */
export async function accountsApp(overrides: Partial<AccountParts> = {}): Promise<AccountsApp> {
  const test = await testContext();
  let log = '';
  const { fastify, routes } = createApp({
    callerOf: async () => undefined,
    personOf: token => personOfToken(test.ctx, token),
    readiness: async () => ({ database: true, migrated: true }),
    now: () => test.clock.now(),
    publicUrl: overrides.publicUrl,
    logLevel: 'debug',
    logStream: {
      write: line => {
        log += line;
      },
    },
  });
  registerAccountRoutes(fastify, { ctx: test.ctx, publicUrl: undefined, demoAccounts: [], ...overrides });
  await fastify.ready();
  const party = async (
    publicId: string,
    kind: string,
    division: string | null = '640521',
  ): Promise<number> => {
    const { rows } = await test.database.pool.query<{ id: number }>(
      `insert into party (public_id, kind, name_zh, division, is_demo, created_at)
       values ($1, $2, $1, $3, true, $4) returning id`,
      [publicId, kind, division, test.clock.now()],
    );
    return rows[0]!.id;
  };
  await party('pty_office', 'authority', '640500');
  await party('pty_coop', 'cooperative');
  const hash = await hashPassword(test.ctx.secrets, PASSWORD);
  const person = async (login: string, roles: readonly Role[], at = 'pty_office'): Promise<string> => {
    const { pool } = test.database;
    await pool.query(
      `insert into account (public_id, login, name, password_hash, created_at) values ('acc_' || $1, $1, $1, $2, $3)`,
      [login, hash, test.clock.now()],
    );
    for (const role of roles) {
      await pool.query(
        `insert into membership (public_id, account, party, role, area, basis, valid_from, granted_by, granted_at)
         select 'mbr_' || $1 || '_' || $2, a.id, p.id, $2, '6405', 'office', '2026-01-01', 'test', $4
         from account a, party p where a.login = $1 and p.public_id = $3`,
        [login, role, at, test.clock.now()],
      );
    }
    return login;
  };
  const totpSecret = async (login: string): Promise<Buffer> => {
    const { rows } = await test.database.pool.query<{ id: number; sealed: Buffer }>(
      'select id, sealed from totp join account on id = account where login = $1',
      [login],
    );
    return openTotp(test.ctx, rows[0]!.id, rows[0]!.sealed)!;
  };
  const close = async (): Promise<void> => {
    await fastify.close();
    await test.close();
  };
  return {
    ...test,
    close,
    app: fastify,
    routes,
    log: () => log,
    party,
    person,
    browser: () => aBrowser(fastify),
    totpSecret,
  };
}

function aBrowser(app: FastifyInstance): Browser {
  const jar = new Map<string, string>();
  const inject = async (options: InjectOptions): Promise<LightMyRequestResponse> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.inject({
      ...options,
      headers: {
        'sec-fetch-site': 'same-origin',
        'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0',
        ...(cookie === '' ? {} : { cookie }),
        ...options.headers,
      },
    });
    for (const { name, value, maxAge } of answer.cookies) {
      if (maxAge === 0) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  const send: Browser['send'] = (method, url, body) =>
    inject({ method, url, ...(body === undefined ? {} : { payload: body }) });
  return {
    send,
    page: url => inject({ method: 'GET', url, headers: { accept: 'text/html' } }),
    form: (url, fields) =>
      inject({
        method: 'POST',
        url,
        headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
        payload: String(new URLSearchParams(fields)),
      }),
    cookie: () => jar.get('pinxin_session') ?? jar.get('__Host-pinxin_session'),
    signIn: login => send('POST', '/sessions', { login, password: PASSWORD }),
  };
}
