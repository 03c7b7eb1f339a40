import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { TraceAnswer } from '@pinxin/contract/lineage-page';
import { linksetProblems } from '@pinxin/contract/linkset';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../http/app.ts';
import { type TestContext, testContext } from '../../kernel/testing.ts';
// The resolver is wired in main.ts; a test may wire it too.
import { readLinkPath } from '../trace/resolver/named-code.ts';
import { registerResolverRoutes } from '../trace/resolver/routes.ts';
import type { Desk } from './desk.ts';
import { registerDeskRoutes } from './desk-routes.ts';
import { createPortal, type Portal } from './portal.ts';
import { problemPage, registerPortalRoutes } from './routes.ts';
import { type Records, recordsIn } from './testing/records.ts';

const STEM = 'https://id.gs1.org';
const LOT = '/01/09521234000013/10/G26A07';
const RAW = '/01/09521234000020/10/H0718';
const HTML = { accept: 'text/html' };
const settings = { divisions: {} };

const answer: TraceAnswer = {
  question: { direction: 'forward', codes: [], places: [] },
  suspects: [],
  problems: [],
  counts: { lots: 37, items: 0, carriers: 0, holders: 4, places: 4, events: 9, quantities: [] },
  picture: { nodes: [], edges: [], truncated: false },
  holders: [],
  page: 1,
  pages: 1,
  holderRows: 0,
  watermark: 1,
  answeredAt: '2026-08-10T12:00:00+08:00',
  milliseconds: 3,
};

const desk: Desk = {
  trace: async question => ({ ...answer, question }),
  commonCause: async codes => ({ codes, problems: [], candidates: [], milliseconds: 1 }),
  exportHolders: async () => Buffer.from('\uFEFF持有人\r\n'),
};

