import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// Recalls are wired in main.ts; a test may wire them too.
import { addLateLots } from '../trace/recall/publication/add-late-lots.ts';
import { draftOf, type RecallApp, recallApp, tellChain } from '../trace/recall/testing/recall-app.ts';
import { readLinkPath } from '../trace/resolver/named-code.ts';
import { registerResolverRoutes } from '../trace/resolver/routes.ts';
import { GTIN, item, lot, objectEvent, transformation } from '../trace/testing/events.ts';
import { createPortal } from './portal.ts';
import { problemPage, registerPortalRoutes } from './routes.ts';

const settings = { divisions: {} };
const pathOf = (uri: string) => uri.slice('https://id.gs1.org'.length);

describe('the pages of what is recalled', () => {
  let t: RecallApp;
  let id = '';

  beforeAll(async () => {
    t = await recallApp({
      problemPage,
      register: (app, { ctx }) => {
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
  const verdicts = () => Promise.all([lot('RAW'), lot('DRY'), item('P1'), item('P2'), lot('CLEAN')].map(verdict));
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
    for (const words of ['停止食用', '检出禁用农药', '不要食用，退回购买处。', 'tel:0951-1234567', `/recalls/${id}`])
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
    await t.capture('packer', [transformation(['DRY'], ['LATE'], { eventTime: '2026-07-09T08:00:00+08:00' })]);
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
      objectEvent({ eventTime: '2026-07-10T08:00:00+08:00', bizStep: 'receiving', epcList: [item('P1'), item('P2')] }),
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
});
