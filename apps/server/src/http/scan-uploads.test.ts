import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { clamd } from '../kernel/malware/clamd.ts';
import { EICAR, type SmallClamd, smallClamd } from '../kernel/malware/testing/small-clamd.ts';
import { type TestContext, testContext } from '../kernel/testing.ts';
import { wiring } from '../main.ts';
import { type App, createApp } from './app.ts';
import type { KnownCaller, PersonCaller } from './caller.ts';
import { journaledScan } from './scan-uploads.ts';

// The whole app as it is wired: a route that takes files is scanned without anybody thinking of it.

const PERSON: PersonCaller = {
  ...{ kind: 'person', account: 1, publicId: 'acc_1', name: 'somebody', assurance: 'secondFactor' },
  memberships: (['registrar', 'decider', 'programmeOfficer'] as const).map(role => ({
    ...{ party: 1, partyPublicId: 'pty_own', role, division: '640000' },
  })),
};
/** Takes whatever an operator's key takes: captures. */
const KEY: KnownCaller = {
  ...({ kind: 'party', party: 1, publicId: 'pty_own', partyKind: 'enterprise' } as const),
  scopes: new Set(['capture']),
};
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
/** Routes that take bytes as a file, and with what. */
const TAKING = [
  ['POST', '/evidence?name=x.pdf', 'application/pdf'],
  ['POST', '/imports/parties', 'text/csv'],
  ['POST', '/imports/events', 'text/csv'],
  ['PUT', '/statement-bulks/x/sheet', 'text/csv'],
  ['POST', '/plan-readings', 'application/pdf'],
] as const;

describe('what people send', () => {
  let test: TestContext;
  let app: App;
  let data: string;
  let server: SmallClamd;

  beforeAll(async () => {
    test = await testContext();
    server = await smallClamd();
    data = mkdtempSync(join(tmpdir(), 'pinxin-scan-'));
    await test.database.pool.query(
      `insert into party (public_id, kind, name_zh, is_demo, created_at) values ('pty_own', 'authority', 'own', true, now());
       insert into account (public_id, login, name, created_at) values ('acc_1', 'somebody', 'somebody', now())`,
    );
    app = createApp({
      callerOf: async secret => (secret === 'key' ? KEY : PERSON),
      readiness: async () => ({ database: true, migrated: true }),
      now: () => test.clock.now(),
      publicUrl: undefined,
      logLevel: 'silent',
      uploadScan: journaledScan(test.ctx, clamd(server.address)),
    });
    const config = readConfig({ DATABASE_URL: test.database.url, PINXIN_DATA: data });
    await wiring.register(app.fastify, { ctx: test.ctx, config, databaseUrl: test.database.url });
    await app.fastify.ready();
  });
  afterAll(async () => {
    await app.fastify.close();
    await server.close();
    await test.close();
    rmSync(data, { recursive: true, force: true });
  });

  const send = (method: 'POST' | 'PUT', url: string, type: string, payload: Buffer, secret = 'person') =>
    app.fastify.inject({
      ...{ method, url, payload },
      headers: { 'content-type': type, authorization: `Bearer ${secret}`, 'accept-language': 'en' },
    });

  it.each(TAKING)(
    'is refused with the name of what was found in it, and not kept: %s %s',
    async (...route) => {
      const secret = route[1] === '/imports/events' ? 'key' : 'person';
      const answer = await send(...route, Buffer.concat([PDF, EICAR]), secret);
      expect([answer.statusCode, answer.json().code]).toEqual([422, 'malwareFound']);
      expect(answer.json().problems[0].message).toBe('Found: Eicar-Test-Signature');
      const { rows: journaled } = await test.database.pool.query(
        `select actor, facts from journal where kind = 'malware-refused' order by seq desc limit 1`,
      );
      expect(journaled).toEqual([
        {
          actor: secret === 'key' ? 'pty_own' : 'acc_1',
          facts: {
            route: route[1].replace(/\?.*/, '').replace('/x/', '/:id/'),
            found: 'Eicar-Test-Signature',
            digest: hash('sha256', Buffer.concat([PDF, EICAR])),
            size: PDF.length + EICAR.length,
          },
        },
      ]);
      expect(readdirSync(data).includes('evidence')).toBe(false);
      const { rows } = await test.database.pool.query('select (select count(*) from evidence) as evidence');
      expect(rows).toEqual([{ evidence: 0 }]);
    },
  );

  it('is taken when nothing is found in it', async () => {
    expect((await send('POST', '/evidence?name=x.pdf', 'application/pdf', PDF)).statusCode).toBe(201);
  });

  it('is not taken without a verdict, whatever it is', async () => {
    server.trouble.answer = 'INSTREAM size limit exceeded. ERROR';
    for (const [method, url, type] of TAKING) {
      const answer = await send(method, url, type, PDF, url === '/imports/events' ? 'key' : 'person');
      expect([url, answer.statusCode, answer.json().code]).toEqual([url, 503, 'scannerUnavailable']);
    }
    delete server.trouble.answer;
  });

  it('goes unscanned only where it is parsed whole', () => {
    const unscanned = app.routes.filter(({ config }) => config.unscanned !== undefined);
    expect(unscanned.map(({ methods, url }) => `${methods} ${url}`).sort()).toEqual([
      ...['POST /capture', 'POST /events', 'POST /verify'],
    ]);
  });
});
