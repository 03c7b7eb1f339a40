import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { auditLogs } from '@pinxin/translog/audit-logs';
import { formatKeys } from '@pinxin/translog/chain';
import { openCheckpoint } from '@pinxin/translog/checkpoint';
import { formatKey } from '@pinxin/translog/note';
import { type Policy, parsePolicy } from '@pinxin/translog/policy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../../apps/server/src/kernel/testing.ts';
import { inTransaction } from '../../apps/server/src/kernel/transaction.ts';
import { appendLeaf } from '../../apps/server/src/kernel/transparency/append-leaf.ts';
import { logFiles } from '../../apps/server/src/kernel/transparency/log-files.ts';
import { readPublicLog } from '../../apps/server/src/kernel/transparency/public-log.ts';
import {
  latestCheckpoint,
  logKey,
  logKeys,
  publishedLogs,
  rememberLogFiles,
} from '../../apps/server/src/kernel/transparency/receipts.ts';
import { TransparencyLog } from '../../apps/server/src/kernel/transparency/transparency-log.ts';

const PINXIN = fileURLToPath(new URL('../../apps/cli/bin/pinxin.mjs', import.meta.url));

/** A witness in a process of its own. */
interface Witness {
  readonly child: ChildProcess;
  readonly key: string;
  readonly url: string;
}

