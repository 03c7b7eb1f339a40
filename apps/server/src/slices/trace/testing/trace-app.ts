import type { Scope } from '@pinxin/contract/access';
import type { Role } from '@pinxin/contract/permissions';
import type { FastifyInstance } from 'fastify';
import type { KnownRoute } from '../../../http/access.ts';
import { createApp } from '../../../http/app.ts';
import type { KeyCaller, PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { recordToldPlaces } from '../../parties/api.ts';
import { type Capture, type CaptureLimits, openCapture } from '../capture/capture.ts';
import { registerCaptureRoutes } from '../capture/routes.ts';
import { registerEventProofRoutes } from '../proof/routes.ts';
import { DISCOVERABLE } from '../query/discoverable.ts';
import { registerDiscovery } from '../query/discovery.ts';
import { registerResourceRoutes } from '../query/resource-routes.ts';
import { registerQueryRoutes } from '../query/routes.ts';
import { registerMasterDataRoutes } from '../vocabulary/routes.ts';

/**
 * A server with capture and query over a fresh database. A key is `{who}:{scope},{scope}`; a person in a role at
 * some parties is `person@{who}+{who}:{role}`.
 */
export interface TraceApp extends TestContext {
  readonly app: FastifyInstance;
  readonly routes: readonly KnownRoute[];
  readonly capture: Capture;
  /** Number of the party with this name. */
  readonly party: (who: string) => number;
}

const PARTIES = [
  ['farm', 'cooperative'],
  ['packer', 'enterprise'],
  ['shop', 'enterprise'],
  ['other', 'enterprise'],
  ['authority', 'authority'],
] as const;

/** Opens it. `limits` replaces single capture limits; `more` adds routes. */
export async function traceApp(
  limits: Partial<CaptureLimits> = {},
  more: (app: FastifyInstance, ctx: Context, capture: Capture) => void = () => {},
): Promise<TraceApp> {
  const test = await testContext();
  const callers = new Map<string, KeyCaller>();
  for (const [who, kind] of PARTIES) {
    const { rows } = await test.database.pool.query<{ id: number }>(
      `insert into party (public_id, kind, name_zh, gs1_prefixes, is_demo, created_at)
       values ($1, $2, $1, '{9520001}', true, $3) returning id`,
      [`pty_${who}`, kind, test.clock.now()],
    );
    const party = rows[0]?.id ?? 0;
    callers.set(who, { kind: 'party', party, publicId: `pty_${who}`, partyKind: kind, scopes: new Set() });
  }
  const capture = openCapture(
    test.ctx,
    (teller, elements) => recordToldPlaces(test.ctx, teller, elements),
    limits,
  );
  const { fastify, routes } = createApp({
    callerOf: async secret => {
      const [who = '', scopes = ''] = secret.split(':');
      if (who.startsWith('person@')) return personAt(who.slice(7).split('+'), scopes as Role, callers);
      const caller = callers.get(who);
      return caller && { ...caller, scopes: new Set(scopes.split(',') as Scope[]) };
    },
    readiness: async () => ({ database: true, migrated: true }),
    now: () => test.clock.now(),
    publicUrl: undefined,
    logLevel: 'silent',
  });
  registerCaptureRoutes(fastify, capture);
  registerQueryRoutes(fastify, test.ctx);
  registerResourceRoutes(fastify, test.ctx);
  registerMasterDataRoutes(fastify, test.ctx);
  registerDiscovery(fastify, DISCOVERABLE, capture.limits);
  registerEventProofRoutes(fastify, test.ctx);
  more(fastify, test.ctx, capture);
  await fastify.ready();
  const close = async (): Promise<void> => {
    await fastify.close();
    await test.close();
  };
  return { ...test, close, app: fastify, routes, capture, party: who => callers.get(who)?.party ?? 0 };
}

function personAt(
  parties: readonly string[],
  role: Role,
  known: ReadonlyMap<string, KeyCaller>,
): PersonCaller {
  const memberships = parties.map(who => {
    const party = known.get(who)!;
    return { party: party.party, partyPublicId: party.publicId, role, division: '64' };
  });
  return {
    kind: 'person',
    account: 1,
    publicId: 'acc_1',
    name: 'somebody',
    memberships,
    assurance: 'password',
  };
}
