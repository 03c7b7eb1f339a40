import type { ScanPage } from '@pinxin/contract/scan';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../kernel/transaction.ts';
import { changeStatement, grantMandate, issueStatement, type StatementChange } from '../statements/api.ts';
import { type RecallApp, recallApp, tellChain } from '../trace/recall/testing/recall-app.ts';
import { readLinkPath } from '../trace/resolver/named-code.ts';
import { registerResolverRoutes } from '../trace/resolver/routes.ts';
import { GTIN, item, lot, transformation } from '../trace/testing/events.ts';
import { createPortal } from './portal.ts';
import { problemPage, registerPortalRoutes } from './routes.ts';

const settings = { divisions: {} };
const pathOf = (uri: string) => uri.slice('https://id.gs1.org'.length);

describe('the marks on a scan page', () => {
  let t: RecallApp;
  let product: number;
  let statement = '';

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
    const { rows } = await t.database.pool.query('select id from product where gtin = $1', [GTIN]);
    product = rows[0].id;
    await inTransaction(t.ctx, tx =>
      grantMandate(t.ctx, tx, {
        ...{ actor: 'test', holder: t.numberOf('authority'), kind: 'certification', about: 'anyone' },
        ...{ validFrom: '2026-01-01', legalBasis: '（演示）' },
      }),
    );
  });
  afterAll(() => t.close());

  const page = async (uri: string, language = 'zh-CN') =>
    (await t.app.inject({ url: `${pathOf(uri)}?lang=${language}`, headers: { accept: 'text/html' } })).body;
  const issue = async (
    number: string,
    subject: { product: number } | { party: number },
    { gtin, scheme }: { readonly gtin?: string; readonly scheme?: string } = {},
  ) => {
    const issued = await inTransaction(t.ctx, tx =>
      issueStatement(t.ctx, tx, {
        ...{ actor: 'test', issuer: t.numberOf('authority'), subject, number, validFrom: '2026-07-01' },
        ...{ validTo: '2029-06-30', legalBasis: '（演示）', kind: 'certification' as const },
        ...(scheme === undefined ? {} : { scheme }),
        content: { grade: 'A', products: gtin === undefined ? [] : [{ name: '枸杞', gtin }] },
      }),
    );
    if (!issued.ok) throw new Error(JSON.stringify(issued.problems));
    return issued.publicId;
  };
  const change = (to: StatementChange['to']) =>
    inTransaction(t.ctx, tx =>
      changeStatement(t.ctx, tx, {
        ...{ actor: 'test', issuer: t.numberOf('authority'), statement, to },
        ...{ reason: '监督检查', legalBasis: '（演示）' },
      }),
    );
  /** Asks the packs, which share one page, and the lot until all of them say it; how long that took. */
  const untilAllSay = async (words: string) => {
    const started = performance.now();
    const uris = [item('P1'), item('P2'), lot('DRY')];
    for (;;) {
      const bodies = await Promise.all(uris.map(uri => page(uri)));
      if (bodies.every(body => body.includes(words))) return performance.now() - started;
      if (performance.now() - started > 5_000) return Number.POSITIVE_INFINITY;
    }
  };

  it('come from the register within a second of their issue', async () => {
    for (const uri of [item('P1'), item('P2'), lot('DRY')]) expect(await page(uri)).not.toContain('LB-1');
    statement = await issue('LB-1', { product });
    expect(await untilAllSay('LB-1')).toBeLessThan(1_000);
    expect(await page(item('P1'))).toContain('<span class="tag ok">有效</span>');
  });

  it('say that they are suspended, restored and withdrawn within a second, in both languages', async () => {
    await change('suspend');
    expect(await untilAllSay('<span class="tag bad">已暂停</span>')).toBeLessThan(1_000);
    expect(await page(item('P1'), 'en')).toContain('suspended');
    await change('restore');
    expect(await untilAllSay('<span class="tag ok">有效</span>')).toBeLessThan(1_000);
    await change('withdraw');
    expect(await untilAllSay('<span class="tag bad">已撤销</span>')).toBeLessThan(1_000);
  });

  it('of the maker are told as the maker’s, unless they name other products', async () => {
    const party = t.numberOf('packer');
    await issue('MAKER-1', { party });
    await issue('OTHER-1', { party }, { gtin: '09521234999992' });
    await issue('NAMED-1', { party }, { gtin: GTIN });
    expect(await untilAllSay('MAKER-1')).toBeLessThan(1_000);
    const { registered } = (
      await t.app.inject({ url: pathOf(lot('DRY')), headers: { accept: 'application/json' } })
    ).json() as ScanPage;
    expect(registered.map(({ number, holder }) => [number, holder])).toEqual([
      ['NAMED-1', 'product'],
      ['MAKER-1', 'maker'],
      ['LB-1', 'product'],
    ]);
  });

  it('leave out what the maker was paid or registered for', async () => {
    await t.database.pool.query(
      `
      with made as (insert into scheme (code, owner, created_at) values ('funding', $1, now()) returning id)
      insert into scheme_edition (scheme, edition, effective_from, name_zh, procedure, outcome, subject, applicant_kinds,
          acceptance_days, correction_days, decision_days, suspended_by, legal_basis, source, confirmed, published_at, published_by)
      select id, 1, '2026-01-01', '扶持资金', 'grant', 'award', 'party', '{enterprise}', 5, 5, 5, '{}', '（演示）', '（演示）', false, now(), 'test'
      from made`,
      [t.numberOf('authority')],
    );
    await issue('FUNDED-1', { party: t.numberOf('packer') }, { scheme: 'funding' });
    await issue('MAKER-2', { party: t.numberOf('packer') });
    expect(await untilAllSay('MAKER-2')).toBeLessThan(1_000);
    expect(await page(lot('DRY'))).not.toContain('FUNDED-1');
  });

  it('expire on their day, though nothing is told', async () => {
    const years = 3 * 366 * 86_400_000;
    t.clock.advance(years);
    expect(await page(item('P3'))).toContain('已到期');
    t.clock.advance(-years);
  });
});
