import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from './app.ts';
import { serveConsole } from './console.ts';

const options = {
  callerOf: async () => undefined,
  readiness: async () => ({ ready: true, checks: [] }) as never,
  now: () => new Date('2026-11-26T00:00:00Z'),
  publicUrl: undefined,
  logLevel: 'silent',
};

describe('the console as files', () => {
  let folder: string;
  const ask = async (url: string, encoding = '') => {
    const { fastify } = createApp(options);
    serveConsole(fastify, folder);
    return fastify.inject({ url, headers: encoding === '' ? {} : { 'accept-encoding': encoding } });
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pinxin-console-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>console</title>');
    await writeFile(join(folder, 'assets', 'a-1.js'), 'plain');
    await writeFile(join(folder, 'assets', 'a-1.js.br'), 'packed');
    await writeFile(join(folder, '..', 'pinxin-secret-of-console-test'), 'secret');
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await rm(join(folder, '..', 'pinxin-secret-of-console-test'));
  });

  it('gives its page for every address of its own, asked for anew each time, without inline script', async () => {
    for (const url of ['/console', '/console/', '/console/parties/pty_1?q=x']) {
      const { statusCode, headers, body } = await ask(url);
      expect([url, statusCode, headers['cache-control']]).toEqual([url, 200, 'no-cache']);
      expect(body).toContain('<title>console</title>');
      expect(headers['content-security-policy']).toContain("script-src 'self';");
    }
  });

  it('lets assets be kept for ever and sends the packed copy to those who take it', async () => {
    const plain = await ask('/console/assets/a-1.js');
    expect([plain.body, plain.headers['content-encoding']]).toEqual(['plain', undefined]);
    expect(plain.headers['cache-control']).toContain('immutable');
    const packed = await ask('/console/assets/a-1.js', 'gzip, br');
    expect([packed.body, packed.headers['content-encoding']]).toEqual(['packed', 'br']);
    expect(packed.headers['content-type']).toContain('javascript');
  });

  it('refuses an asset that is not there and never leaves its folder', async () => {
    expect((await ask('/console/assets/gone.js')).statusCode).toBe(404);
    for (const url of [
      '/console/..%2fpinxin-secret-of-console-test',
      '/console/assets/..%2f..%2fpinxin-secret-of-console-test',
    ]) {
      expect((await ask(url)).body).not.toContain('secret');
    }
  });

  it('says what to do when it is not built', async () => {
    const { fastify } = createApp(options);
    serveConsole(fastify, join(folder, 'nowhere'));
    const answer = await fastify.inject('/console');
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'consoleNotBuilt']);
  });
});