describe('a log with witnesses', () => {
  let test: TestContext;
  let folder: string;
  const witnesses: Witness[] = [];
  beforeAll(async () => {
    test = await testContext();
    folder = mkdtempSync(join(tmpdir(), 'pinxin-witness-'));
    await openLog(undefined).sequenceNow();
    const key = formatKey((await logKey(test.ctx))!);
    for (const name of ['university.example', 'consumers.example']) {
      const own = join(folder, name);
      mkdirSync(own);
      writeFileSync(join(own, 'logs'), `${key}\n`);
      witnesses.push(await startWitness(own, name));
    }
  });
  afterAll(async () => {
    for (const { child } of witnesses) child.kill('SIGKILL');
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function startWitness(own: string, name: string): Promise<Witness> {
    const child = spawn(process.execPath, [PINXIN, 'witness', own, '--name', name, '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<Buffer>(done => child.stdout.once('data', done));
    const { key, url } = JSON.parse(line.toString('utf8'));
    return { child, key, url };
  }
  async function policyOf(quorum: number, changed: (url: string) => string = url => url): Promise<string> {
    return [
      `log ${formatKey((await logKey(test.ctx))!)}`,
      ...witnesses.map(({ key, url }, index) => `witness w${index} ${key} ${changed(url)}`),
      `group all ${quorum} ${witnesses.map((_, index) => `w${index}`).join(' ')}`,
      'quorum all',
    ].join('\n');
  }
  function openLog(policy: Policy | undefined, name = 'log') {
    const files = logFiles(join(folder, name));
    if (name === 'log') rememberLogFiles(test.ctx, files);
    return new TransparencyLog(test.ctx, { files, origin: 'registry.example/log/2026', policy });
  }
  const append = (record: string) =>
    inTransaction(test.ctx, tx =>
      appendLeaf(tx, {
        ...{ kind: 'cert.issue', issuer: 'did:web:registry.example', record, revision: 0 },
        secured: Buffer.from(record),
      }),
    );

  it('publishes with the words of both, and an audit from outside counts them', async () => {
    const policy = parsePolicy(await policyOf(2));
    await append('stm_1');
    await openLog(policy).sequenceNow();
    const log = (await latestCheckpoint(test.ctx))!;
    const opened = openCheckpoint(
      log.checkpoint,
      log.key,
      policy.witnesses.map(({ key }) => key),
    )!;
    expect(opened.witnessed.map(({ key }) => key.name)).toEqual(['university.example', 'consumers.example']);
    writeFileSync(join(folder, 'policy'), await policyOf(2));
    const site = createServer((request, response) => {
      try {
        response.end(readFileSync(join(folder, 'log', request.url!.replace('/log/', ''))));
      } catch {
        response.writeHead(404).end();
      }
    }).listen(0);
    const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    const args = [PINXIN, 'log', 'audit', url, '--policy', join(folder, 'policy'), '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, size: 1, quorum: 2, keyIsGiven: true });
    const human = await promisify(execFile)(process.execPath, [...args.slice(0, -1), '--lang', 'en']);
    expect(human.stdout).toContain('Witnessed by university.example');
    expect(human.stdout).toContain('Not proved');
    site.close();
  }, 60_000);

  it('does not publish what too few have signed, and does when they are back', async () => {
    const away = parsePolicy(
      await policyOf(2, url => (url === witnesses[1]!.url ? 'http://127.0.0.1:9' : url)),
    );
    await append('stm_2');
    expect((await openLog(away).sequenceNow()).size).toBe(2);
    expect((await latestCheckpoint(test.ctx))?.size).toBe(1);
    await openLog(parsePolicy(await policyOf(2))).sequenceNow();
    expect((await latestCheckpoint(test.ctx))?.size).toBe(2);
  }, 60_000);

  it('is halted when its witnesses have seen another history than the database knows', async () => {
    const policy = parsePolicy(await policyOf(1));
    cpSync(join(folder, 'log'), join(folder, 'copy'), { recursive: true });
    await test.database.pool.query('create table kept as select * from log_state');
    await append('stm_3');
    await openLog(policy).sequenceNow();
    // The machine's image of yesterday comes back, database and files, and nobody says so: stm_3 was never there.
    const yesterday = `delete from log_state; insert into log_state select * from kept;
      delete from log_salt where leaf in (select id from log_leaf where idx is null or idx >= 2);
      delete from log_leaf where idx is null or idx >= 2`;
    for (const records of [['stm_4'], ['stm_4', 'stm_5']]) {
      await test.database.pool.query(yesterday);
      for (const record of records) await append(record);
      const old = openLog(policy, 'copy');
      await expect(old.sequenceNow()).rejects.toMatchObject({ reason: 'behindPublished' });
      expect(openCheckpoint((await old.files.published())!, policy.logs)?.checkpoint.size).toBe(2);
      rmSync(join(folder, 'copy', 'tile'), { recursive: true });
      cpSync(join(folder, 'log', 'tile'), join(folder, 'copy', 'tile'), { recursive: true });
    }
  }, 60_000);

  it('does not lose what a witness remembers when it is killed', async () => {
    const [first] = witnesses;
    first!.child.kill('SIGKILL');
    const again = await startWitness(join(folder, 'university.example'), 'university.example');
    witnesses[0] = again;
    expect(again.key).toBe(first!.key);
    const answer = await fetch(`${again.url}/add-checkpoint`, {
      method: 'POST',
      body: `old 0\n\n${readFileSync(join(folder, 'log', 'checkpoint'), 'utf8')}`,
    });
    expect(answer.status).toBe(409);
    expect(answer.headers.get('content-type')).toBe('text/x.tlog.size');
    expect(await answer.text()).toBe('3\n');
  }, 60_000);

  it('shows the log of a new year when its witnesses know it, and the old one until then', async () => {
    const second = await testContext({ at: '2026-12-31T15:59:00Z' });
    const files = logFiles(join(folder, 'second'));
    rememberLogFiles(second.ctx, files);
    const policy = { ...parsePolicy(await policyOf(2)), logs: [] };
    const log = new TransparencyLog(second.ctx, { files, origin: 'second.example/log/2026', policy });
    const tellWitnesses = async () => {
      const told = formatKeys(await logKeys(second.ctx));
      for (const name of ['university.example', 'consumers.example']) {
        writeFileSync(join(folder, name, 'logs'), told);
      }
    };
    const shown = async () => (await publishedLogs(second.ctx)).map(({ key, size }) => [key.name, size]);
    await log.sequenceNow();
    expect(await shown()).toEqual([]);
    await tellWitnesses();
    await log.sequenceNow();
    second.clock.advance(120_000);
    await log.sequenceNow();
    expect(await shown()).toEqual([['second.example/log/2026', 1]]);
    await tellWitnesses();
    await log.sequenceNow();
    expect(await shown()).toEqual([
      ['second.example/log/2026', 1],
      ['second.example/log/2027', 1],
    ]);
    const given = { logs: await logKeys(second.ctx), witnesses: policy.witnesses.map(({ key }) => key) };
    const report = await auditLogs({ read: readPublicLog(join(folder, 'second')), ...given });
    expect(report).toMatchObject({ findings: [], ok: true });
    expect(report.logs.map(({ witnessed }) => witnessed.length)).toEqual([2, 2]);
    await second.close();
  }, 60_000);
});
