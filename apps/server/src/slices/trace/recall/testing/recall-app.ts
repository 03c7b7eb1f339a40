import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scope } from '@pinxin/contract/access';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { KnownRoute } from '../../../../http/access.ts';
import { createApp } from '../../../../http/app.ts';
import type { CallerOf } from '../../../../http/authenticate.ts';
import type { KeyCaller, PersonCaller } from '../../../../http/caller.ts';
import type { ProblemPage } from '../../../../http/problem.ts';
import { type TestContext, testContext } from '../../../../kernel/testing.ts';
import { recordToldPlaces } from '../../../parties/api.ts';
import { openCapture } from '../../capture/capture.ts';
import { captureDocument } from '../../capture/capture-document.ts';
import { type OpenLineage, openLineage } from '../../lineage/open-lineage.ts';
import { document, type Fields, GTIN, lot, objectEvent, transformation } from '../../testing/events.ts';
import { registerNoticeRoutes } from '../publication/notice-routes.ts';
import { registerOwnRecallRoutes } from '../publication/own-routes.ts';
import { type RecallPages, registerPublicRecallRoutes } from '../publication/routes.ts';
import { registerWorkRoutes } from '../publication/work-routes.ts';
import type { RecallParts } from '../recall.ts';
import { registerRecallRoutes } from '../routes.ts';

const PARTIES = [
  ['farm', 'cooperative', '演示合作社'],
  ['packer', 'enterprise', '演示加工厂'],
  ['shop', 'enterprise', '演示商店'],
  ['authority', 'authority', '演示市场监管部门'],
] as const;
/** What each of them may do with its key. */
const SCOPES: Readonly<Record<string, readonly Scope[]>> = {
  farm: ['capture', 'query'],
  packer: ['capture', 'query', 'recall'],
  shop: ['capture', 'query'],
  authority: ['query', 'trace', 'recall', 'recall.publish'],
};

/** A server with capture and recalls over a fresh database. A key is the name of its party. */
export interface RecallApp extends TestContext {
  readonly app: FastifyInstance;
  readonly routes: readonly KnownRoute[];
  readonly parts: RecallParts;
  readonly lineage: OpenLineage;
  readonly numberOf: (who: string) => number;
  readonly capture: (who: string, events: readonly Fields[]) => Promise<void>;
  readonly send: (
    who: string | undefined,
    method: 'GET' | 'POST',
    url: string,
    body?: object,
  ) => Promise<LightMyRequestResponse>;
}

/** What is added to the trace core: the public pages, for tests of them. */
export interface Additions {
  readonly problemPage?: ProblemPage;
  readonly pages?: (test: TestContext) => RecallPages;
  readonly register?: (app: FastifyInstance, parts: RecallParts, callerOf: CallerOf) => void;
  /** Persons by their secret; `party` gives the number of one of the parties. */
  readonly person?: (secret: string, party: (who: string) => number) => PersonCaller | undefined;
}

/** Opens it. */
export async function recallApp(additions: Additions = {}): Promise<RecallApp> {
  const test = await testContext();
  const callers = new Map<string, KeyCaller>();
  for (const [who, kind, zh] of PARTIES) {
    const { rows } = await test.database.pool.query<{ id: number }>(
      `insert into party (public_id, kind, name_zh, phone, gs1_prefixes, is_demo, created_at)
       values ($1, $2, $3, '0951-0000000', '{9520001}', true, $4) returning id`,
      [`pty_${who}`, kind, zh, test.clock.now()],
    );
    callers.set(who, {
      ...{ kind: 'party', party: rows[0]!.id, publicId: `pty_${who}`, partyKind: kind },
      scopes: new Set(SCOPES[who]),
    });
  }
  await test.database.pool.query(
    `insert into product (public_id, gtin, party, kind, name_zh, created_at) values ('prd_t', $1, $2, 'packed', '演示枸杞', now())`,
    [GTIN, callers.get('packer')!.party],
  );
  const folder = mkdtempSync(join(tmpdir(), 'pinxin-recalls-'));
  const lineage = openLineage(test.ctx, {
    databaseUrl: test.database.url,
    snapshotFile: join(folder, 'lineage.snapshot'),
  });
  const parts = { ctx: test.ctx, lineage };
  const numberOf = (who: string): number => callers.get(who)!.party;
  const callerOf: CallerOf = async secret => callers.get(secret) ?? additions.person?.(secret, numberOf);
  const { fastify, routes } = createApp({
    ...{
      callerOf,
      readiness: async () => ({ database: true, migrated: true }),
      now: test.clock.now,
    },
    ...{ publicUrl: undefined, logLevel: 'silent' },
    ...(additions.problemPage === undefined ? {} : { problemPage: additions.problemPage }),
  });
  registerRecallRoutes(fastify, parts);
  registerWorkRoutes(fastify, parts);
  registerNoticeRoutes(fastify, parts);
  registerOwnRecallRoutes(fastify, parts);
  registerPublicRecallRoutes(fastify, parts, additions.pages?.(test));
  additions.register?.(fastify, parts, callerOf);
  await fastify.ready();
  const opened = openCapture(test.ctx, (teller, elements) => recordToldPlaces(test.ctx, teller, elements));
  return {
    ...{ ...test, app: fastify, routes, parts, lineage },
    close: async () => {
      await fastify.close();
      await lineage.close();
      await test.close();
      rmSync(folder, { recursive: true, force: true });
    },
    numberOf,
    capture: async (who, events) => {
      const teller = { party: callers.get(who)!.party, actor: `pty_${who}` };
      const body = Buffer.from(JSON.stringify(document(events)));
      const taken = await captureDocument(opened, teller, body, 'rollback');
      if (!taken.ok) throw new Error(JSON.stringify(taken.error));
    },
    send: (who, method, url, body) =>
      fastify.inject({
        ...{ method, url },
        headers: {
          accept: 'application/json',
          ...(who === undefined ? {} : { authorization: `Bearer ${who}` }),
        },
        ...(body === undefined ? {} : { payload: body }),
      }),
  };
}

/** The farm's RAW became DRY at the packer, which sent some of it to the shop; CLEAN has nothing to do with it. */
export async function tellChain({ capture }: Pick<RecallApp, 'capture'>): Promise<void> {
  const made = (name: string, quantity: number) => ({ epcClass: lot(name), quantity, uom: 'KGM' });
  await capture('farm', [
    objectEvent({ action: 'ADD', bizStep: 'commissioning', quantityList: [made('RAW', 100)] }),
    objectEvent({ action: 'ADD', bizStep: 'commissioning', quantityList: [made('CLEAN', 100)] }),
  ]);
  await capture('packer', [transformation(['RAW'], ['DRY'])]);
  await capture('shop', [
    objectEvent({
      eventTime: '2026-07-05T08:00:00.000+08:00',
      bizStep: 'receiving',
      bizLocation: { id: 'https://id.gs1.org/414/9520001000027' },
      quantityList: [made('DRY', 5)],
    }),
  ]);
}

/** A draft over these codes, as an authority sends it. */
export function draftOf(id: string, suspects: readonly string[]): Record<string, unknown> {
  return {
    id,
    question: { suspects },
    hazard: 'first',
    reason: { 'zh-CN': '检出禁用农药', en: 'A banned pesticide was found' },
    advice: { 'zh-CN': '不要食用，退回购买处。', en: 'Do not eat it; return it where you bought it.' },
    contact: { 'zh-CN': '演示市场监管部门', en: 'Demo market regulation' },
    phone: '0951-1234567',
    legalBasis: 'foodSafety63',
  };
}
