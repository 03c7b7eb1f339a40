import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// Recalls are wired in main.ts; a test may wire them too.
import { addLateLots } from '../trace/recall/publication/add-late-lots.ts';
import { registerRecallFormRoutes } from '../trace/recall/publication/form-routes.ts';
import { draftOf, type RecallApp, recallApp, tellChain } from '../trace/recall/testing/recall-app.ts';
import { readLinkPath } from '../trace/resolver/named-code.ts';
import { registerResolverRoutes } from '../trace/resolver/routes.ts';
import { GTIN, item, lot, objectEvent, transformation } from '../trace/testing/events.ts';
import { createDesk } from './desk-answer.ts';
import { registerDeskRoutes } from './desk-routes.ts';
import { createPortal } from './portal.ts';
import { recallPages, registerRecallDeskRoutes } from './recall-desk-routes.ts';
import { problemPage, registerPortalRoutes } from './routes.ts';

const settings = { divisions: {} };
const pathOf = (uri: string) => uri.slice('https://id.gs1.org'.length);

describe('the pages of what is recalled', () => {
  let t: RecallApp;
  let id = '';

  beforeAll(async () => {
    t = await recallApp({
      problemPage,
      pages: () => recallPages(settings),
      register: (app, recall, callerOf) => {
        const { ctx } = recall;
        registerDeskRoutes(app, { ctx, settings, callerOf, desk: createDesk(recall), publicUrl: undefined });
        registerRecallDeskRoutes(app, recall, settings);
        registerRecallFormRoutes(app, recall);
        const portal = createPortal({ ctx, settings, scanDivisionHeader: undefined });
        registerResolverRoutes(app, { pages: portal, publicUrl: undefined });
        const readCode = (path: string) => {
          const read = readLinkPath(path);
          return read.ok ? read.value : undefined;
        };
        registerPortalRoutes(app, { ctx, portal, settings, readCode });
      },
    });
    await tellChain(t);
    await t.capture('packer', [
      {
        ...transformation(['DRY'], [], { eventTime: '2026-07-03T08:00:00+08:00' }),
        outputQuantityList: [],
        outputEPCList: [item('P1'), item('P2'), item('P3')],
      },
    ]);
  });
  afterAll(() => t.close());

  const page = async (uri: string, language = 'zh-CN') =>
    (await t.app.inject({ url: `${pathOf(uri)}?lang=${language}`, headers: { accept: 'text/html' } })).body;
  const verdict = async (uri: string) =>
    /<section class="verdict (\w+)"/.exec(await page(uri))?.[1] ?? 'none';
  const verdicts = () =>
    Promise.all([lot('RAW'), lot('DRY'), item('P1'), item('P2'), lot('CLEAN')].map(verdict));
  const act = (path: string, body?: object) => t.send('authority', 'POST', `/recalls/${id}/${path}`, body);

  it('say nothing of a recall before it is published', async () => {
    expect(await verdicts()).not.toContain('stop');
    id = (await t.send('authority', 'POST', '/recalls', draftOf('pages-0001', [lot('RAW')]))).json().id;
    expect(await verdicts()).not.toContain('stop');
  });

  it('all say stop within a second of the publication, and what to do, and whom to call', async () => {
    const started = performance.now();
    await act('publication');
    let seen = await verdicts();
    while (seen.slice(0, 4).some(kind => kind !== 'stop') && performance.now() - started < 5_000)
      seen = await verdicts();
    const took = performance.now() - started;
    expect(seen).toEqual(['stop', 'stop', 'stop', 'stop', expect.not.stringMatching('stop')]);
    expect(took).toBeLessThan(1_000);
    const zh = await page(item('P1'));
    for (const words of [
      '停止食用',
      '检出禁用农药',
      '不要食用，退回购买处。',
      'tel:0951-1234567',
      `/recalls/${id}`,
    ])
      expect(zh).toContain(words);
    expect(await page(item('P1'), 'en')).toContain('Do not eat it; return it where you bought it.');
  });

  it('say stop of a pack that only its lot is known of', async () => {
    const pack = `/01/${GTIN}/10/RAW/21/NEVER-TOLD`;
    const { body } = await t.app.inject({ url: pack, headers: { accept: 'text/html' } });
    expect(body).toContain('class="verdict stop"');
  });

  it('tell programs the same', async () => {
    const { verdict: told } = (await t.send(undefined, 'GET', pathOf(lot('DRY')))).json();
    expect(told).toMatchObject({
      kind: 'stop',
      reasons: [{ code: 'recallPublished', recall: { id, hazard: 'first', phone: '0951-1234567' } }],
    });
  });

  it('say stop within a second of what is told late', async () => {
    expect(await verdict(lot('LATE'))).toBe('unknown');
    await t.capture('packer', [
      transformation(['DRY'], ['LATE'], { eventTime: '2026-07-09T08:00:00+08:00' }),
    ]);
    const started = performance.now();
    await addLateLots(t.parts);
    while ((await verdict(lot('LATE'))) !== 'stop' && performance.now() - started < 5_000);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('go back to what they said when the recall ends', async () => {
    const started = performance.now();
    await act('end', { reason: { 'zh-CN': '全部追回' } });
    while ((await verdicts()).includes('stop') && performance.now() - started < 5_000);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('are told apart where a recall takes back one pack and not the next', async () => {
    await t.capture('shop', [
      objectEvent({
        eventTime: '2026-07-10T08:00:00+08:00',
        bizStep: 'receiving',
        epcList: [item('P1'), item('P2')],
      }),
    ]);
    expect([await verdict(item('P1')), await verdict(item('P2'))]).not.toContain('stop');
    const draft = await t.send('authority', 'POST', '/recalls', draftOf('pages-0002', [item('P2')]));
    id = draft.json().id;
    await act('publication');
    const started = performance.now();
    while ((await verdict(item('P2'))) !== 'stop' && performance.now() - started < 5_000);
    expect([await verdict(item('P1')), await verdict(item('P2'))]).toEqual([
      expect.not.stringMatching('stop'),
      'stop',
    ]);
  });

  describe('on the desk', () => {
    const desk = (method: 'GET' | 'POST', url: string, form?: Record<string, string>, site = 'same-origin') =>
      t.app.inject({
        ...{ method, url },
        headers: {
          ...{ accept: 'text/html', cookie: 'pinxin_key=authority', 'sec-fetch-site': site },
          ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        },
        ...(form === undefined ? {} : { payload: String(new URLSearchParams(form)) }),
      });
    const hidden = (html: string, name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]?.replaceAll('&quot;', '"') ?? '';
    let url = '';

    it('leads from an answer to a draft, and from what it would do to the decision', async () => {
      const codes = new URLSearchParams({ codes: `${lot('CLEAN')}\nnonsense` });
      const answer = await desk('GET', `/desk/recall?${codes}`);
      const form = {
        ...{ id: hidden(answer.body, 'id'), question: hidden(answer.body, 'question') },
        ...{ reason: '检出异物', advice: '不要食用', contact: '演示部门', phone: '0951-1234567' },
        ...{ hazard: 'second', legalBasis: 'agriQuality36', adviceEn: '' },
      };
      const drafted = await desk('POST', '/desk/recalls', form);
      expect(drafted.statusCode).toBe(303);
      url = String(drafted.headers.location);
      expect((await desk('POST', '/desk/recalls', form)).headers.location).toBe(url);
      const before = await desk('GET', url);
      expect(before.body).toContain('1 个批次和单品的页面会在一秒内显示');
      expect(before.body).toContain('1 家持有人会收到通知');
      expect(await verdict(lot('CLEAN'))).not.toBe('stop');
      expect((await desk('POST', `${url}/publication`, {})).statusCode).toBe(303);
      const started = performance.now();
      while ((await verdict(lot('CLEAN'))) !== 'stop' && performance.now() - started < 5_000);
      expect(performance.now() - started).toBeLessThan(1_000);
    });

    it('takes no decision from a page of another site', async () => {
      expect((await desk('POST', `${url}/end`, { reason: '追回' }, 'cross-site')).statusCode).toBe(403);
      expect(await verdict(lot('CLEAN'))).toBe('stop');
    });

    it('says what is wrong with a form, in words', async () => {
      const wrong = await desk('POST', '/desk/recalls', { id: 'x', question: '{', phone: 'call' });
      expect(wrong.statusCode).toBe(400);
      expect(wrong.body).toContain('<h1>');
    });

    it('ends it, and everybody reads why', async () => {
      expect((await desk('POST', `${url}/end`, { reason: '全部追回' })).statusCode).toBe(303);
      const announced = await t.app.inject({
        url: url.replace('/desk', ''),
        headers: { accept: 'text/html' },
      });
      expect(announced.body).toContain('召回已终止');
      expect(announced.body).toContain('全部追回');
      expect((await desk('GET', '/desk/recalls')).body).toContain('检出异物');
      const list = await t.app.inject({ url: '/recalls?state=ended', headers: { accept: 'text/html' } });
      expect(list.body).toContain('检出异物');
    });
  });
});
