import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbedded } from '../../apps/server/src/kernel/db/embedded.ts';
import { freePort, type Instance, startInstance } from './instance.ts';
import { producerKey } from './kill-rounds.ts';
import { documentOf } from './witness.ts';

describe('a server whose external database goes away and comes back', () => {
  let folder: string;
  let database: EmbeddedPostgres;
  let instance: Instance;
  let key: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pinxin-away-'));
    database = await startEmbedded(join(folder, 'database'));
    instance = await startInstance(join(folder, 'data'), await freePort(), { DATABASE_URL: database.url });
    key = await producerKey(instance.url, readFileSync(join(folder, 'data', 'operator-key'), 'utf8').trim());
  });
  afterAll(async () => {
    await instance?.stop();
    await database?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const capture = (id: string) =>
    fetch(`${instance.url}/capture`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(documentOf([`urn:uuid:019809d2-0000-7000-8000-00000000000${id}`])),
    });

  it('says 503 in words while it is away, and captures again when it is back, without a restart', async () => {
    expect((await capture('1')).status).toBe(202);
    await database.stop();
    const refused = await capture('2');
    expect(refused.status).toBe(503);
    expect(((await refused.json()) as { code: string }).code).toBe('unavailable');
    expect((await fetch(`${instance.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${instance.url}/readyz`)).status).toBe(503);
    database = await startEmbedded(join(folder, 'database'));
    let status = 0;
    for (let tries = 0; tries < 40 && status !== 202; tries++) {
      status = (await capture('3')).status;
      if (status !== 202) await pause(250);
    }
    expect(status).toBe(202);
    expect((await fetch(`${instance.url}/readyz`)).status).toBe(200);
  }, 60_000);
});
