import type { Role } from '@pinxin/contract/permissions';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { KnownRoute } from '../../../http/access.ts';
import { createApp } from '../../../http/app.ts';
import type { KnownCaller, PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { callerOfSecret, openInstance } from '../api.ts';

/** A server over a fresh database whose requests may come from anybody. */
export interface RegisterApp extends TestContext {
  readonly app: FastifyInstance;
  readonly routes: readonly KnownRoute[];
  /** The operator's own key, with the scope `register`. */
  readonly operatorKey: string;
  /** A person with one office at a party; `area` is the beginning of a division code, null for the whole region. */
  readonly person: (role: Role, at: { readonly party: number; readonly area?: string }) => PersonCaller;
  /** Sends a request as this caller; as a stranger without one. */
  readonly send: (
    caller: KnownCaller | 'operator' | undefined,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    more?: Pick<InjectOptions, 'payload' | 'headers'>,
  ) => Promise<LightMyRequestResponse>;
}

/** Opens it with the routes that `register` adds. */
export async function registerApp(
  register: (app: FastifyInstance, ctx: Context) => void,
): Promise<RegisterApp> {
  const test = await testContext();
  const operatorKey = (await openInstance(test.ctx)) ?? '';
  const callers = new Map<string, KnownCaller>();
  const { fastify, routes } = createApp({
    callerOf: async secret => callers.get(secret) ?? (await callerOfSecret(test.ctx, secret)),
    readiness: async () => ({ database: true, migrated: true }),
    now: () => test.clock.now(),
    publicUrl: undefined,
    logLevel: 'silent',
  });
  register(fastify, test.ctx);
  await fastify.ready();
  let accounts = 0;
  const keyOf = (caller: KnownCaller | 'operator'): string => {
    if (caller === 'operator') return operatorKey;
    const key = JSON.stringify(caller, (_name, value) => (value instanceof Set ? [...value] : value));
    callers.set(Buffer.from(key).toString('base64url').slice(-400), caller);
    return Buffer.from(key).toString('base64url').slice(-400);
  };
  return {
    ...test,
    app: fastify,
    routes,
    operatorKey,
    person: (role, { party, area }) => ({
      kind: 'person',
      account: ++accounts,
      publicId: `acc_${accounts}`,
      name: `${role} ${accounts}`,
      memberships: [{ party, partyPublicId: `pty_${party}`, role, division: area ?? null }],
      assurance: 'passkey',
    }),
    send: (caller, method, url, more = {}) =>
      fastify.inject({
        method,
        url,
        ...more,
        headers: {
          ...(caller === undefined ? {} : { authorization: `Bearer ${keyOf(caller)}` }),
          ...more.headers,
        },
      }),
    close: async () => {
      await fastify.close();
      await test.close();
    },
  };
}
