import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  cpSync,
  existsSync,
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
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbedded } from './embedded.ts';
import { FORGETFUL_SETTINGS } from './postgres-settings.ts';
import { postgresUser } from './postgres-user.ts';

const EMBEDDED = fileURLToPath(new URL('./embedded.ts', import.meta.url));
const fast = { settings: { ...FORGETFUL_SETTINGS, shared_buffers: '16MB', max_connections: '10' } };

async function ask(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0] as Record<string, unknown>;
  } finally {
    await client.end();
  }
}

describe('the embedded database', () => {
  let made: string;
  let folder: string;
  let running: EmbeddedPostgres[] = [];

  // Making a cluster takes a second or more: it is made once and copied.
  beforeAll(async () => {
    made = mkdtempSync(join(tmpdir(), 'pinxin-cluster-'));
    await (await startEmbedded(made, fast)).stop();
  });
  afterAll(() => rmSync(made, { recursive: true, force: true }));
  beforeEach(() => {
    // Closed to everybody else, as a home folder is: PostgreSQL must work below it although it is not root.
    folder = mkdtempSync(join(tmpdir(), 'pinxin-embedded-'));
  });
  afterEach(async () => {
    await Promise.all(running.map(server => server.stop()));
    running = [];
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(at = join(folder, 'data')): Promise<EmbeddedPostgres> {
    if (!existsSync(join(at, 'postgres')) && at === join(folder, 'data'))
      cpSync(made, at, { recursive: true });
    const server = await startEmbedded(at, fast);
    running.push(server);
    return server;
  }

  it('keeps data, port and password from one start to the next, and them to itself', async () => {
    const first = await start();
    await ask(first.url, 'create table kept (zh text)');
    await ask(first.url, `insert into kept values ('枸杞')`);
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'select zh from kept')).toEqual({ zh: '枸杞' });
    expect(statSync(join(folder, 'data', 'database.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'data', 'postgres')).mode & 0o077).toBe(0);
  });

  it('is UTF-8 with checksums on loopback, whatever the machine, and never runs as root', async () => {
    const { url } = await start();
    expect(
      await ask(
        url,
        `select current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums,
           current_setting('listen_addresses') as listens, lower('ÄÖ') as lower,
           (select datlocprovider::text from pg_database where datname = current_database()) as provider`,
      ),
    ).toEqual({ encoding: 'UTF8', checksums: 'on', listens: '127.0.0.1', lower: 'äö', provider: 'b' });
    const pid = readFileSync(join(folder, 'data', 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0];
    if (process.platform === 'linux') expect(statSync(`/proc/${pid}`).uid).not.toBe(0);
  });

  it('has fsync on unless a test turns it off', async () => {
    const server = await startEmbedded(join(folder, 'data'));
    running.push(server);
    const settings = await ask(
      server.url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits,
         current_setting('full_page_writes') as pages, current_setting('jit') as jit`,
    );
    expect(settings).toEqual({ fsync: 'on', commits: 'on', pages: 'on', jit: 'off' });
  });

  it('refuses a wrong password', async () => {
    const { url } = await start();
    const wrong = new URL(url);
    wrong.password = 'guessed';
    await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('refuses a folder that another process uses', async () => {
    await start();
    await expect(startEmbedded(join(folder, 'data'), fast)).rejects.toMatchObject({ code: 'dataInUse' });
  });

  it('takes over the lock of a process that is gone', async () => {
    mkdirSync(join(folder, 'data'));
    for (const stale of [
      '{"pid":999999999,"started":"x"}',
      `{"pid":${process.pid},"started":"another boot"}`,
      '',
    ]) {
      writeFileSync(join(folder, 'data', 'lock'), stale);
      const server = await start();
      await server.stop();
    }
  });

  it('refuses data of another major version with one sentence, and leaves it alone', async () => {
    const server = await start();
    await server.stop();
    const version = join(folder, 'data', 'postgres', 'PG_VERSION');
    writeFileSync(version, '17\n');
    await expect(start()).rejects.toMatchObject({ code: 'otherPostgresVersion' });
    expect(readFileSync(version, 'utf8')).toBe('17\n');
  });

  it('refuses a folder that cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(start(join(folder, 'file', 'data'))).rejects.toMatchObject({ code: 'dataUnwritable' });
  });

  it('chooses another port when its own was taken meanwhile', async () => {
    const first = await start();
    await first.stop();
    const thief = createServer().listen(first.port, '127.0.0.1');
    await once(thief, 'listening');
    try {
      const second = await start();
      expect(second.port).not.toBe(first.port);
      expect(await ask(second.url, 'select 1 as one')).toEqual({ one: 1 });
    } finally {
      thief.close();
    }
  });

  it('starts again after the whole process was killed, with everything that was committed', async () => {
    const script = `
      import pg from ${JSON.stringify(import.meta.resolve('pg'))};
      import { startEmbedded } from ${JSON.stringify(EMBEDDED)};
      const { url } = await startEmbedded(${JSON.stringify(join(folder, 'data'))});
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query('create table kept as select 42 as n');
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: 'ignore',
    });
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGKILL');
    const server = await start();
    expect(await ask(server.url, 'select n from kept')).toEqual({ n: 42 });
  });

  it('stops while it recovers from the crash of one of its processes, and has everything when it starts again', async () => {
    const server = await start();
    const client = new pg.Client({ connectionString: server.url });
    client.on('error', () => {});
    await client.connect();
    await client.query('set synchronous_commit = on');
    await client.query('create table kept as select n from generate_series(1, 100000) as n');
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
    await new Promise<void>(done => void client.once('end', () => done()));
    await server.stop();
    const again = await start();
    expect(await ask(again.url, 'select count(*)::int as n from kept')).toEqual({ n: 100_000 });
  });

  it('works for an ordinary user', async () => {
    const user = postgresUser(undefined);
    if (user !== undefined) chownSync(folder, user.uid, user.gid);
    const script = `
      import { startEmbedded } from ${JSON.stringify(EMBEDDED)};
      const server = await startEmbedded(${JSON.stringify(join(folder, 'data'))});
      await server.stop();
      process.stdout.write(String(process.getuid()));`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      ...user,
      cwd: folder,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', piece => {
        said += piece;
      });
    const [code] = await once(child, 'close');
    expect({ code, said }).toEqual({ code: 0, said: String(user?.uid ?? process.getuid?.()) });
  });
});
