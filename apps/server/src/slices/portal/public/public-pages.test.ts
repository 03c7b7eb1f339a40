import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../http/app.ts';
import { sheetsIn } from '../../../kernel/sheets/testing/read-workbook.ts';
// What the registers hold is made as their own tests make it.
import { statementsInForce } from '../../statements/api.ts';
import { issuedId, openRegister, type Register } from '../../statements/testing/register.ts';
import { problemPage } from '../routes.ts';
import { registerSearchRoutes } from '../search-routes.ts';
import { registerDataRoutes } from './data-routes.ts';
import { readMarks } from './mark-views.ts';
import { marksPage, registerPublicRoutes } from './routes.ts';

const settings = { divisions: {} };
const HTML = { accept: 'text/html' };
const KINDS = ['certification', 'award', 'listing', 'licence'] as const;

describe('the public site', () => {
  let t: Register;
  let app: FastifyInstance;
  let certificate = '';

  beforeAll(async () => {
    t = await openRegister();
    for (const kind of ['certification', 'award', 'licence', 'sanction', 'listing'] as const)
      await t.grant({ kind });
    await t.database.pool.query(
      `insert into party (public_id, kind, name_zh, division, is_demo, created_at)
       values ('pty_wang', 'household', '王小红', '640521', true, now()), ('pty_old', 'enterprise', '旧名公司', '64', true, now())`,
    );
    await t.database.pool.query(
      `update party set merged_into = (select id from party where public_id = 'pty_coop') where public_id = 'pty_old'`,
    );
    certificate = issuedId(await t.issue({ subject: { product: t.product }, scheme: 'greenFood' }));
    issuedId(await t.issue({ kind: 'award' }));
    issuedId(await t.issue({ kind: 'certification', subject: { brand: t.brand } }));
    issuedId(await t.issue({ kind: 'sanction' }));
    app = createApp({
      ...{ callerOf: async () => undefined, readiness: async () => ({ database: true, migrated: true }) },
      ...{ now: t.clock.now, publicUrl: 'https://pinxin.example', logLevel: 'silent', problemPage },
    }).fastify;
    const page = marksPage(t.ctx, settings);
    app.get('/marks', { config: { access: 'public' } }, page);
    registerPublicRoutes(app, t.ctx, settings);
    registerDataRoutes(app, { ctx: t.ctx, settings, publicUrl: 'https://pinxin.example' });
    registerSearchRoutes(app, t.ctx, settings);
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    await t.close();
  });

  const page = async (url: string) => {
    const { statusCode, body } = await app.inject({ url, headers: HTML });
    expect([statusCode, body.length < 50_000], url).toEqual([200, true]);
    return body;
  };
  const data = async (url: string) => (await app.inject({ url })).json();
  const numbers = async (on: string) => {
    const marks = await data(`/open-data/marks.json?on=${on}`);
    return marks.map((mark: { number: string }) => mark.number).sort();
  };

  it('shows the register of marks as of a day, in both languages, with its filters in the address', async () => {
    const zh = await page('/marks?on=2026-07-18');
    expect(zh).toContain('2026年7月18日有效的，共 3 项');
    expect(zh).toContain('coop（演示）');
    expect(await page('/marks?on=2026-07-18&kind=award&lang=en')).toContain('In force on 18 July 2026: 1');
    expect(await page('/marks?scheme=greenFood')).toContain('共 1 项');
    expect(await page('/marks?on=2026-06-30')).toContain('更早的日子查不到');
    expect(await page('/marks?scheme=none')).toContain('这一天没有符合条件的标志');
    const early = await page('/marks?on=2001-01-01&lang=en');
    expect(early).toContain('The record here begins on');
    expect(early).not.toContain('There was no such mark');
    expect(await page('/marks?on=2031-01-01')).toContain('这一天还没有到');
    expect(await page('/marks?q=%E7%A4%BA%E8%8C%83')).toContain('共 1 项');
  });

  it('shows which authority took the place of which, as of a day, and on the pages of both', async () => {
    await t.database.pool.query(
      `insert into party (public_id, kind, name_zh, is_demo, created_at) values
         ('pty_then', 'authority', '原质监部门（演示）', true, now()), ('pty_now', 'authority', '市场监管部门（演示）', true, now())`,
    );
    await t.database.pool.query(
      `insert into party_relation (public_id, kind, from_party, to_party, valid_from, source, recorded_at, recorded_by)
       select 'rel_1', 'succeededBy', f.id, n.id, '2018-11-01', '机构改革方案', now(), 'test' from party f, party n
        where f.public_id = 'pty_then' and n.public_id = 'pty_now'`,
    );
    const zh = await page('/authorities/successions');
    expect(zh).toContain('href="/enterprises/pty_then"');
    expect(zh).toContain('2018年11月1日');
    expect(await page('/authorities/successions?on=2018-10-31&lang=en')).toContain(
      'No succession is on record',
    );
    expect((await data('/authorities/successions?as=json')).rows).toEqual([
      {
        from: { id: 'pty_then', name: { 'zh-CN': '原质监部门（演示）' } },
        to: { id: 'pty_now', name: { 'zh-CN': '市场监管部门（演示）' } },
        ...{ since: '2018-11-01', source: '机构改革方案' },
        now: [{ id: 'pty_now', name: { 'zh-CN': '市场监管部门（演示）' } }],
      },
    ]);
    expect(await page('/enterprises/pty_then')).toContain('职能已由其他部门承接');
    expect(await page('/enterprises/pty_now')).toContain('承接自');
  });

  it('answers for a past day as it did, whatever came after', async () => {
    const day = '2026-07-18';
    const before = await numbers(day);
    t.clock.advance(2 * 86_400_000);
    await t.change({ statement: certificate, to: 'suspend' });
    expect(await numbers(day)).toEqual(before);
    expect(await page('/marks?on=2026-07-20')).toContain('已暂停');
    t.clock.advance(86_400_000);
    await t.change({ statement: certificate, to: 'withdraw' });
    expect(await numbers(day)).toEqual(before);
    expect(await numbers('2026-07-21')).toHaveLength(before.length - 1);
  });

  it('finds by its own SQL what the rule of the statements finds, on any day', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -30, max: 1_200 }), async shift => {
        const on = new Date(Date.UTC(2026, 6, 18 + shift)).toISOString().slice(0, 10);
        const kinds = ['certification', 'award'] as const;
        const rule = await statementsInForce(t.database, {
          on,
          kinds,
          withSuspended: true,
          publicOnly: true,
        });
        const own = await readMarks(t.database, { on, today: on, kinds, standing: 'inForce', limit: 1_000 });
        expect(own.map(({ id, status }) => `${id} ${status}`)).toEqual(
          rule.map(({ publicId, status }) => `${publicId} ${status}`),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('shows of a party what it holds, lost and was punished for, and where it went when it was merged', async () => {
    const file = await page('/enterprises/pty_coop');
    for (const words of [
      '现有的标志和荣誉',
      '以前有过，现已失效',
      '公示期内的行政处罚',
      '示范枸杞',
      '七号地',
    ])
      expect(file).toContain(words);
    const moved = await app.inject({ url: '/enterprises/pty_old', headers: HTML });
    expect([moved.statusCode, moved.headers.location]).toEqual([301, '/enterprises/pty_coop']);
    expect((await app.inject({ url: '/enterprises/nobody', headers: HTML })).statusCode).toBe(404);
  });

  it('hides the name of a natural person everywhere', async () => {
    const file = await page('/enterprises/pty_wang');
    expect(file).toContain('王**');
    expect(file).not.toContain('王小红');
    expect(file).toContain('noindex');
    for (const url of [
      '/open-data/parties.csv',
      '/open-data/parties.json',
      '/search?q=%E7%8E%8B%E5%B0%8F%E7%BA%A2',
    ])
      expect((await app.inject({ url })).body).not.toMatch(/小红/);
  });

  it('shows a brand with its origin, owner, marks and products', async () => {
    expect(await page('/brands')).toContain('示范枸杞');
    expect(await page('/brands?kind=service')).toContain('没有符合条件的品牌');
    const brand = await page('/brands/brd_demo');
    for (const words of ['区域公用品牌', 'coop（演示）', '品牌得到的认定']) expect(brand).toContain(words);
    expect((await data('/brands/brd_demo')).brand.id).toBe('brd_demo');
  });

  it('gives every data set as CSV and as JSON with the same rows, and a catalogue whose files are all there', async () => {
    const catalogue = await data('/open-data/catalog.jsonld');
    const files = catalogue['dcat:dataset'].flatMap(
      (set: Record<string, Record<string, Record<string, string>>[]>) =>
        set['dcat:distribution']!.map(file => new URL(file['dcat:downloadURL']!['@id']!).pathname),
    );
    expect(files).toHaveLength(18);
    for (const file of files.filter((path: string) => path.endsWith('.csv'))) {
      const csv = await app.inject({ url: file });
      expect(csv.headers['content-type'], file).toContain('text/csv');
      const rows = await data(file.replace('.csv', '.json'));
      expect(csv.body.trimEnd().split('\r\n'), file).toHaveLength(rows.length + 1);
      const book = await app.inject({ url: file.replace('.csv', '.xlsx') });
      expect(sheetsIn(book.rawPayload)[0], file).toHaveLength(rows.length + 1);
    }
    expect(await page('/open-data')).toContain('catalog.jsonld');
  });

  it('tells what is new as Atom', async () => {
    const feed = await app.inject({ url: '/feeds/marks.atom' });
    expect(feed.headers['content-type']).toContain('application/atom+xml');
    expect(feed.body.match(/<entry>/g)).toHaveLength(2);
    expect(feed.body).toContain('https://pinxin.example/enterprises/pty_coop');
    expect((await app.inject({ url: '/feeds/recalls.atom' })).body).toContain(
      '<feed xmlns="http://www.w3.org/2005/Atom"',
    );
  });

  it('searches as a page for people, and says what to do when nothing is found', async () => {
    expect(await page('/search')).toContain('name="q"');
    expect(await page('/search?q=%E4%B9%8C%E6%9C%89&kind=')).toContain('没有找到');
    expect((await app.inject({ url: '/search' })).statusCode).toBe(400);
  });

  it('answers nonsense with a page, never with an error', async () => {
    const paths = [
      '/marks',
      '/brands',
      '/recalls.atom',
      '/open-data/marks.csv',
      '/open-data/brands.json',
      '/search',
    ];
    const values = [
      '%00',
      '%F0%9F%98%80',
      "'; drop table party;--",
      '%25',
      '9'.repeat(90),
      '-1',
      '2026-02-30',
    ];
    for (const path of paths) {
      for (const value of values) {
        for (const name of ['q', 'on', 'kind', 'scheme', 'page', 'order', 'category', 'division']) {
          const { statusCode } = await app.inject({ url: `${path}?${name}=${value}`, headers: HTML });
          expect(statusCode, `${path} ${name} ${value}`).toBeLessThan(500);
        }
      }
    }
  });

  it('counts only marks among what is said', async () => {
    const marks = await readMarks(t.database, {
      ...{ on: '2026-07-18', today: '2026-07-18', kinds: KINDS, standing: 'inForce', limit: 100 },
    });
    expect(marks.map(({ kind }) => kind).sort()).toEqual(['award', 'certification', 'certification']);
  });

  it('no longer shows a penalty whose term of publication is over, as of no day', async () => {
    t.clock.advance(370 * 86_400_000);
    expect(await page('/enterprises/pty_coop')).toContain('没有公示期内的处罚');
    expect(await page('/marks?on=2026-07-18')).toContain('2026年7月18日有效的');
  });
});
