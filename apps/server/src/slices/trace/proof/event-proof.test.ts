import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkEventProof } from '@pinxin/translog/event-proof';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTransparencyLog } from '../../../kernel/transparency/open-log.ts';
import { logKey } from '../../../kernel/transparency/receipts.ts';
import type { TransparencyLog } from '../../../kernel/transparency/transparency-log.ts';
import { document, series } from '../testing/events.ts';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';

describe('the proof of an event', () => {
  let trace: TraceApp;
  let log: TransparencyLog;
  let data: string;
  beforeAll(async () => {
    trace = await traceApp();
    data = mkdtempSync(join(tmpdir(), 'pinxin-proof-'));
    log = openTransparencyLog(trace.ctx, { data, publicUrl: 'https://brands.example' });
    await log.sequenceNow();
  });
  afterAll(async () => {
    await trace.close();
    rmSync(data, { recursive: true, force: true });
  });

  const capture = async (run: string, count: number) => {
    const answer = await trace.app.inject({
      ...{ method: 'POST', url: '/capture', headers: { authorization: 'Bearer farm:capture' } },
      payload: document(series(run, count)),
    });
    expect(answer.statusCode).toBe(202);
  };
  const hashes = async () => {
    const { rows } = await trace.database.pool.query<{ hash: Buffer }>('select hash from event order by id');
    return rows.map(row => row.hash);
  };
  const proofOf = (hash: Buffer) =>
    trace.app.inject({ method: 'GET', url: `/log/events/${hash.toString('hex')}` });

  it('leads from its hash through its batch to the signed root, for every event of it', async () => {
    await capture('a', 1);
    await capture('b', 37);
    await capture('c', 300);
    const all = await hashes();
    expect(all).toHaveLength(338);
    expect((await proofOf(all[0]!)).statusCode).toBe(404);
    await log.sequenceNow();
    const key = (await logKey(trace.ctx))!;
    const batches = new Set<number>();
    let longest = 0;
    for (const hash of all) {
      const { body } = await proofOf(hash);
      const proven = checkEventProof(body, hash, key);
      expect(proven).toBeDefined();
      batches.add(proven!.index);
      longest = Math.max(longest, body.length);
    }
    expect(batches.size).toBe(3);
    expect(longest).toBeLessThan(2_000);
  });

  it('is one leaf for a group, named after the platform; a repeated event makes none', async () => {
    const leaves = async () => {
      const { rows } = await trace.database.pool.query<{ issuer: string }>('select issuer from log_leaf');
      return rows.map(({ issuer }) => issuer);
    };
    const before = await leaves();
    expect(new Set(before)).toEqual(new Set(['did:web:brands.example']));
    await capture('c', 300);
    expect(await leaves()).toEqual(before);
  });

  it('is not there for a hash that is none, or that nobody told', async () => {
    expect((await trace.app.inject({ method: 'GET', url: '/log/events/nonsense' })).statusCode).toBe(404);
    expect((await proofOf(Buffer.alloc(32))).statusCode).toBe(404);
  });
});
