import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerificationView } from '@pinxin/contract/verification';
import { parseKeys } from '@pinxin/translog/chain';
import {
  cosignNote,
  formatKey,
  formatSignature,
  publicBytes,
  SIGNATURE,
  verifierKey,
} from '@pinxin/translog/note';
import { checkOpenedReceipt } from '@pinxin/translog/opened-receipt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskBlobs } from '../../../../kernel/files/disk-blobs.ts';
import { logFiles } from '../../../../kernel/transparency/log-files.ts';
import { logFolder, openTransparencyLog } from '../../../../kernel/transparency/open-log.ts';
import { logKey, rememberLogFiles } from '../../../../kernel/transparency/receipts.ts';
import { type RegisterApp, registerApp } from '../../../parties/testing/register-app.ts';
import { registerStatementRoutes } from '../../routes.ts';
import { issuedId, openRegister, type Register } from '../../testing/register.ts';

let a: RegisterApp;
let r: Register;
let folder: string;
let credential = '';
let receipt = '';
let other = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinxin-receipt-'));
  a = await registerApp((app, ctx) => registerStatementRoutes(app, ctx, diskBlobs('/nonexistent')));
  r = await openRegister(a);
  await r.grant({ kind: 'certification' });
  const log = openTransparencyLog(r.ctx, { data: folder, publicUrl: r.ctx.publicUrl });
  const [id, otherId] = [issuedId(await r.issue()), issuedId(await r.issue())];
  const get = (path: string) => a.send(undefined, 'GET', path);
  expect((await get(`/credentials/${id}/receipt`)).json()).toMatchObject({ code: 'notLoggedYet' });
  await log.sequenceNow();
  credential = (await get(`/credentials/${id}`)).body;
  receipt = (await get(`/credentials/${id}/receipt`)).body;
  other = (await get(`/credentials/${otherId}/receipt`)).body;
});
afterAll(async () => {
  await a.close();
  rmSync(folder, { recursive: true, force: true });
});

const send = async (payload: string, type: string) =>
  (await a.send(undefined, 'POST', '/verify', { payload, headers: { 'content-type': type } })).json() as
    | VerificationView
    | { readonly code: string; readonly verdict?: undefined };
const codes = (found: Awaited<ReturnType<typeof send>>) =>
  found.verdict === undefined ? [] : found.findings.map(({ code }) => code);

