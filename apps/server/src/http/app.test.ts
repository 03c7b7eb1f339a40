import { connect } from 'node:net';
import Type from 'typebox';
import { afterEach, describe, expect, it } from 'vitest';
import { type App, createApp } from './app.ts';
import type { KeyCaller } from './caller.ts';

const farm: KeyCaller = {
  kind: 'party',
  party: 7,
  publicId: 'pty_7',
  partyKind: 'cooperative',
  scopes: new Set(['capture']),
};

describe('the http app', () => {
  let app: App | undefined;
  let log = '';
  let asked = 0;
  afterEach(async () => {
    await app?.fastify.close();
    app = undefined;
  });

  function anApp(): App {
    log = '';
    asked = 0;
    app = createApp({
      callerOf: async secret => {
        asked++;
        return secret === 'good-secret' ? farm : undefined;
      },
      readiness: async () => ({ database: true, migrated: false }),
      now: () => new Date('2026-07-18T04:00:00Z'),
      publicUrl: undefined,
      logLevel: 'info',
      logStream: {
        write: line => {
          log += line;
        },
      },
    });
    const { fastify } = app;
    fastify.get('/things/:uri', { config: { access: 'public' } }, async request => request.params);
    fastify.post('/capture', { config: { access: 'capture' } }, async request => ({
      caller: request.caller.kind,
    }));
    fastify.get('/trace', { config: { access: 'trace' } }, async () => ({}));
    fastify.get('/broken', { config: { access: 'public' } }, async () => {
      throw new Error('password=hunter2');
    });
    const Body = Type.Object(
      { name: Type.String({ minLength: 2 }), age: Type.Integer() },
      { additionalProperties: false },
    );
    const summary = { 'zh-CN': '登记', en: 'register' };
    fastify.post(
      '/checked',
      { config: { access: 'public', summary }, schema: { body: Body } },
      async r => r.body,
    );
    const Query = Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1 })) });
    fastify.get(
      '/paged',
      { config: { access: 'public' }, schema: { querystring: Query } },
      async r => r.query,
    );
    return app;
  }

  const key = { authorization: 'Bearer good-secret' };

  it('refuses to register a route that does not state its access', () => {
    const { fastify } = anApp();
    expect(() => fastify.get('/open', async () => 'oops')).toThrow('does not state its access');
  });

  it('refuses a stranger with every route that asks for a scope', async () => {
    const { fastify, routes } = anApp();
    await fastify.ready();
    const guarded = routes.filter(route => route.access !== 'public');
    expect(guarded.length).toBeGreaterThan(1);
    for (const route of guarded) {
      const answer = await fastify.inject({ method: route.methods[0] as 'GET', url: route.url });
      expect(answer.statusCode).toBe(401);
      if (route.methods[0] !== 'HEAD')
        expect(answer.json()).toMatchObject({ code: 'notAuthenticated', status: 401 });
    }
  });

  it('knows a caller by bearer token, by key header and by cookie', async () => {
    const { fastify } = anApp();
    const post = (headers: Record<string, string>) =>
      fastify.inject({ method: 'POST', url: '/capture', headers });
    expect((await post(key)).json()).toEqual({ caller: 'party' });
    expect((await post({ 'x-api-key': 'good-secret' })).json()).toEqual({ caller: 'party' });
    const cookie = { cookie: 'a=b; pinxin_key=good-secret' };
    expect((await post({ ...cookie, 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200);
    expect((await post({ ...cookie, origin: 'http://localhost:80', host: 'localhost:80' })).statusCode).toBe(
      200,
    );
    expect(asked).toBe(1);
  });

  it('refuses a change that another site sends with the cookie', async () => {
    const { fastify } = anApp();
    for (const from of [{}, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const headers = { cookie: 'pinxin_key=good-secret', ...from } as Record<string, string>;
      const answer = await fastify.inject({ method: 'POST', url: '/capture', headers });
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'crossSite']);
    }
  });

  it('tells a wrong key from a key without the scope', async () => {
    const { fastify } = anApp();
    const wrong = await fastify.inject({ url: '/trace', headers: { authorization: 'Bearer nope' } });
    expect([wrong.statusCode, wrong.headers['www-authenticate']]).toEqual([401, 'Bearer realm="pinxin"']);
    const poor = await fastify.inject({ url: '/trace', headers: key });
    expect([poor.statusCode, poor.json().code]).toEqual([403, 'notAllowed']);
  });

  it('answers in Chinese first and in English when asked', async () => {
    const { fastify } = anApp();
    const zh = await fastify.inject({ url: '/nowhere' });
    expect(zh.headers['content-type']).toContain('application/problem+json');
    expect(zh.json()).toMatchObject({ title: '没有这个地址', code: 'notFound', status: 404, problems: [] });
    const en = await fastify.inject({ url: '/nowhere', headers: { 'accept-language': 'en-GB,zh;q=0.5' } });
    expect(en.json().title).toBe('There is nothing at this address');
  });

  it('gives a browser a page instead of a document, with nothing of the address unescaped', async () => {
    const { fastify } = anApp();
    const answer = await fastify.inject({ url: '/<script>', headers: { accept: 'text/html,*/*;q=0.8' } });
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body).toContain('没有这个地址');
    expect(answer.body).not.toContain('<script>');
  });

  it('takes encoded slashes and long keys in a path parameter', async () => {
    const { fastify } = anApp();
    const uri = `https://id.gs1.org/01/09521234543213/10/${'枸杞'.repeat(100)}`;
    const answer = await fastify.inject({ url: `/things/${encodeURIComponent(uri)}` });
    expect(answer.json()).toEqual({ uri });
  });

  it.each([
    ['an unknown method', { method: 'DELETE', url: '/capture' }, 405, 'methodNotAllowed'],
    [
      'broken JSON',
      { method: 'POST', url: '/checked', body: '{"a":', headers: { 'content-type': 'application/json' } },
      400,
      'invalidJson',
    ],
    [
      'an unknown media type',
      { method: 'POST', url: '/checked', body: 'x', headers: { 'content-type': 'text/x-odd' } },
      415,
      'unsupportedMediaType',
    ],
    [
      'a body above the limit',
      {
        method: 'POST',
        url: '/checked',
        body: 'x'.repeat(1024 * 1024 + 1),
        headers: { 'content-type': 'application/json' },
      },
      413,
      'bodyTooLarge',
    ],
    ['a broken percent encoding', { method: 'GET', url: '/things/%E0%A4%A' }, 400, 'malformedAddress'],
  ] as const)('answers %s with its own 4xx problem', async (_what, request, status, code) => {
    const { fastify } = anApp();
    const answer = await fastify.inject({
      ...request,
      headers: { ...key, ...('headers' in request ? request.headers : {}) },
    } as never);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  it('names the allowed methods with a 405', async () => {
    const { fastify } = anApp();
    expect((await fastify.inject({ method: 'DELETE', url: '/capture' })).headers.allow).toBe('POST');
  });

  it('tells everything that is wrong with a body, each with its place', async () => {
    const { fastify } = anApp();
    const answer = await fastify.inject({
      method: 'POST',
      url: '/checked',
      payload: { name: 'x', age: '3', odd: 1 },
    });
    expect(answer.statusCode).toBe(400);
    const found = answer
      .json()
      .problems.map((problem: { at: string }) => problem.at)
      .sort();
    expect(found).toEqual(['/age', '/name', '/odd']);
  });

  it('reads numbers in a query and refuses what is none', async () => {
    const { fastify } = anApp();
    expect((await fastify.inject({ url: '/paged?page=3' })).json()).toEqual({ page: 3 });
    const answer = await fastify.inject({ url: '/paged?page=x' });
    expect(answer.json().problems[0]).toMatchObject({ at: '/query/page', code: 'type' });
  });

  it('logs what broke and shows nothing of it', async () => {
    const { fastify } = anApp();
    const answer = await fastify.inject({
      url: '/broken?secret=1',
      headers: { ...key, cookie: 'pinxin_key=abc' },
    });
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal']);
    expect(answer.body).not.toContain('hunter2');
    expect(log).toContain('hunter2');
    expect(log).not.toContain('good-secret');
    expect(log).not.toContain('secret=1');
    expect(log).not.toContain('127.0.0.1');
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('sends the headers that keep browsers safe', async () => {
    const { fastify } = anApp();
    const { headers } = await fastify.inject({ url: '/healthz' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('is alive before it is ready, and says what is missing', async () => {
    const { fastify } = anApp();
    expect((await fastify.inject({ url: '/healthz' })).json()).toEqual({ alive: true });
    const ready = await fastify.inject({ url: '/readyz' });
    expect([ready.statusCode, ready.json().problems[0].code]).toEqual([503, 'migratedNotReady']);
  });

  it('describes its routes from their own schemas', async () => {
    const { fastify } = anApp();
    const document = (await fastify.inject({ url: '/openapi.json' })).json();
    expect(document.openapi).toBe('3.1.0');
    const body = document.paths['/checked'].post.requestBody.content['application/json'].schema;
    expect(body.properties.name).toEqual({ type: 'string', minLength: 2 });
    expect(document.paths['/capture']).toBeUndefined();
  });

  it('answers what is not HTTP, or too much of it, with a problem too', async () => {
    const { fastify } = anApp();
    await fastify.listen({ port: 0, host: '127.0.0.1' });
    const { port } = fastify.server.address() as { port: number };
    const raw = async (text: string) => {
      const socket = connect(port, '127.0.0.1');
      socket.write(text);
      let said = '';
      for await (const piece of socket) said += piece;
      return said;
    };
    expect(await raw('HELLO\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 .*"code":"invalidRequest"/s);
    const huge = `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`;
    expect(await raw(huge)).toMatch(/^HTTP\/1\.1 431 .*"code":"headersTooLarge"/s);
  });

  it('counts requests by route, never by address', async () => {
    const { fastify } = anApp();
    await fastify.inject({ url: '/things/abc' });
    const metrics = (await fastify.inject({ url: '/metrics' })).body;
    expect(metrics).toContain('route="/things/:uri"');
    expect(metrics).not.toContain('abc');
  });

  it('tells figures of other rooms as they are when asked', async () => {
    const { fastify } = anApp();
    let count = 1;
    fastify.tellFigure('things_held', 'Things that are held.', () => count);
    const told = async () => (await fastify.inject({ url: '/metrics' })).body;
    expect(await told()).toContain('things_held 1\n');
    count = 2;
    expect(await told()).toContain('things_held 2\n');
  });
});
