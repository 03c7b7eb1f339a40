import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLogs } from '@pinxin/translog/audit-logs';
import { parseKeys } from '@pinxin/translog/chain';
import { openCheckpoint } from '@pinxin/translog/checkpoint';
import { parseKey } from '@pinxin/translog/note';
import { decodeEntries } from '@pinxin/translog/tile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../kernel/testing.ts';
import { inTransaction } from '../kernel/transaction.ts';
import { appendLeaf } from '../kernel/transparency/append-leaf.ts';
import { openTransparencyLog } from '../kernel/transparency/open-log.ts';
import type { TransparencyLog } from '../kernel/transparency/transparency-log.ts';
import { type App, createApp } from './app.ts';
import { registerLogRoutes } from './log-routes.ts';

describe('the log over HTTP', () => {
  let test: TestContext;
  let app: App;
  let log: TransparencyLog;
  let data: string;
  beforeAll(async () => {
    test = await testContext();
    data = mkdtempSync(join(tmpdir(), 'pinxin-log-http-'));
    log = openTransparencyLog(test.ctx, { data, publicUrl: 'https://brands.example' });
    app = createApp({
      callerOf: async () => undefined,
      readiness: async () => ({ database: true, migrated: true }),
      now: () => test.clock.now(),
      publicUrl: undefined,
      logLevel: 'silent',
    });
    registerLogRoutes(app.fastify, test.ctx);
    await app.fastify.ready();
  });
  afterAll(async () => {
    await app.fastify.close();
    await test.close();
    rmSync(data, { recursive: true, force: true });
  });
  const get = (url: string) => app.fastify.inject({ method: 'GET', url });
  const append = (from: number, to: number) =>
    inTransaction(test.ctx, async tx => {
      for (let n = from; n < to; n += 1) {
        const secured = Buffer.from(String(n));
        const issuer = 'did:web:brands.example';
        await appendLeaf(tx, { kind: 'cert.issue', issuer, record: `stm_${n}`, revision: 0, secured });
      }
    });

  it('is not there before its first start', async () => {
    expect((await get('/log/checkpoint')).statusCode).toBe(404);
    expect((await get('/log/key')).statusCode).toBe(404);
  });

  it('shows checkpoint and key, which fit', async () => {
    await append(0, 300);
    await log.sequenceNow();
    const key = parseKey((await get('/log/key')).body.trim());
    const checkpoint = await get('/log/checkpoint');
    expect(checkpoint.headers['cache-control']).toBe('no-cache');
    expect(openCheckpoint(checkpoint.body, key!)?.checkpoint).toMatchObject({
      origin: 'brands.example/log/2026',
      size: 300,
    });
  });

  it('shows tiles, never to change, as far as the published checkpoint reaches', async () => {
    const tile = await get('/log/tile/0/000');
    expect(tile.rawPayload).toHaveLength(8192);
    expect(tile.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const entries = await get('/log/tile/entries/001.p/44');
    expect(decodeEntries(entries.rawPayload, 44)).toHaveLength(44);
    for (const path of [
      '0/001',
      '0/001.p/45',
      '0/002',
      '1/000.p/2',
      '0/1',
      'x',
      '0/../000',
      'entries/002.p/1',
    ]) {
      expect((await get(`/log/tile/${path}`)).statusCode, path).toBe(404);
    }
  });

  it('does not show what is signed and not yet published', async () => {
    const before = (await log.files.published())!;
    await append(300, 310);
    await log.sequenceNow();
    await log.files.publish(before);
    expect((await get('/log/tile/entries/001.p/54')).statusCode).toBe(404);
    expect((await get('/log/receipts/stm_305/0')).statusCode).toBe(404);
    await log.sequenceNow();
    expect((await get('/log/tile/entries/001.p/54')).statusCode).toBe(200);
  });

  it('gives receipts, and 404 for what was never logged', async () => {
    expect((await get('/log/receipts/stm_7/0')).body).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 7\n/);
    for (const path of ['stm_7/1', 'stm_7/x', 'stm_7/99999999999', '%00/0', 'stm_nobody/0']) {
      expect((await get(`/log/receipts/${path}`)).statusCode, path).toBe(404);
    }
  });

  it('shows each year under its own name, and never another log at an address that was told', async () => {
    const announced = (await get('/log/next-key')).body;
    const old = (await get('/log/tile/0/000')).rawPayload;
    expect((await get('/log/2026/key')).body).toBe((await get('/log/keys')).body);
    test.clock.advance(366 * 86_400_000);
    await append(400, 410);
    await log.sequenceNow();
    expect((await get('/log/keys')).body).toBe(`${(await get('/log/key')).body}${announced}`);
    expect((await get('/log/2027/key')).body).toBe(announced);
    expect((await get('/log/tile/0/000')).rawPayload).toEqual(old);
    expect((await get('/log/2026/tile/0/000')).rawPayload).toEqual(old);
    expect((await get('/log/2026/checkpoint')).body).toBe((await get('/log/checkpoint')).body);
    expect((await get('/log/2027/tile/0/000.p/11')).rawPayload).toHaveLength(352);
    for (const path of ['2028/checkpoint', '2028/key', '2027/tile/0/000', 'x/tile/0/000', '2027/tile/x']) {
      expect((await get(`/log/${path}`)).statusCode, path).toBe(404);
    }
    const read = async (path: string) => {
      const answer = await get(`/log/${path}`);
      return answer.statusCode === 200 ? answer.rawPayload : undefined;
    };
    const logs = parseKeys((await get('/log/keys')).body)!;
    expect(await auditLogs({ read, logs })).toMatchObject({ findings: [], ok: true, leaves: 322 });
    expect((await get('/log/receipts/stm_7/0')).body).toContain('\nbrands.example/log/2026\n');
    expect((await get('/log/receipts/stm_405/0')).body).toContain('\nbrands.example/log/2027\n');
  });
});
