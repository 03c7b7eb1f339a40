import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueJwt } from '@pinxin/credentials/jose/vc-jwt';
import { aCredential, anIssuer } from '@pinxin/credentials/testing/issuer';
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
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function verify(credential: string, bundle: string) {
    const results: Record<string, unknown>[] = [];
    const lines: string[] = [];
    const terminal = {
      language: 'en',
      print: (line: string) => void lines.push(line),
      result: (value: Record<string, unknown>) => void results.push(value),
    } as unknown as Terminal;
    const parsed = parseCommandLine(
      ['verify', join(folder, credential), '--bundle', join(folder, bundle)],
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
});
