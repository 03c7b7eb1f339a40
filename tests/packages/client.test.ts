import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { PinxinClient } from '@pinxin/client/client';
import type { ProblemError } from '@pinxin/client/problem';
import { checkWebhook } from '@pinxin/client/webhook';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signatureOf } from '../../apps/server/src/slices/trace/subscriptions/send-webhook.ts';
import { freePort, type Instance, startInstance } from '../failure/instance.ts';
import { producerKey } from '../failure/kill-rounds.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PACKAGE = join(ROOT, 'packages', 'client');

describe('the client', () => {
  const data = mkdtempSync(join(tmpdir(), 'pinxin-client-'));
  let instance: Instance;
  let port: number;
  let key: string;

  beforeAll(async () => {
    port = await freePort();
    instance = await startInstance(data, port, { PINXIN_WEBHOOK_NETWORKS: '127.0.0.1' });
    key = await producerKey(instance.url, readFileSync(join(data, 'operator-key'), 'utf8').trim());
  }, 120_000);
  afterAll(async () => {
    await instance.stop();
    rmSync(data, { recursive: true, force: true });
  });

  it('does what its README says', async () => {
    const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8');
    const script = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code).join('\n');
    // What stands behind `console.log(…); // ` or alone behind a block is what it prints.
    const promised = [...script.matchAll(/(?:console\.log\(.*\);|^\}) \/\/ (.+)$/gm)].map(([, text]) => text);
    expect(promised).toHaveLength(5);
    const said = await runScript(script, {
      PINXIN_URL: instance.url,
      PINXIN_KEY: key,
      RECEIVER_PORT: String(await freePort()),
    });
    expect(said.trim().split('\n')).toEqual(promised);
  }, 60_000);

  it('sends again what the network lost, and stores it once', async () => {
    let tries = 0;
    const client = new PinxinClient({
      ...{ url: instance.url, key, pause: 1 },
      fetch: async (...request: Parameters<typeof fetch>) => {
        tries += 1;
        const answer = await fetch(...request);
        // The first answer is lost on its way back, the second is a proxy's.
        if (tries === 1) throw new TypeError('the connection broke');
        if (tries === 2) return new Response('', { status: 502 });
        return answer;
      },
    });
    const events = Array.from({ length: 250 }, (_, n) => anEvent(n));
    const job = await client.waitFor(await client.capture(events));
    expect(tries).toBeGreaterThan(3);
    expect([job.success, job.stored + job.repeated]).toEqual([true, 250]);
    const found = new Set<string>();
    for await (const { eventID } of client.events({ EQ_bizStep: 'inspecting' }, 40))
      found.add(eventID as string);
    expect(found.size).toBe(250);
  });

  it('gives up on what the server refuses, with all that is wrong', async () => {
    const stranger = new PinxinClient({ url: instance.url, key: 'pxk_wrong', language: 'en' });
    const refusal = await stranger.capture([anEvent(0)]).catch((error: ProblemError) => error);
    expect(refusal).toMatchObject({ name: 'ProblemError', status: 401, code: 'notAuthenticated' });
    const client = new PinxinClient({ url: instance.url, key });
    await expect(client.events({ EQ_bizzStep: 'a' }).next()).rejects.toMatchObject({
      code: 'queryParameterWrong',
      problems: [{ at: '/query/EQ_bizzStep' }],
    });
    await expect(client.listen('none').next()).rejects.toMatchObject({ code: 'noSuchQuery' });
  });

  it('listens on over a restart of the server, misses nothing and hears nothing twice', async () => {
    const client = new PinxinClient({ url: instance.url, key, pause: 50, retries: 20 });
    await client.keepQuery('inspected', { EQ_bizStep: ['storing'] });
    const heard: string[] = [];
    const listening = new AbortController();
    const ears = (async () => {
      const options = { signal: listening.signal, pause: 50, initialRecordTime: '2026-01-01T00:00:00Z' };
      for await (const { events } of client.listen('inspected', options)) {
        heard.push(...events.map(({ eventID }) => eventID as string));
        if (heard.length >= 60) listening.abort();
      }
    })();
    await client.capture(Array.from({ length: 30 }, (_, n) => anEvent(n, 'storing')));
    for (let tries = 0; tries < 200 && heard.length < 30; tries++)
      await new Promise(done => setTimeout(done, 25));
    await instance.stop();
    instance = await startInstance(data, port, { PINXIN_WEBHOOK_NETWORKS: '127.0.0.1' });
    await client.capture(Array.from({ length: 60 }, (_, n) => anEvent(n, 'storing')));
    await ears;
    expect([heard.length, new Set(heard).size]).toEqual([60, 60]);
  }, 120_000);

  it('finds in what `pinxin export` writes all that it captured, known again when it is captured back', async () => {
    const folder = join(data, 'exported');
    const pinxin = async (...args: string[]) => {
      const command = [
        join(ROOT, 'apps/cli/bin/pinxin.mjs'),
        ...args,
        '--server',
        instance.url,
        '--key',
        key,
        '--json',
      ];
      return JSON.parse(await runNode(command)) as Record<string, unknown>;
    };
    const first = await pinxin('export', folder);
    expect(first).toMatchObject({ ok: true, files: 1 });
    await new PinxinClient({ url: instance.url, key }).capture([
      anEvent(0, 'packing'),
      anEvent(1, 'packing'),
    ]);
    // Run again it brings what came since.
    expect(await pinxin('export', folder)).toMatchObject({ ok: true, files: 1, events: 2 });
    const files = ['events-000001.json', 'events-000002.json'].map(name => join(folder, name));
    const back = (await pinxin('capture', ...files)).files as { stored: number; repeated: number }[];
    expect(back.map(({ stored }) => stored)).toEqual([0, 0]);
    expect(back.map(({ repeated }) => repeated)).toEqual([first.events, 2]);
  }, 60_000);

  it('knows a webhook’s signature from a forged, a changed and an old one', async () => {
    const [token, body, now] = [
      'a token of sixteen',
      '{"type":"EPCISQueryDocument"}',
      new Date('2026-07-18T04:00:00Z'),
    ];
    const signature = signatureOf(Buffer.from(token), 'dlv_1', now, Buffer.from(body));
    const check = (changed: object) => checkWebhook({ signature, body, token, now, ...changed });
    expect(await check({})).toEqual({ ok: true, delivery: 'dlv_1', sentAt: now });
    expect(await check({ body: `${body} ` })).toMatchObject({ reason: 'wrongSignature' });
    expect(await check({ token: 'another of sixteen' })).toMatchObject({ reason: 'wrongSignature' });
    expect(await check({ signature: signature.replace('dlv_1', 'dlv_2') })).toMatchObject({
      reason: 'wrongSignature',
    });
    expect(await check({ now: new Date('2026-07-18T04:06:00Z') })).toMatchObject({ reason: 'tooOld' });
    expect(await check({ signature: undefined })).toMatchObject({ reason: 'noSignature' });
  });

  it('is as small as it says, and takes nothing from Node', () => {
    const files = readdirSync(join(PACKAGE, 'src')).map(file =>
      readFileSync(join(PACKAGE, 'src', file), 'utf8'),
    );
    expect(gzipSync(files.join('\n')).length).toBeLessThan(8_000);
    expect(files.join('\n')).not.toMatch(/from 'node:|from '@|\bBuffer\b|\bprocess\./);
  });
});

function anEvent(n: number, bizStep = 'inspecting') {
  return {
    ...{ type: 'ObjectEvent', action: 'OBSERVE' as const, bizStep },
    eventTime: new Date(Date.UTC(2026, 5, 1) + n * 1000).toISOString(),
    eventTimeZoneOffset: '+08:00',
    quantityList: [{ epcClass: `https://id.gs1.org/01/09520000000011/10/C-${n}`, quantity: 1, uom: 'KGM' }],
  };
}

function runScript(script: string, env: Readonly<Record<string, string>>): Promise<string> {
  return runNode(['--input-type=module-typescript', '-'], env, script);
}

function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
): Promise<string> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text;
  });
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('exit', code =>
      code === 0 ? resolve(said) : reject(new Error(`${code}: ${said}${complained}`)),
    );
  });
}
