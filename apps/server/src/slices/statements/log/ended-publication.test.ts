import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkReceipt } from '@pinxin/translog/receipt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerLogRoutes } from '../../../http/log-routes.ts';
import { diskBlobs } from '../../../kernel/files/disk-blobs.ts';
import { openTransparencyLog } from '../../../kernel/transparency/open-log.ts';
import { loggedLeaf, logKey } from '../../../kernel/transparency/receipts.ts';
import type { TransparencyLog } from '../../../kernel/transparency/transparency-log.ts';
import { type RegisterApp, registerApp } from '../../parties/testing/register-app.ts';
import { registerStatementRoutes } from '../routes.ts';
import { issuedId, openRegister, type Register } from '../testing/register.ts';
import { doLogChores } from './log-chores.ts';

const DAY = 86_400_000;
let a: RegisterApp;
let r: Register;
let folder: string;
let log: TransparencyLog;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinxin-ended-'));
  a = await registerApp((app, ctx) => {
    registerStatementRoutes(app, ctx, diskBlobs('/nonexistent'));
    registerLogRoutes(app, ctx);
  });
  r = await openRegister(a);
  await r.grant({ kind: 'sanction' });
  log = openTransparencyLog(r.ctx, { data: folder, publicUrl: r.ctx.publicUrl });
});
afterAll(async () => {
  await a.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a stranger gets at each address where a penalty is told. */
async function toldOf(id: string): Promise<readonly number[]> {
  const addresses = [`/statements/${id}`, `/credentials/${id}`, `/credentials/${id}/receipt`];
  const answers = [];
  for (const address of addresses) answers.push((await a.send(undefined, 'GET', address)).statusCode);
  return answers;
}

/** Whether the log hands out a receipt for a fact about the statement that holds against the log's key. */
async function isProved(id: string, revision: number): Promise<boolean> {
  const answer = await a.send(undefined, 'GET', `/log/receipts/${id}/${revision}`);
  const { leaf } = (await loggedLeaf(r.ctx, id, revision))!;
  return answer.statusCode === 200 && checkReceipt(answer.body, leaf, (await logKey(r.ctx))!) !== undefined;
}

test('a penalty is gone for everybody the day after its publication, and that it was published and expired stays proved', async () => {
  const id = issuedId(await r.issue({ kind: 'sanction', publish: { from: '2026-07-18', to: '2026-07-20' } }));
  r.clock.advance(2 * DAY);
  await doLogChores(r.ctx);
  await log.sequenceNow();
  expect(await toldOf(id)).toEqual([200, 200, 200]);
  expect([
    await isProved(id, 0),
    (await a.send(undefined, 'GET', `/log/receipts/${id}/1`)).statusCode,
  ]).toEqual([true, 404]);
  r.clock.advance(DAY);
  await doLogChores(r.ctx);
  await log.sequenceNow();
  expect(await toldOf(id)).toEqual([404, 404, 404]);
  expect([await isProved(id, 0), await isProved(id, 1)]).toEqual([true, true]);
  // Neither the signed text nor what opens the commitment to it is kept; that it expired, and when, stays open.
  const { rows } = await r.database.pool.query(
    `select (select count(*) from credential where secured is not null)::int as signed,
       (select count(*) from credential_parallel)::int as beside,
       (select count(*) from log_salt s join log_leaf l on l.id = s.leaf where l.record = $1 and l.revision = 0)::int as salts`,
    [id],
  );
  expect(rows[0]).toEqual({ signed: 0, beside: 0, salts: 0 });
});