/** A form as browsers send it, with files. */
function formOf(files: readonly string[], pasted = ''): readonly [string, string] {
  const part = (head: string, text: string) =>
    `--edge\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
  const parts = [
    part('name="credential"', pasted),
    ...files.map((text, nth) => part(`name="file"; filename="f${nth}.txt"`, text)),
  ];
  return [`${parts.join('')}--edge--\r\n`, 'multipart/form-data; boundary=edge'];
}

describe('a receipt of the log', () => {
  it('is enough, with the log’s key, to see when these bytes were logged', async () => {
    const key = (await logKey(r.ctx))!;
    expect(checkOpenedReceipt(receipt, Buffer.from(credential), key)?.leaf.at).toEqual(r.clock.now());
    expect(checkOpenedReceipt(other, Buffer.from(credential), key)).toBeUndefined();
  });

  it('makes a credential of ours wholly valid, pasted, chosen as a file, or by its address', async () => {
    const id = /credentials\/(stm_\w+)/.exec(
      Buffer.from(credential.split('.')[1]!, 'base64url').toString(),
    )![1];
    for (const [payload, type] of [
      [credential, 'text/plain'],
      [`${credential}\n\n${receipt}`, 'text/plain'],
      formOf([credential]),
      formOf([receipt, credential]),
      formOf([], `${credential}\r\n\r\n${receipt.replaceAll('\n', '\r\n')}`),
      formOf([], `https://pinxin.test/certificates/${id}?lang=en`),
    ] as const) {
      const found = await send(payload, type);
      expect([found.verdict, codes(found).includes('logged')], payload.slice(0, 300)).toEqual([
        'valid',
        true,
      ]);
    }
  });

  it('shows who bears witness to the log, from the keys that the bundle names', async () => {
    const files = logFiles(logFolder(folder));
    const plain = (await files.published())!;
    const [text] = plain.split('\n\n');
    const pair = generateKeyPairSync('ed25519');
    const witness = 'university.example';
    const line = cosignNote(`${text}\n`, witness, pair.privateKey, r.clock.now());
    const key = verifierKey(witness, SIGNATURE.cosignature, publicBytes(pair.publicKey));
    const policy = {
      logs: [(await logKey(r.ctx))!],
      witnesses: [{ key, url: undefined, label: 'w' }],
      quorum: 1,
    };
    rememberLogFiles(r.ctx, files, policy);
    const asked = async () => {
      const found = await send(credential, 'text/plain');
      return [found.verdict, codes(found).find(code => /itnessed$/.test(code))];
    };
    expect(await asked()).toEqual(['unknown', 'notWitnessed']);
    await files.publish(plain + formatSignature(line));
    expect(await asked()).toEqual(['valid', 'witnessed']);
    const bundle = (await a.send(undefined, 'GET', '/trust-bundle.json')).json();
    expect(bundle.log).toMatchObject({ witnesses: [formatKey(key)], quorum: 1 });
    const forged = { ...line, bytes: line.bytes.map((byte, at) => (at === 20 ? byte ^ 1 : byte)) };
    await files.publish(plain + formatSignature(forged));
    expect(await asked()).toEqual(['invalid', undefined]);
    await files.publish(plain);
    rememberLogFiles(r.ctx, files, { ...policy, witnesses: [], quorum: 0 });
  });

  it('of something else makes it invalid, and one of another log proves nothing', async () => {
    expect(await send(...formOf([credential, other]))).toMatchObject({ verdict: 'invalid' });
    const changed = `${credential.slice(0, -2)}AA`;
    expect(codes(await send(...formOf([changed, receipt])))).toContain('receiptBad');
    const strange = receipt.replaceAll('pinxin.test/log', 'other.example/log');
    expect(codes(await send(...formOf([changed, strange])))).toContain('logKeyUnknown');
  });

  it('alone, an empty form and one that is cut off get a clear refusal', async () => {
    for (const sent of [
      formOf([receipt]),
      formOf([]),
      ['--edge\r\nContent', 'multipart/form-data; boundary=edge'],
    ]) {
      expect(await send(sent[0]!, sent[1]!)).toMatchObject({ code: 'notACredential' });
    }
  });

  // Last: after it the year is another one.
  it('of either year verifies offline with the bundle, in this instance, and names its log', async () => {
    const log = openTransparencyLog(r.ctx, { data: folder, publicUrl: r.ctx.publicUrl });
    const year = Number(r.clock.now().toISOString().slice(0, 4));
    const get = async (path: string) => (await a.send(undefined, 'GET', path)).body;
    r.clock.advance(Date.parse(`${year}-12-31T16:00:01Z`) - r.clock.now().getTime());
    const id = issuedId(await r.issue());
    await log.sequenceNow();
    const [fresh, freshReceipt] = [await get(`/credentials/${id}`), await get(`/credentials/${id}/receipt`)];
    const bundle = JSON.parse(await get('/trust-bundle.json'));
    const keys = parseKeys(bundle.log.keys.join('\n'))!;
    expect(keys).toHaveLength(2);
    for (const [text, proof, name] of [
      [credential, receipt, `pinxin.test/log/${year}`],
      [fresh, freshReceipt, `pinxin.test/log/${year + 1}`],
    ] as const) {
      const opened = checkOpenedReceipt(proof, Buffer.from(text), keys);
      expect(opened?.checkpoint.origin).toBe(name);
      const found = await send(`${text}\n\n${proof}`, 'text/plain');
      const told = found.verdict === undefined ? [] : found.findings;
      expect(told.find(({ code }) => code === 'logged')?.message.en).toContain(`the public log ${name} (`);
    }
    expect(checkOpenedReceipt(freshReceipt, Buffer.from(fresh), keys[0]!)).toBeUndefined();
    // The receipt of a year that is over can still be had, from its last checkpoint.
    const late = await get(
      `/credentials/${/stm_\w+/.exec(Buffer.from(credential.split('.')[1]!, 'base64url').toString())![0]}/receipt`,
    );
    expect(checkOpenedReceipt(late, Buffer.from(credential), keys[0]!)).toBeDefined();
  });
});
