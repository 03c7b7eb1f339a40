import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueJwt } from '@pinxin/credentials/jose/vc-jwt';
import { aCredential, anIssuer } from '@pinxin/credentials/testing/issuer';
import { signCheckpoint } from '@pinxin/translog/checkpoint';
import { commitmentTo, encodeLeaf } from '@pinxin/translog/leaf';
import { leafHash } from '@pinxin/translog/merkle';
import { formatKey, SIGNATURE, verifierKey } from '@pinxin/translog/note';
import { openReceipt } from '@pinxin/translog/opened-receipt';
import { formatReceipt } from '@pinxin/translog/receipt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCommandLine } from '../command-line.ts';
import { COMMANDS } from '../commands.ts';
import type { Terminal } from '../terminal.ts';
import { runVerify } from './verify.ts';

describe('pinxin verify with a trust bundle', () => {
  let folder: string;
  const issuer = anIssuer();
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pinxin-verify-'));
    const term = {
      validFrom: new Date(Date.now() - 86_400_000).toISOString(),
      validUntil: '2999-01-01T00:00:00Z',
    };
    const text = await issueJwt(aCredential(issuer.did, term), issuer.signer);
    writeFileSync(join(folder, 'good.jwt'), `${text}\n`);
    writeFileSync(join(folder, 'bad.jwt'), `${text.slice(0, -4)}AAAA`);
    const madeAt = new Date(Date.now() - 5 * 3_600_000).toISOString();
    const bundle = (documents: readonly object[]) =>
      JSON.stringify({ madeAt, documents, statusLists: {}, log: null });
    writeFileSync(join(folder, 'bundle.json'), bundle([issuer.document]));
    writeFileSync(join(folder, 'empty.json'), bundle([]));
    const log = aLogWith(Buffer.from(text));
    const later = aLogWith(Buffer.from('another'), 'brands.example/log/2027');
    const keys = [log, later].map(({ key }) => formatKey(key));
    const years = { key: keys[1], keys, checkpoint: '', witnesses: [], quorum: 0 };
    writeFileSync(
      join(folder, 'years.json'),
      JSON.stringify({ madeAt, documents: [issuer.document], statusLists: {}, log: years }),
    );
    writeFileSync(join(folder, 'good.tlog-proof'), log.receipt);
    writeFileSync(join(folder, 'log.key'), `${formatKey(log.key)}\n`);
    writeFileSync(
      join(folder, 'policy'),
      `log ${formatKey(log.key)}\nwitness w ${formatKey(log.key)}\nquorum w\n`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function verify(credential: string, bundle: string, more: readonly string[] = []) {
    const results: Record<string, unknown>[] = [];
    const lines: string[] = [];
    const terminal = {
      language: 'en',
      print: (line: string) => void lines.push(line),
      result: (value: Record<string, unknown>) => void results.push(value),
    } as unknown as Terminal;
    const parsed = parseCommandLine(
      ['verify', join(folder, credential), '--bundle', join(folder, bundle), ...more],
      COMMANDS,
    );
    const code = await runVerify({ parsed, terminal, environment: {} });
    return { code, verdict: results[0]?.verdict, lines };
  }

  it('says valid, how old the bundle is, and leaves with 0', async () => {
    const { code, verdict, lines } = await verify('good.jwt', 'bundle.json');
    expect([code, verdict]).toEqual([0, 'valid']);
    expect(lines).toContain('· the trust bundle used is 5 hours old');
  });

  it('leaves with 1 for what was changed, and for what it can not tell', async () => {
    expect(await verify('bad.jwt', 'bundle.json')).toMatchObject({ code: 1, verdict: 'invalid' });
    expect(await verify('good.jwt', 'empty.json')).toMatchObject({ code: 1, verdict: 'unknown' });
  });

  it('checks a receipt of any year with the keys of the bundle, and judges none of a log that it does not know', async () => {
    const receipt = ['--receipt', join(folder, 'good.tlog-proof')];
    const { code, lines } = await verify('good.jwt', 'years.json', receipt);
    expect(code).toBe(0);
    expect(lines.join('\n')).toContain('entry 0 of the public log brands.example/log/2026');
    const { verdict } = await verify('bad.jwt', 'years.json', receipt);
    expect(verdict).toBe('invalid');
    expect((await verify('good.jwt', 'bundle.json', receipt)).verdict).toBe('unknown');
  });

  it('checks a receipt with the key it is given, and says that nobody else bore witness', async () => {
    const receipt = ['--receipt', join(folder, 'good.tlog-proof')];
    const key = ['--log-key', join(folder, 'log.key')];
    const good = await verify('good.jwt', 'bundle.json', [...receipt, ...key]);
    expect([good.code, good.verdict]).toEqual([0, 'valid']);
    expect(good.lines.join('\n')).toMatch(/✓ .*log.*2026-07-18 12:00, Beijing time/);
    expect(good.lines.join('\n')).toContain('· no witness');
    expect(await verify('good.jwt', 'bundle.json', receipt)).toMatchObject({ code: 1, verdict: 'unknown' });
    expect(await verify('bad.jwt', 'bundle.json', [...receipt, ...key])).toMatchObject({
      verdict: 'invalid',
    });
    const asked = [...receipt, '--policy', join(folder, 'policy')];
    expect(await verify('good.jwt', 'bundle.json', asked)).toMatchObject({ code: 1, verdict: 'unknown' });
  });
});

/** A log of one leaf that commits to these bytes. */
function aLogWith(secured: Buffer, name = 'brands.example/log/2026') {
  const pair = generateKeyPairSync('ed25519');
  const raw = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x!, 'base64url');
  const key = verifierKey(name, SIGNATURE.ed25519, raw);
  const salt = randomBytes(32);
  const leaf = encodeLeaf({
    ...{ kind: 'cert.issue', at: new Date('2026-07-18T04:00:00Z'), issuer: 'did:web:a.example' },
    ...{ record: 'stm_1', revision: 0, previous: undefined, subject: undefined },
    commitment: commitmentTo(salt, secured),
  });
  const checkpoint = signCheckpoint(key.name, 1, leafHash(leaf), pair.privateKey);
  const plain = formatReceipt({ index: 0, path: [], extra: undefined, checkpoint });
  return { key, receipt: openReceipt(plain, leaf, salt) };
}
