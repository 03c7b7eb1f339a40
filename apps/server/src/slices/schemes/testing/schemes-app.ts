import type { Role } from '@pinxin/contract/permissions';
import type { SchemeRules } from '@pinxin/contract/schemes/scheme';
import type { FastifyInstance } from 'fastify';
import type { KnownRoute } from '../../../http/access.ts';
import { createApp } from '../../../http/app.ts';
import type { CallerOf } from '../../../http/authenticate.ts';
import type { PersonCaller } from '../../../http/caller.ts';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { registerSchemesRoutes } from '../routes.ts';

/** An answer, its body read. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what came, whatever it is
  readonly body: any;
  readonly headers: Record<string, unknown>;
  readonly bytes: Buffer;
}

/** A server with schemes over a fresh database. Somebody is `{party}:{role}[:{name}]`; nobody is `''`. */
export interface SchemesApp extends TestContext {
  readonly app: FastifyInstance;
  readonly routes: readonly KnownRoute[];
  readonly as: (who: string, method: string, url: string, body?: object) => Promise<Answer>;
  readonly party: (who: string) => number;
  /** Lets a party issue a kind of statement about anyone. */
  readonly mandate: (who: string, kind: string) => Promise<void>;
}

const PARTIES: readonly (readonly [who: string, kind: string, division: string])[] = [
  ['coop', 'cooperative', '640521'],
  ['farm', 'familyFarm', '640522'],
  ['packer', 'enterprise', '640106'],
  ['agriculture', 'authority', '640000'],
  ['county', 'authority', '640521'],
  ['market', 'authority', '640000'],
  ['association', 'association', '640521'],
];

/** The areas of offices: a county's officers reach their county. */
const AREAS: Readonly<Record<string, string>> = {
  agriculture: '64',
  county: '640521',
  market: '64',
  association: '64',
};

/** Opens it. */
export async function schemesApp(at?: string): Promise<SchemesApp> {
  const test = await testContext(at === undefined ? {} : { at });
  const parties = new Map<string, number>();
  for (const [index, [who, kind, division]] of PARTIES.entries()) {
    const { rows } = await test.database.pool.query<{ id: number }>(
      `insert into party (public_id, kind, name_zh, uscc, division, is_demo, created_at)
       values ($1, $2, $3, $4, $5, true, $6) returning id`,
      [
        `pty_${who}`,
        kind,
        `演示${who}`,
        `9364000000000000${String(index).padStart(2, '0')}`,
        division,
        test.clock.now(),
      ],
    );
    parties.set(who, rows[0]?.id ?? 0);
  }
  const callerOf = ((secret: string) => personOf(test, secret, parties)) as unknown as CallerOf;
  const { fastify, routes } = createApp({
    ...{ callerOf, publicUrl: undefined, logLevel: 'silent', now: () => test.clock.now() },
    readiness: async () => ({ database: true, migrated: true }),
  });
  registerSchemesRoutes(fastify, { ctx: test.ctx, publicUrl: 'https://pinxin.example' });
  await fastify.ready();
  const close = async (): Promise<void> => {
    await fastify.close();
    await test.close();
  };
  return {
    ...{ ...test, close, app: fastify, routes },
    party: who => parties.get(who) ?? 0,
    as: (who, method, url, body) => ask(fastify, who, method, url, body),
    mandate: async (who, kind) => {
      await test.database.pool.query(
        `insert into mandate (public_id, holder, kind, about, valid_from, legal_basis, granted_at, granted_by)
         values ($1, $2, $3, 'anyone', '2020-01-01', '演示依据', now(), 'test')`,
        [test.ctx.newId('mdt'), parties.get(who), kind],
      );
    },
  };
}

/** The account of somebody; made when they are first met. */
export async function accountOf({ database, clock }: TestContext, who: string): Promise<number> {
  await database.pool.query(
    `insert into account (public_id, login, name, created_at) values ($1, $2, $3, $4) on conflict do nothing`,
    [`acc_${who}`, `login-${who.toLowerCase()}`, who, clock.now()],
  );
  const { rows } = await database.pool.query<{ id: number }>('select id from account where public_id = $1', [
    `acc_${who}`,
  ]);
  return rows[0]?.id ?? 0;
}

async function personOf(
  test: TestContext,
  who: string,
  parties: ReadonlyMap<string, number>,
): Promise<PersonCaller | undefined> {
  const [name = '', role = ''] = who.split(':');
  const party = parties.get(name);
  if (party === undefined) return undefined;
  return {
    kind: 'person',
    account: await accountOf(test, who),
    publicId: `acc_${who}`,
    name: who,
    memberships: [{ party, partyPublicId: `pty_${name}`, role: role as Role, division: AREAS[name] ?? null }],
    // Whose name ends so has signed in with a password alone.
    assurance: who.endsWith(':password') ? 'password' : 'secondFactor',
  };
}

async function ask(
  app: FastifyInstance,
  who: string,
  method: string,
  url: string,
  body: object | undefined,
): Promise<Answer> {
  const response = await app.inject({
    ...{ method: method as 'GET', url },
    headers: who === '' ? {} : { authorization: `Bearer ${who}` },
    ...(body === undefined ? {} : { payload: body }),
  });
  const isJson = String(response.headers['content-type']).includes('json');
  return {
    status: response.statusCode,
    body: isJson ? response.json() : response.body,
    headers: response.headers as Record<string, unknown>,
    bytes: response.rawPayload,
  };
}

/** Rules of a scheme like 绿色食品; `changes` replaces single parameters. */
export function greenFood(changes: Partial<SchemeRules> = {}): SchemeRules {
  return {
    name: { 'zh-CN': '绿色食品', en: 'Green Food' },
    procedure: 'certification',
    outcome: 'certification',
    subject: 'party',
    applicantKinds: ['enterprise', 'cooperative', 'familyFarm'],
    acceptanceDays: 10,
    correctionDays: 30,
    steps: [
      { step: 'formalReview', workingDays: 10 },
      { step: 'materialReview', workingDays: 20 },
      { step: 'onSiteReview', workingDays: 45 },
      { step: 'publicNotice', workingDays: 5 },
    ],
    decisionDays: 20,
    criteria: [{ code: 'environment', text: { 'zh-CN': '产地环境符合标准' } }],
    documents: [{ code: 'report', name: { 'zh-CN': '产品检验报告' }, required: false }],
    validityMonths: 36,
    renewal: { unit: 'day', from: 180, until: 90 },
    surveillanceMonths: 12,
    numberTemplate: 'GF{division}{yy}{seq:4}',
    numberPattern: 'GF\\d{12}',
    suspendedBy: ['productionStopped', 'licenceRevoked'],
    legalBasis: '绿色食品标志管理办法',
    source: '演示',
    confirmed: false,
    effectiveFrom: '2026-01-01',
    ...changes,
  };
}

/** Defines a scheme whose owner is `agriculture`, with the county as a body. */
export async function defineScheme(
  app: SchemesApp,
  code: string,
  rules: SchemeRules = greenFood(),
): Promise<void> {
  const answer = await app.as('agriculture:decider', 'POST', '/schemes', {
    ...{ code, owner: 'pty_agriculture', bodies: ['pty_county'], rules },
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
}
