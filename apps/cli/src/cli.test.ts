import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoChains } from '@pinxin/region-ningxia/chains';
import { demoRegion } from '@pinxin/region-ningxia/region';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const PINXIN = fileURLToPath(new URL('../bin/pinxin.mjs', import.meta.url));
const DOCUMENT = {
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-07-18T12:00:00+08:00',
  epcisBody: {
    eventList: [
      {
        type: 'ObjectEvent',
        eventTime: '2026-07-18T08:00:00+08:00',
        eventTimeZoneOffset: '+08:00',
        epcList: ['https://id.gs1.org/01/09521234543213/21/CLI1'],
        action: 'OBSERVE',
        bizStep: 'inspecting',
      },
    ],
  },
};

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe('pinxin', () => {
  let folder: string;
  let data: string;
  const children: ChildProcess[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pinxin-cli-'));
    data = join(folder, 'data');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function open(
    args: readonly string[],
    settings: Record<string, string> = {},
    user: object = {},
  ): ChildProcess {
    const { PATH, LANG } = process.env;
    const environment = { PATH, LANG, PINXIN_DATA: data, PINXIN_PORT: '0', ...settings };
    return spawn(process.execPath, [PINXIN, ...args], { cwd: folder, env: environment, ...user });
  }

  async function pinxin(
    args: readonly string[],
    settings: Record<string, string> = {},
    user: object = {},
  ): Promise<Ran> {
    const child = open(args, settings, user);
    let out = '';
    let err = '';
    child.stdout?.on('data', piece => {
      out += piece;
    });
    child.stderr?.on('data', piece => {
      err += piece;
    });
    const [code] = (await once(child, 'close')) as [number];
    return { code, out, err };
  }

  /** `up --json`: its first line, once it is ready. */
  async function up(args: readonly string[], settings: Record<string, string> = {}) {
    const child = open(['up', '--json', ...args], settings);
    children.push(child);
    let out = '';
    let err = '';
    child.stderr?.on('data', piece => {
      err += piece;
    });
    const facts = await new Promise<Record<string, string>>((done, fail) => {
      child.stdout?.on('data', piece => {
        out += piece;
        if (out.includes('\n')) done(JSON.parse(out.split('\n')[0]!) as Record<string, string>);
      });
      child.once('exit', () => fail(new Error(err)));
    });
    const stop = async (): Promise<number> => {
      child.kill('SIGINT');
      const [code] = (await once(child, 'exit')) as [number];
      return code;
    };
    return { facts, stop };
  }

  /** What a terminal shows of a lot's lineage, and the sheets that an inspector asks for. */
  const tracesAndRecalls = async (lot: string): Promise<void> => {
    const traced = await pinxin(['trace', lot, '--lang', 'en']);
    expect(traced.out).toMatch(/^[1-9]\d* lots, \d+ carriers, \d+ events; up to journal entry \d+\n/);
    const recalled = await pinxin(['recall', lot, 'nonsense', '--lang', 'en']);
    expect(recalled).toMatchObject({
      code: 0,
      out: expect.stringContaining('not used: nonsense (notFound)'),
    });
    const { counts, rows } = JSON.parse((await pinxin(['recall', lot, '--json'])).out) as {
      readonly counts: { readonly lots: number };
      readonly rows: readonly { readonly uri: string }[];
    };
    expect(rows.map(({ uri }) => uri)).toContain(lot);
    const sheet = await pinxin(['recall', lot, '--format', 'csv']);
    expect(sheet.out.trim().split(/\r?\n/)).toHaveLength(counts.lots + 1);
    const book = join(folder, 'recall.xlsx');
    await pinxin(['recall', lot, '--format', 'xlsx', '-o', book]);
    expect(readFileSync(book).subarray(0, 2).toString()).toBe('PK');
    const before = await pinxin(['recall', lot, '--as-of', '2020-01-01T00:00:00+08:00', '--json']);
    const [unheardOf] = (JSON.parse(before.out) as { readonly rows: readonly object[] }).rows;
    expect(unheardOf).toMatchObject({ state: 'unknown' });
    expect(unheardOf).not.toHaveProperty('quantity');
    expect(await pinxin(['recall'])).toMatchObject({ code: 2, err: expect.stringContaining('疑点') });
    expect((await pinxin(['recall', '--place', '9520999000054'])).code).toBe(2);
    expect((await pinxin(['recall', lot, '--format', 'pdf'])).code).toBe(2);
  };

  it('comes up with the demo, captures, backs up while running, and is restored elsewhere', async () => {
    const first = await up(['--lots', '1']);
    expect(first.facts).toMatchObject({ ok: true, url: expect.stringContaining('http://127.0.0.1:') });
    expect(statSync(join(data, 'demo-keys.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(data, 'operator-key')).mode & 0o777).toBe(0o600);
    const document = join(folder, 'events.json');
    writeFileSync(document, JSON.stringify(DOCUMENT));
    const captured = await pinxin(['capture', document, '--json']);
    expect(JSON.parse(captured.out).files[0]).toMatchObject({ ok: true, stored: 1, repeated: 0 });
    const again = await pinxin(['capture', document, '--json']);
    expect(JSON.parse(again.out).files[0]).toMatchObject({ ok: true, stored: 0, repeated: 1 });
    const found = await pinxin([
      'query',
      'MATCH_anyEPC=https://id.gs1.org/01/09521234543213/21/CLI1',
      '--all',
      '--key',
      first.facts.producer!,
    ]);
    expect(JSON.parse(found.out)).toMatchObject({ bizStep: 'inspecting' });
    const tale = first.facts.story as unknown as Record<'badLot' | 'reusedCrate', string>;
    await tracesAndRecalls(tale.badLot);
    const boxed = await pinxin(['trace', tale.badLot, '--containers', '--json']);
    expect(JSON.parse(boxed.out).containers).toContainEqual(
      expect.objectContaining({ uri: tale.reusedCrate, depth: 1, to: expect.any(String) }),
    );
    const printed = await pinxin(['trace', tale.badLot, '--containers', '--lang', 'en']);
    expect(printed.out).toContain(`${tale.reusedCrate}\t`);
    const held = await pinxin(['trace', tale.badLot, '--holders']);
    expect(held).toMatchObject({ code: 0, out: expect.stringContaining('usedUp') });
    const table = await pinxin(['trace', tale.badLot, '--holders', '--format', 'csv']);
    expect(table.code).toBe(2);
    const sheet = join(folder, 'parties.csv');
    writeFileSync(
      sheet,
      '名称,统一社会信用代码,类别,区划,行政区划\n导入的合作社（演示）,93640521PDY090019R,合作社,,中宁县\n坏的,1,企业,,中宁县\n',
    );
    const previewed = await pinxin(['import', sheet]);
    expect(previewed.code).toBe(0);
    expect(previewed.out).toContain('新登记 1，更新 0，无变化 0，有误 1');
    expect(previewed.out).toContain('不认识的列：区划');
    expect(previewed.out).toContain('3B');
    const imported = await pinxin(['import', sheet, '--confirm', '--json', '-o', join(folder, 'report.csv')]);
    expect(JSON.parse(imported.out)).toMatchObject({
      ok: true,
      state: 'done',
      counts: { written: 1, error: 1 },
    });
    expect(readFileSync(join(folder, 'report.csv'), 'utf8')).toContain('新登记');
    const backup = await pinxin(['backup', 'all.tar.gz', '--json']);
    const made = JSON.parse(backup.out.trim().split('\n').at(-1)!);
    expect(made).toMatchObject({ ok: true });
    expect((await pinxin(['doctor'])).code).toBe(0);
    const offered = JSON.parse((await pinxin(['administrator', '--json'])).out.trim().split('\n').at(-1)!);
    expect(offered.facts.link).toContain(`${first.facts.url}/sign-in/invitation/`);
    expect((await fetch(offered.facts.link)).status).toBe(200);
    expect(await first.stop()).toBe(0);

    const elsewhere = join(folder, 'elsewhere');
    const restored = await pinxin(['restore', 'all.tar.gz', '--data', elsewhere, '--json']);
    expect(JSON.parse(restored.out.trim().split('\n').at(-1)!).facts.tables).toEqual(made.facts.tables);
    const producer = first.facts.producer!;
    const second = await up(['--data', elsewhere]);
    const known = await pinxin(['capture', document, '--json', '--key', producer, '--data', elsewhere]);
    expect(JSON.parse(known.out).files[0]).toMatchObject({ ok: true, stored: 0, repeated: 1 });
    const refused = await pinxin(['restore', 'all.tar.gz', '--data', elsewhere]);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(elsewhere);
    expect(await second.stop()).toBe(0);
    const filled = await pinxin(['restore', 'all.tar.gz', '--data', elsewhere, '--json']);
    expect(JSON.parse(filled.out)).toMatchObject({ ok: false, code: 'targetNotEmpty' });
  }, 300_000);

  it('goes on with a demo that was broken off, and stores nothing twice', async () => {
    const at = join(folder, 'broken-off');
    const running = await up(['--empty', '--data', at]);
    const child = spawn(process.execPath, [PINXIN, 'demo', '--lots', '1', '--data', at, '--lang', 'en']);
    children.push(child);
    let said = '';
    child.stdout.on('data', piece => {
      said += piece;
    });
    child.stderr.on('data', piece => {
      if (String(piece).includes('loading the demo')) child.kill('SIGINT');
    });
    expect(await once(child, 'exit')).toEqual([130, null]);
    expect(said).toContain('run it again');
    const again = await pinxin(['demo', '--data', at, '--json']);
    expect(JSON.parse(again.out.trim())).toMatchObject({ ok: true, lots: 1 });
    const keys = JSON.parse(readFileSync(join(at, 'demo-keys.json'), 'utf8'));
    const options = { seed: keys.seed, lots: keys.lots, from: new Date(keys.from) };
    const told = [...demoChains(demoRegion(options), options)].flatMap(
      ({ document }) => (document as typeof DOCUMENT).epcisBody.eventList,
    );
    const found = await pinxin(['query', 'perPage=1000', '--all', '--data', at]);
    expect(found.out.trim().split('\n')).toHaveLength(told.length);
    const larger = await pinxin(['demo', '--data', at, '--lots', '2000', '--json']);
    expect(JSON.parse(larger.out.trim())).toMatchObject({ ok: false, code: 'demoBegun' });
    expect(await running.stop()).toBe(0);
  }, 240_000);

  it('says in one sentence that the port is taken', async () => {
    const thief = createServer().listen(0, '127.0.0.1');
    await once(thief, 'listening');
    const { port } = thief.address() as { port: number };
    const ran = await pinxin(['up', '--empty', '--port', String(port), '--lang', 'en'], {
      PINXIN_DATA: join(folder, 'port'),
    });
    thief.close();
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining(`Port ${port} is taken`) });
    expect(ran.err).not.toContain('    at ');
  }, 120_000);

  it('says in one sentence that the data belongs to another PostgreSQL', async () => {
    const old = join(folder, 'old');
    mkdirSync(join(old, 'postgres'), { recursive: true });
    writeFileSync(join(old, 'postgres', 'PG_VERSION'), '17\n');
    const ran = await pinxin(['up', '--empty', '--data', old, '--lang', 'zh']);
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('PostgreSQL 17') });
    expect(ran.err).not.toContain('    at ');
  });

  it('says in one sentence that another process uses the data', async () => {
    const running = await up(['--empty', '--data', join(folder, 'twice')]);
    const ran = await pinxin(['up', '--empty', '--data', join(folder, 'twice'), '--json']);
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({ ok: false, code: 'dataInUse' });
    expect(await running.stop()).toBe(0);
  }, 120_000);

  it('says in one sentence that the data folder cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    const ran = await pinxin(['up', '--empty', '--data', join(folder, 'file', 'data'), '--json']);
    expect(JSON.parse(ran.out)).toMatchObject({ ok: false, code: 'dataUnwritable' });
  });

  it('tells everything that is wrong with the environment', async () => {
    const ran = await pinxin(['up', '--empty', '--lang', 'en'], { PINXIN_PORT: 'x', PINXIN_LOG: 'loud' });
    expect(ran).toMatchObject({ code: 1, err: expect.stringMatching(/PINXIN_PORT.*PINXIN_LOG/s) });
  });

  it('works for an ordinary user in a folder of theirs', async () => {
    const theirs = mkdtempSync(join(tmpdir(), 'pinxin-user-'));
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
    if (user !== undefined) chownSync(theirs, user.uid, user.gid);
    chmodSync(theirs, 0o700);
    const ran = await pinxin(
      ['doctor', '--json'],
      { PINXIN_DATA: join(theirs, 'data') },
      { ...user, cwd: theirs },
    );
    rmSync(theirs, { recursive: true, force: true });
    expect(JSON.parse(ran.out)).toMatchObject({ ok: true });
  });

  it('computes event hashes without a server', async () => {
    writeFileSync(join(folder, 'hash.json'), JSON.stringify(DOCUMENT));
    const ran = await pinxin(['hash', 'hash.json']);
    expect(ran).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0\n$/),
    });
    const broken = await pinxin(['hash', PINXIN, '--json']);
    expect(broken.code).toBe(1);
  });

  it('reads a plan without a server', async () => {
    const text = '一、主要目标\n到2027年，培育龙头企业15家。\n二、任务\n1．建平台。（市商务局负责）\n';
    writeFileSync(join(folder, 'plan.txt'), text);
    const ran = await pinxin(['plan', 'read', 'plan.txt', '--json']);
    expect(JSON.parse(ran.out)).toMatchObject({
      ok: true,
      targets: [{ subject: '龙头企业', number: 15, deadline: '2027-12-31', line: 2 }],
      tasks: [{ section: '2.1', lead: ['市商务局'] }],
    });
    const people = await pinxin(['plan', 'read', 'plan.txt', '--lang', 'en']);
    expect(people).toMatchObject({ code: 0, out: expect.stringContaining('1 targets with numbers') });
    writeFileSync(join(folder, 'plan.pdf'), '%PDF-1.7');
    expect(await pinxin(['plan', 'read', 'plan.pdf'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('.docx'),
    });
  });

  it('says where to look when no server is running', async () => {
    const ran = await pinxin(['query', '--server', 'http://127.0.0.1:9', '--lang', 'en']);
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('pinxin up') });
  });

  it('exits with 2 when called wrongly and with 0 for help', async () => {
    expect(await pinxin(['captur'])).toMatchObject({ code: 2, err: expect.stringContaining('capture') });
    const help = await pinxin(['--help', '--lang', 'en']);
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('conformance <folder>') });
    const version = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
    expect((await pinxin(['--version'])).out).toBe(`${version}\n`);
  });
});
