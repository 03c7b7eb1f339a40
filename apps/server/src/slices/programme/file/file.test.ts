import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diskBlobs } from '../../../kernel/files/disk-blobs.ts';
import { registerEvidenceRoutes } from '../../statements/evidence/routes.ts';
import { openRegister, type Register } from '../../statements/testing/register.ts';
import { aProgramme, type ProgrammeApp, programmeApp } from '../testing/programme-app.ts';

const OFFICE = 'lab:programmeOfficer';
const LEAD = 'centre:decider';
const SUPPORTER = 'county:reviewer';
const TASK = '/programmes/brands-2026/tasks/3.1';
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let register: Register;
let app: ProgrammeApp;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinxin-task-files-'));
  const blobs = diskBlobs(folder);
  register = await openRegister();
  app = await programmeApp(register, {
    blobs,
    more: fastify => registerEvidenceRoutes(fastify, register.ctx, blobs),
  });
  await app.as(OFFICE, 'POST', '/programmes', aProgramme());
});
afterAll(async () => {
  await app.close();
  await register.close();
  rmSync(folder, { recursive: true, force: true });
});

const upload = async (who: string, bytes: Buffer, name: string) =>
  await app.app.inject({
    ...{ method: 'POST', url: `/evidence?name=${encodeURIComponent(name)}`, payload: bytes },
    headers: {
      'content-type': 'application/octet-stream',
      ...(who === '' ? {} : { authorization: `Bearer ${who}` }),
    },
  });
const attach = (who: string, files: readonly string[]) =>
  app.as(who, 'POST', `${TASK}/files`, { files, words: '现场照片' });
const filesOf = async () => (await app.as(OFFICE, 'GET', TASK)).body.detail.files;

test('a file that an authority handed in bears its task out: listed, fetched, journaled, attached once', async () => {
  expect((await upload(SUPPORTER, PDF, '../现场.html')).statusCode).toBe(201);
  expect((await attach(SUPPORTER, [digestOf(PDF)])).body).toEqual({ added: 1 });
  expect((await attach(SUPPORTER, [digestOf(PDF)])).body).toEqual({ added: 0 });
  const [file, ...others] = await filesOf();
  expect(file).toMatchObject({ name: '现场.pdf', words: '现场照片', mediaType: 'application/pdf' });
  expect([others, file.digest]).toEqual([[], digestOf(PDF)]);
  const fetched = await app.app.inject({
    ...{ method: 'GET', url: `${TASK}/files/${file.id}` },
    headers: { authorization: `Bearer ${LEAD}` },
  });
  expect(fetched.rawPayload).toEqual(PDF);
  expect(fetched.headers).toMatchObject({
    ...{ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' },
    'content-security-policy': "default-src 'none'; sandbox",
  });
  expect((await app.as('', 'GET', '/programmes/brands-2026')).body.tasks[0].evidence).toBe(1);
  const { rows } = await register.database.pool.query(
    `select facts -> 'digests' as digests from journal where kind = 'task-files'`,
  );
  expect(rows).toEqual([{ digests: [digestOf(PDF)] }]);
});

test('strangers, other authorities and roles that only read attach nothing; strangers fetch nothing', async () => {
  const [file] = await filesOf();
  expect((await attach('', [digestOf(PDF)])).status).toBe(401);
  expect((await app.as('', 'GET', `${TASK}/files/${file.id}`)).status).toBe(401);
  expect((await app.as('rival:enterpriseManager', 'GET', `${TASK}/files/${file.id}`)).status).toBe(403);
  expect((await attach('rival:auditor', [digestOf(PDF)])).body.code).toBe('notYours');
  expect((await attach('rival:reviewer', [digestOf(PDF)])).body.code).toBe('notYours');
  expect((await app.as(OFFICE, 'GET', `${TASK}/files/pfl_none`)).body.code).toBe('fileGone');
});

test('what another party handed in, or nobody, is refused at its place, and nothing of the rest is attached', async () => {
  const own = Buffer.concat([PDF, Buffer.from('\n')]);
  expect((await upload(LEAD, own, '规划.pdf')).statusCode).toBe(201);
  const refused = await attach(LEAD, [digestOf(own), digestOf(PDF), '0'.repeat(64)]);
  expect(refused.status).toBe(422);
  expect(refused.body.problems.map(({ at }: { at: string }) => at)).toEqual(['/files/1', '/files/2']);
  expect(await filesOf()).toHaveLength(1);
  expect((await attach(LEAD, ['../etc/passwd'])).status).toBe(400);
});

test('what is no document and no picture is not taken, whatever it is called', async () => {
  expect((await upload(SUPPORTER, Buffer.from('<html></html>'), '现场.pdf')).statusCode).toBe(415);
  expect((await upload(SUPPORTER, Buffer.alloc(0), '现场.pdf')).statusCode).toBe(422);
});

test('what the office attaches is told as its own party’s', async () => {
  const own = Buffer.concat([PDF, Buffer.from('\n\n\n')]);
  await upload(OFFICE, own, '通知.pdf');
  expect((await attach(OFFICE, [digestOf(own)])).body).toEqual({ added: 1 });
  const [file] = await filesOf();
  const { rows } = await register.database.pool.query(
    `select name_zh as name from party where public_id = 'pty_lab'`,
  );
  expect([file.name, file.by]).toEqual(['通知.pdf', rows[0].name]);
});

test('a report takes its files along; a report returned and sent again keeps those that it had', async () => {
  await app.as(OFFICE, 'POST', '/programmes/brands-2026/rounds', { quarter: '2026Q3', dueOn: '2026-07-25' });
  const mine = async () =>
    (await app.as(SUPPORTER, 'GET', '/task-reports?mine=true')).body.items[0] as {
      id: string;
      revision: number;
      files: { name: string }[];
    };
  const step = async (who: string, more: object) => {
    const { id, revision } = await mine();
    return await app.as(who, 'POST', `/task-reports/${id}/steps`, { revision, ...more });
  };
  const submit = (files: readonly string[]) => step(SUPPORTER, { action: 'submit', progress: '已建', files });
  expect((await submit(['1'.repeat(64)])).body.code).toBe('fileUnknown');
  expect((await mine()).revision).toBe(1);
  expect((await submit([digestOf(PDF)])).body.state).toBe('submitted');
  await step(LEAD, { action: 'return', opinion: '请补台账' });
  const more = Buffer.concat([PDF, Buffer.from('\n\n')]);
  await upload(SUPPORTER, more, '台账.pdf');
  expect((await submit([digestOf(PDF), digestOf(more)])).body.state).toBe('submitted');
  expect((await mine()).files.map(({ name }) => name)).toEqual(['现场.pdf', '台账.pdf']);
  const { detail } = (await app.as(LEAD, 'GET', TASK)).body;
  expect(detail.reports.map(({ files }: { files: object[] }) => files.length).sort()).toEqual([0, 2]);
});

test('what was attached stays', async () => {
  const { pool } = register.database;
  await expect(pool.query('delete from programme_file')).rejects.toThrow();
  await expect(pool.query(`update programme_file set name = 'x'`)).rejects.toThrow();
});
