import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../config.ts';
import { type TestDatabase, testDatabase } from '../kernel/testing.ts';
import { type Instance, serve, type Wiring } from './serve.ts';

describe('serving', () => {
  let database: TestDatabase;
  let folder: string;
  let config: Config;
  let running: Instance | undefined;

  beforeEach(async () => {
    database = await testDatabase();
    folder = mkdtempSync(join(tmpdir(), 'pinxin-serve-'));
    config = readConfig({
      DATABASE_URL: database.url,
      PINXIN_DATA: folder,
      PINXIN_PORT: '0',
      PINXIN_LOG: 'silent',
    });
  });
  afterEach(async () => {
    await running?.stop();
    running = undefined;
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function aWiring(overrides: Partial<Wiring> = {}): Wiring {
    return {
      callerOf: () => async () => undefined,
      openInstance: async () => undefined,
      tasks: () => ({}),
      register: app => {
        app.get('/slow', { config: { access: 'public' } }, async () => {
          await sleep(300);
          return { done: true };
        });
      },
      ...overrides,
    };
  }

  it('is ready with the schema of this release', async () => {
    running = await serve(config, aWiring());
    const answer = await fetch(`${running.url}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([200, { database: true, migrated: true }]);
    expect(running.fresh).toBe(false);
  });

  it('writes the key of a new instance where only its owner reads it', async () => {
    running = await serve(config, aWiring({ openInstance: async () => 'pxk_secret' }));
    expect(running.fresh).toBe(true);
    expect(readFileSync(join(folder, 'operator-key'), 'utf8')).toBe('pxk_secret\n');
  });

  it('writes the link of the first administrator where only its owner reads it', async () => {
    running = await serve(config, aWiring({ offerAdministrator: async () => 'one-time' }));
    const file = join(folder, 'administrator-link');
    expect(readFileSync(file, 'utf8')).toBe('/sign-in/invitation/one-time\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('finishes requests that were begun before it stops', async () => {
    running = await serve(config, aWiring());
    const begun = fetch(`${running.url}/slow`);
    await sleep(100);
    await Promise.all([running.stop(), running.stop()]);
    expect(await (await begun).json()).toEqual({ done: true });
    await expect(fetch(`${running.url}/healthz`)).rejects.toThrow();
  });

  it('lets a running job end before it closes what the job works with', async () => {
    const seen: string[] = [];
    running = await serve(
      config,
      aWiring({
        tasks: () => ({
          slow: async () => {
            seen.push('begun');
            await sleep(300);
            seen.push('ended');
          },
        }),
        register: app => {
          app.addHook('onClose', async () => void seen.push('closed'));
        },
      }),
    );
    await database.pool.query(`select graphile_worker.add_job('slow', '{}'::json)`);
    for (let wait = 0; wait < 200 && seen.length === 0; wait++) await sleep(25);
    await running.stop();
    expect(seen).toEqual(['begun', 'ended', 'closed']);
  });

  it('says that the port is taken, and lets go of everything it had opened', async () => {
    const thief = createServer().listen(0, '127.0.0.1');
    await once(thief, 'listening');
    const { port } = thief.address() as { port: number };
    await expect(serve({ ...config, port }, aWiring())).rejects.toMatchObject({ code: 'portTaken' });
    thief.close();
    // A closed connection's backend takes a moment to leave the list.
    const others = async () => {
      const { rows } = await database.pool.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
      return rows[0]?.n;
    };
    await expect.poll(others, { timeout: 10_000 }).toBe(0);
  });

  it('refuses a route that does not state its access before it ever listens', async () => {
    const careless = aWiring({ register: app => void app.get('/open', async () => 'oops') });
    await expect(serve(config, careless)).rejects.toThrow('does not state its access');
  });

  it('says that the database cannot be reached when password or name are wrong, without waiting', async () => {
    const wrong = new URL(database.url);
    wrong.pathname = '/no_such_database';
    const refused = serve({ ...config, databaseUrl: wrong.href }, aWiring());
    await expect(refused).rejects.toMatchObject({ code: 'databaseUnreachable' });
  });
});
