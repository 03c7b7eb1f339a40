import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonCaller } from '../../../http/caller.ts';
import { diskBlobs } from '../../../kernel/files/disk-blobs.ts';
import { type RegisterApp, registerApp } from '../../parties/testing/register-app.ts';
import { registerStatementRoutes } from '../routes.ts';
import { issuedId, openRegister, problemsOf, type Register } from '../testing/register.ts';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const DIGEST = createHash('sha256').update(PDF).digest('hex');

describe('evidence', () => {
  let a: RegisterApp;
  let r: Register;
  let folder: string;
  let clerk: PersonCaller;
  let rival: PersonCaller;
  let inspector: PersonCaller;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pinxin-evidence-'));
    a = await registerApp((app, ctx) => registerStatementRoutes(app, ctx, diskBlobs(folder)));
    r = await openRegister(a);
    await r.grant({ kind: 'certification' });
    clerk = a.person('enterpriseClerk', { party: r.party.coop });
    rival = a.person('enterpriseManager', { party: r.party.rival });
    inspector = a.person('inspector', { party: r.party.county, area: '640521' });
  });
  afterAll(async () => {
    await a.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const send = (
    caller: PersonCaller | undefined,
    payload: Buffer,
    type = 'application/pdf',
    query = '?name=报告.pdf',
  ) => a.send(caller, 'POST', `/evidence${query}`, { payload, headers: { 'content-type': type } });

  it('is kept once under its digest, and is no page, whatever it is called', async () => {
    const first = await send(clerk, PDF);
    expect(first.statusCode, first.body).toBe(201);
    expect(first.json()).toEqual({
      digest: DIGEST,
      mediaType: 'application/pdf',
      size: PDF.length,
      name: '报告.pdf',
    });
    expect((await send(clerk, PDF, 'application/octet-stream')).statusCode).toBe(200);
    const { rows } = await r.database.pool.query('select count(*)::int as n from evidence_deposit');
    expect(rows[0].n).toBe(1);
    const file = await a.send(clerk, 'GET', `/evidence/${DIGEST}`);
    expect(file.rawPayload).toEqual(PDF);
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': `attachment; filename="__.pdf"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf`,
    });
  });

  it('is refused when it is empty, something else, or too large', async () => {
    expect((await send(clerk, Buffer.alloc(0))).statusCode).toBe(422);
    expect((await send(clerk, Buffer.from('<html>'))).statusCode).toBe(415);
    expect((await send(clerk, Buffer.from('<html>'), 'text/html')).statusCode).toBe(415);
    expect((await send(clerk, Buffer.alloc(20 * 1024 * 1024 + 1))).statusCode).toBe(413);
    expect((await send(undefined, PDF)).statusCode).toBe(401);
    expect((await send(clerk, PDF, 'application/pdf', '?party=pty_rival')).statusCode).toBe(403);
  });

  it('is for those who reach its party or a statement that it bears out, and for nobody else', async () => {
    const url = `/evidence/${DIGEST}`;
    expect((await a.send(undefined, 'GET', url)).statusCode).toBe(401);
    expect((await a.send(rival, 'GET', url)).statusCode).toBe(404);
    expect((await a.send(inspector, 'GET', url)).statusCode).toBe(200);
    expect((await a.send(inspector, 'GET', `/evidence/${'0'.repeat(64)}`)).statusCode).toBe(404);
    expect((await a.send(inspector, 'GET', '/evidence/..%2f..%2fetc%2fpasswd')).statusCode).toBe(400);
  });

  it('goes with a statement only when its issuer or its subject handed it in', async () => {
    const evidence = [DIGEST];
    expect(problemsOf(await r.issue({ evidence, subject: { party: r.party.rival } }))).toEqual([
      '/evidence/0 evidenceUnknown',
    ]);
    const statement = issuedId(await r.issue({ evidence, subject: { party: r.party.coop } }));
    const view = await a.send(inspector, 'GET', `/statements/${statement}`);
    expect(view.json().evidence).toEqual([
      { digest: DIGEST, mediaType: 'application/pdf', size: PDF.length, name: '报告.pdf' },
    ]);
    const open = await a.send(undefined, 'GET', `/statements/${statement}`);
    expect(open.json().evidence).toEqual([
      { digest: DIGEST, mediaType: 'application/pdf', size: PDF.length },
    ]);
  });
});