describe('the public pages', () => {
  let test: TestContext;
  let records: Records;
  let app: FastifyInstance;
  let portal: Portal;
  let works: number;
  let authority: number;
  let made: { hash: string };
  let ticks = 0;

  beforeAll(async () => {
    test = await testContext({ at: '2026-08-10T04:00:00Z' });
    records = recordsIn(test.database.pool);
    const grower = await records.party('cooperative', '红果演示合作社');
    works = await records.party('enterprise', '晒场演示烘干厂');
    authority = await records.party('authority', '演示市场监督管理局');
    await records.product('09521234000020', 'raw', '枸杞鲜果', grower);
    await records.product('09521234000013', 'packed', '枸杞干果', works);
    await records.event({
      at: '2026-07-18T00:00:00Z',
      party: grower,
      step: 'commissioning',
      lots: [['seen', STEM + RAW, '1240', 'KGM']],
    });
    made = await records.event({
      at: '2026-07-26T00:00:00Z',
      type: 5,
      action: 0,
      party: works,
      lots: [
        ['input', STEM + RAW, '1240', 'KGM'],
        ['output', STEM + LOT, '310', 'KGM'],
      ],
      doc: { type: 'TransformationEvent', 'ex:operatorName': '李小红', 'ex:note': '电话 13812345678' },
    });
    const callerOf = async (secret: string) =>
      secret === 'good'
        ? {
            kind: 'party' as const,
            party: authority,
            publicId: 'pty_x',
            partyKind: 'authority',
            scopes: new Set(['trace', 'recall'] as const),
          }
        : undefined;
    app = createApp({
      callerOf,
      readiness: async () => ({ database: true, migrated: true }),
      now: test.clock.now,
      publicUrl: undefined,
      logLevel: 'silent',
      problemPage,
    }).fastify;
    portal = createPortal({ ctx: test.ctx, scanDivisionHeader: 'x-division', settings, ticks: () => ticks });
    const readCode = (path: string) => {
      const read = readLinkPath(path);
      return read.ok ? read.value : undefined;
    };
    registerPortalRoutes(app, { ctx: test.ctx, portal, settings, readCode });
    registerResolverRoutes(app, { pages: portal, publicUrl: undefined });
    registerDeskRoutes(app, { ctx: test.ctx, desk, settings, callerOf, publicUrl: undefined });
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  const get = (url: string, headers: Record<string, string> = HTML) => app.inject({ url, headers });

  it('show the verdict at the very address of the code, in Chinese or English', async () => {
    const zh = await get(LOT);
    expect([zh.statusCode, zh.headers['content-language']]).toEqual([200, 'zh-CN']);
    expect(zh.body).toContain('<h1 id="verdict">可信</h1>');
    const en = await get(`${LOT}?lang=en`);
    expect(en.body).toContain('<h1 id="verdict">Trusted</h1>');
    expect((await get(LOT, { ...HTML, 'accept-language': 'fr, en;q=0.5' })).body).toContain('Trusted');
  });

  it('offer a reader of photographed codes in what the page says at most, packed as the browser takes it', async () => {
    const sent = async (accept: string) => {
      const answer = await app.inject({ url: '/qr-reader.js', headers: { 'accept-encoding': accept } });
      return [answer.headers['content-encoding'], answer.rawPayload] as const;
    };
    const [, plain] = await sent('identity');
    const [gzip, gzipped] = await sent('gzip, deflate');
    const [br, packed] = await sent('gzip, deflate, br, zstd');
    expect([gzip, br]).toEqual(['gzip', 'br']);
    expect(gunzipSync(gzipped).equals(plain)).toBe(true);
    expect(brotliDecompressSync(packed).equals(plain)).toBe(true);
    expect(gzipped.length).toBeLessThanOrEqual(52_000);
    expect(packed.length).toBeLessThanOrEqual(30_000);
  });

  it('give machines the same as data and as a valid linkset', async () => {
    const data = await get(LOT, { accept: 'application/json' });
    expect(data.json()).toMatchObject({ verdict: { kind: 'trusted' }, path: LOT, records: 1 });
    const linkset = await get(`${LOT}?linkType=linkset`);
    expect(linkset.headers['content-type']).toBe('application/linkset+json');
    expect(linkset.headers.link).toContain('rel="http://www.w3.org/ns/json-ld#context"');
    expect(linksetProblems(linkset.json())).toEqual([]);
  });

  it('lead on by link type, and refuse one that does not exist', async () => {
    const pip = await get(`${LOT}?linkType=gs1:traceability`);
    expect([pip.statusCode, pip.headers.location]).toEqual([
      307,
      `http://localhost:80/lineage${LOT}?lang=zh-CN`,
    ]);
    expect((await get(`${LOT}?linkType=gs1:recipeInfo`)).statusCode).toBe(404);
  });

  it('help with a code that nobody knows', async () => {
    const unknown = await get('/01/09521234000013/10/NOBODY');
    expect(unknown.statusCode).toBe(404);
    expect(unknown.body).toContain('12315');
    expect((await get('/01/09521234000013/10/NOBODY', { accept: 'application/json' })).json()).toMatchObject({
      code: 'code.unknown',
    });
  });

  it('say which figure of a mistyped code is wrong', async () => {
    const wrong = await get('/01/09521234000014');
    expect(wrong.statusCode).toBe(400);
    expect(wrong.body).toContain('应当是 3');
    expect(wrong.body).toContain('code=01%2F09521234000013');
    expect((await get('/01/09521234000014', { accept: 'application/json' })).json()).toMatchObject({
      status: 400,
      code: 'code.checkDigit',
    });
  });

  it('find typed codes: digits, brackets, a bare lot number', async () => {
    const to = async (code: string) => (await get(`/scan?${new URLSearchParams({ code })}`)).headers.location;
    expect(await to('(01)09521234000013(10)G26A07')).toBe(LOT);
    expect(await to('G26A07')).toBe(LOT);
    expect(await to('9521234000013')).toBe('/01/09521234000013');
    expect((await get('/scan?code=')).statusCode).toBe(400);
    expect((await get('/01/09521234000013?10=G26A07')).headers.location).toBe(LOT);
  });

  it('come packed to the second reader who takes that, with a count of their own', async () => {
    const gzip = { accept: 'text/html', 'accept-encoding': 'gzip, deflate, br' };
    await get(LOT, gzip);
    const [packed, plain] = [await get(LOT, gzip), await get(LOT)];
    expect(packed.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'text/html; charset=utf-8',
    });
    expect(packed.headers.vary).toContain('accept-encoding');
    expect(plain.headers).not.toHaveProperty('content-encoding');
    const page = gunzipSync(packed.rawPayload).toString();
    expect(page).toContain('可信');
    expect(page).not.toBe(plain.body);
    const uncounted = (text: string) => text.replace(/\d+ ?次/g, '');
    expect(uncounted(page)).toBe(uncounted(plain.body));
  });

  it('show a recall within a fifth of a second although pages are kept', async () => {
    expect((await get(LOT)).body).toContain('可信');
    const { id } = await records.event({
      at: '2026-08-10T03:00:00Z',
      party: authority,
      action: 2,
      lots: [['seen', STEM + LOT]],
      set: ['recalled'],
    });
    ticks += 200;
    expect((await get(LOT)).body).toContain('停止食用');
    expect((await get('/')).body).toContain('正在召回');
    await records.voidEvent(id);
    ticks += 200;
    expect((await get(LOT)).body).toContain('可信');
  });

  it('count scans by day and by the division that the edge names, and keep nothing else', async () => {
    await portal.counter.flush();
    await test.database.pool.query('delete from scan_count; delete from scan_first');
    ticks += 20_000;
    expect((await get(LOT, { ...HTML, 'x-division': '640104' })).body).toContain('第一次有人扫');
    expect((await get(LOT, { ...HTML, 'x-division': 'nonsense' })).body).toContain('被扫过 1 次');
    await app.inject({ method: 'HEAD', url: LOT, headers: HTML });
    await portal.counter.flush();
    const { rows } = await test.database.pool.query(
      'select day, division, scans from scan_count order by division',
    );
    expect(rows).toEqual([
      { day: '2026-08-10', division: '', scans: 1 },
      { day: '2026-08-10', division: '640104', scans: 1 },
    ]);
  });

  it('draw the lineage both ways and list the records', async () => {
    const lineage = await get(`/lineage${RAW}`);
    expect(lineage.statusCode).toBe(200);
    expect(lineage.body).toContain('G26A07');
    expect((await get(`/lineage${LOT}?direction=forward`)).body).toContain('没有上下游记录');
    const list = await get(`/records${LOT}`, { accept: 'application/json' });
    expect(list.json()).toMatchObject({
      total: expect.any(Number),
      rows: expect.arrayContaining([expect.objectContaining({ kind: 'made' })]),
    });
  });

  it('tell in which crate a lot was, from when until when', async () => {
    const crate = `${STEM}/8003/095212340000301`;
    const lot = `${STEM}/01/09521234000020/10/BOXED`;
    const packing = (
      at: string,
      roles: readonly ['parentAdd', 'childAdd'] | readonly ['parentDelete', 'childDelete'],
    ) =>
      records.event({
        ...{ at, type: 2, action: roles[0] === 'parentAdd' ? 1 : 3, party: works, step: 'packing' },
        lots: [
          [roles[0], crate],
          [roles[1], lot],
        ],
      });
    const put = await packing('2026-07-19T02:00:00Z', ['parentAdd', 'childAdd']);
    const taken = await packing('2026-07-19T05:30:00Z', ['parentDelete', 'childDelete']);
    await packing('2026-07-20T02:00:00Z', ['parentAdd', 'childAdd']);
    const path = lot.slice(STEM.length);
    const view = (await get(`/lineage${path}`, { accept: 'application/json' })).json();
    expect(view.containers).toMatchObject({
      total: 2,
      rows: [
        { container: { path: crate.slice(STEM.length) }, from: '2026-07-20T10:00:00+08:00' },
        {
          from: '2026-07-19T10:00:00+08:00',
          to: '2026-07-19T13:30:00+08:00',
          event: put.hash,
          endedBy: taken.hash,
        },
      ],
    });
    expect(view.containers.rows[0]).not.toHaveProperty('to');
    const page = (await get(`/lineage${path}`)).body;
    expect(page).toContain('2026年7月19日 13:30');
    expect(page).toContain('还在里面');
  });

  it('show a record without the persons in it', async () => {
    const record = await get(`/records/event/${made.hash}`);
    expect(record.statusCode).toBe(200);
    expect(record.body).toContain('TransformationEvent');
    expect(record.body).not.toContain('李小红');
    expect(record.body).not.toContain('13812345678');
  });

  it.each([
    '/lineage/01/1',
    '/records/x',
    '/records/event/zz',
    `/records/event/${'0'.repeat(64)}`,
    '/nothing',
  ])('answer a page for what is not there: %s', async url => {
    const missing = await get(url);
    expect(missing.statusCode).toBe(404);
    expect(missing.body).toContain('没有这一页');
  });

  it('describe the resolver', async () => {
    const description = (await get('/.well-known/gs1resolver')).json();
    expect(description).toMatchObject({
      resolverRoot: 'http://localhost:80',
      linkTypeDefaultCanBeLinkset: true,
    });
    expect(description.supportedPrimaryKeys).toContain('8003');
  });

  describe('of the desks', () => {
    it('ask strangers to sign in and come back', async () => {
      const refused = await get('/desk/recall?codes=x');
      expect(refused.statusCode).toBe(401);
      expect(refused.body).toContain('/sign-in?next=%2Fdesk%2Frecall%3Fcodes%3Dx');
    });

    const signIn = (key: string, next: string, site = 'same-origin') =>
      app.inject({
        method: 'POST',
        url: '/desk/sign-in',
        headers: { ...HTML, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': site },
        payload: String(new URLSearchParams({ key, next })),
      });

    it('let in a good key and send it nowhere else', async () => {
      const good = await signIn('good', '/desk/trace?codes=a');
      expect([good.statusCode, good.headers.location]).toEqual([303, '/desk/trace?codes=a']);
      expect(good.headers['set-cookie']).toContain('HttpOnly');
      expect((await signIn('good', 'https://evil.example/')).headers.location).toBe('/desk/recall');
      expect((await signIn('good', '//evil.example')).headers.location).toBe('/desk/recall');
    });

    it('turn away a wrong key and a form from another site', async () => {
      expect((await signIn('bad', '/desk/recall')).statusCode).toBe(401);
      expect((await signIn('good', '/desk/recall', 'cross-site')).statusCode).toBe(403);
    });

    it('answer a question with figures and files', async () => {
      const headers = { ...HTML, cookie: 'pinxin_key=good' };
      const page = await get('/desk/recall?codes=%2801%2909521234000013', headers);
      expect(page.body).toContain('<b>37</b>');
      expect(page.headers['cache-control']).toBe('no-store');
      const csv = await get('/desk/recall.csv?codes=x', headers);
      expect(csv.headers['content-disposition']).toContain('recall.csv');
      expect((await get('/desk/recall.csv', headers)).statusCode).toBe(400);
      expect((await get('/desk/cause?codes=a%0Ab', headers)).body).toContain('没有共同的上游');
    });
  });
});
