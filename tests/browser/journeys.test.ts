import { readFile } from 'node:fs/promises';
import { digitFor } from '@pinxin/identifiers/check-digit';
import { LANGUAGES, type Language } from '@pinxin/site/language';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qrSvg } from '../../apps/server/src/kernel/qr.ts';
import { contractWord } from '../../apps/web/src/messages/contract-words.ts';
import { en } from '../../apps/web/src/messages/en.ts';
import { FIELD_WORDS } from '../../apps/web/src/messages/fields.ts';
import { WORK, type WorkKey } from '../../apps/web/src/messages/work.ts';
import { type MessageKey, zhCN } from '../../apps/web/src/messages/zh-CN.ts';
import { choose, drawn, faultsOf, go, type OpenConsole, openConsole } from './console-page.ts';
import { programmeJourneys } from './programme-journeys.ts';

const MINUTES = 60_000;
const POLL = { timeout: 10_000, interval: 200 };
/** Longer than any holiday and a notice of five working days together. */
const DAYS_OF_NOTICE = 20;

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
}, 4 * MINUTES);
afterAll(() => open?.close());

/** The sentences of the console in a language. */
function wordsIn(language: Language) {
  const at = language === 'zh-CN' ? 0 : 1;
  const sentences = language === 'zh-CN' ? zhCN : en;
  return {
    say: (key: MessageKey | WorkKey) =>
      key in WORK ? WORK[key as WorkKey][at] : sentences[key as MessageKey],
    field: (name: string) => FIELD_WORDS[name]![at],
    action: (name: string) => contractWord('action', name)![language],
  };
}

/** Presses a button of the record and confirms what it says will happen. */
async function act(page: Page, what: string, language: Language, texts: readonly string[] = []) {
  const { say } = wordsIn(language);
  await page.locator('.head').getByRole('button', { name: what, exact: true }).click();
  const dialog = page.getByRole('dialog');
  const fields = [say('confirm.reason'), say('confirm.legalBasis')];
  for (const [index, text] of texts.entries()) await dialog.getByLabel(fields[index]!).fill(text);
  const confirm = dialog.getByRole('button', {
    name: say('confirm.do').replace('{what}', what),
    exact: true,
  });
  // Pressed again where the first press came while the dialog was still being drawn; a refusal stands in it as text.
  await expect
    .poll(
      async () => {
        if ((await dialog.count()) === 0) return 'done';
        await confirm.click({ timeout: 2_000 }).catch(() => {});
        await dialog.waitFor({ state: 'detached', timeout: 5_000 }).catch(() => {});
        return (await dialog.count()) === 0 ? 'done' : await dialog.innerText();
      },
      { timeout: 30_000, interval: 200 },
    )
    .toBe('done');
  await drawn(page);
}

programmeJourneys(() => open);

describe.each(LANGUAGES)('a co-op, in %s', language => {
  const { say, field, action } = wordsIn(language);
  const body = `952001400${LANGUAGES.indexOf(language) + 7}01`;
  const gtin = `0${body}${digitFor(`0${body}`)}`;
  const lot = `/01/${gtin}/10/GF-2026`;

  it(
    'registers a product, applies for green food through every step, gets the certificate, and the scan page shows the mark until an official suspends it',
    async () => {
      const manager = await open.signedIn('manager', '/products', language);
      await manager.getByRole('button', { name: say('product.new') }).click();
      const drawer = manager.getByRole('dialog');
      await drawer.getByLabel(field('gtin')).fill(gtin);
      await choose(manager, drawer.getByLabel(field('kind')), /预包装|packed goods/);
      await drawer.getByLabel(field('nameZh')).fill(`演示绿色枸杞 ${language}`);
      await drawer.getByRole('button', { name: say('form.save') }).click();
      await manager.getByRole('link', { name: `演示绿色枸杞 ${language}` }).waitFor();
      await captureLot(manager, `https://id.gs1.org${lot}`);

      const id = await draftAndSubmit(manager, language);
      await manager.context().close();

      const reviewer = await open.signedIn('reviewer', '/', language);
      await reviewer
        .locator('.todo a', { hasText: `演示绿色枸杞 ${language}` })
        .first()
        .click();
      await reviewer.waitForURL(new RegExp(id));
      await act(reviewer, action('accept'), language);
      for (const opinion of ['形式审查符合', '材料符合', '现场符合'])
        await act(reviewer, action('pass'), language, [opinion]);
      expect(await reviewer.locator('.head .state-tag').innerText()).toMatch(/公示|public notice/);
      await reviewer.context().close();

      await open.demo.passDays(DAYS_OF_NOTICE);
      const later = await open.signedIn('reviewer', `/applications/${id}`, language);
      await act(later, action('pass'), language, ['公示期满无异议']);
      await later.context().close();

      const decider = await open.signedIn('decider', `/applications/${id}`, language);
      await act(decider, action('approve'), language, ['同意']);
      await go(decider, `/applications/${id}?view=overview`);
      const certificate = decider.getByRole('link', { name: say('statement.certificate') });
      const pdf = await decider.request.get(
        (await certificate.getAttribute('href'))!.replace(/^/, open.demo.url),
      );
      expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
      expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');

      const scan = await open.stranger(lot, language);
      const mark = scan.locator('.rows li', { hasText: /绿色食品|Green Food/ }).first();
      const standing = async () => {
        await scan.reload();
        return mark.innerText();
      };
      expect(await mark.innerText()).toMatch(/有效|valid/);
      await decider.getByRole('link', { name: say('application.statement') }).click();
      await decider.waitForURL(/\/statements\//);
      await drawn(decider);
      const why = ['演示：现场检查发现问题', '演示：绿色食品标志管理办法'];
      await decider.getByRole('button', { name: action('suspend'), exact: true }).click();
      await decider
        .getByRole('dialog')
        .getByText(/1 个产品：1 个批次|Products: 1 · scan pages of lots: 1/)
        .waitFor();
      await decider.keyboard.press('Escape');
      await decider.getByRole('dialog').waitFor({ state: 'detached' });
      await act(decider, action('suspend'), language, why);
      await expect.poll(standing, POLL).toMatch(/已暂停|suspended/);
      await act(decider, action('restore'), language, why);
      await expect.poll(standing, POLL).toMatch(/有效|valid/);
      await scan.close();
      await decider.context().close();
    },
    3 * MINUTES,
  );

  /** Fills the application in as an applicant does, and hands it in; its id. */
  async function draftAndSubmit(page: Page, inLanguage: Language): Promise<string> {
    await go(page, '/schemes/green-food');
    await page.getByRole('button', { name: say('application.new') }).click();
    await page.getByRole('button', { name: say('application.begin') }).click();
    await page.waitForURL(/\/applications\/app_/);
    await drawn(page);
    await choose(page, page.getByLabel(field('subject')), new RegExp(`演示绿色枸杞 ${inLanguage}`));
    await page.getByLabel(field('areaMu')).fill('320');
    for (const box of await page.locator('textarea[id^="answers"]').all()) await box.fill('符合（演示）');
    await page.setInputFiles('input[type="file"]', {
      ...{ name: '产品检验报告.pdf', mimeType: 'application/pdf' },
      buffer: Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
    });
    await page.getByRole('link', { name: '产品检验报告.pdf' }).waitFor();
    const submit = page.getByRole('button', { name: action('submit'), exact: true });
    await expect.poll(() => submit.isEnabled(), POLL).toBe(true);
    await act(page, action('submit'), inLanguage);
    return /app_[a-z0-9]+/.exec(page.url())![0];
  }
});

/** A lot of the product is told, as the co-op's program would tell it. */
async function captureLot(page: Page, epcClass: string): Promise<void> {
  const at = new Date(Date.now() - 60_000).toISOString();
  const event = {
    ...{ type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning' },
    ...{ eventTime: at, eventTimeZoneOffset: '+08:00' },
    quantityList: [{ epcClass, quantity: 120, uom: 'KGM' }],
  };
  const document = {
    '@context': 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
    ...{ type: 'EPCISDocument', schemaVersion: '2.0', creationDate: at },
    epcisBody: { eventList: [event] },
  };
  const status = await page.evaluate(async told => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/capture', { method: 'POST', headers, body: told })).status;
  }, JSON.stringify(document));
  expect(status).toBe(202);
}

describe.each(LANGUAGES)('an official, in %s', language => {
  const { say, field } = wordsIn(language);

  it(
    'recalls a lot from the desk: the scan page says stop, and goes back when it ends',
    async () => {
      const reason = `演示：农药残留超限 ${language}`;
      const page = await open.signedIn(
        'decider',
        `/recall?codes=${encodeURIComponent(open.demo.badLot)}`,
        language,
      );
      await page.locator('.picture svg').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole('button', { name: say('recall.draft') }).click();
      const form = page.getByRole('dialog');
      await choose(page, form.getByLabel(field('hazard'), { exact: true }), /一级|first/);
      const zh = say('form.zh');
      await form.getByLabel(`${field('reason')} · ${zh}`).fill(reason);
      await form.getByLabel(`${field('advice')} · ${zh}`).fill('请停止食用并退回购买处');
      await form.getByLabel(`${field('contact')} · ${zh}`).fill('演示投诉电话');
      await form.getByLabel(field('phone')).fill('0951-0000000');
      await choose(page, form.getByLabel(field('legalBasis')), /食品安全法 第六十三条|article 63/);
      await form.getByRole('button', { name: say('recall.saveDraft') }).click();
      await page.waitForURL(/\/console\/recalls\/rcl_/);
      await page.getByText(/个批次和单品的扫码页随即显示停止食用|lots and items say stop/).waitFor();
      expect(await faultsOf(page)).toEqual([]);

      await act(page, say('recall.publication'), language);
      const scan = await open.stranger(open.demo.badLot, language);
      expect(await scan.locator('.verdict').innerText()).toContain(reason);

      await act(page, say('recall.end'), language, ['演示：已全部收回']);
      await scan.reload();
      expect(await scan.locator('.verdict').innerText()).not.toContain(reason);
      await scan.close();
      await page.context().close();
    },
    2 * MINUTES,
  );
});

describe('an official without a mouse', () => {
  it(
    'suspends a mark by keys alone: the scan page says so',
    async () => {
      const page = await open.signedIn('decider', '/statements');
      const { id, lot } = await organicMark(page);
      const scan = await open.stranger(lot);
      const mark = scan.locator('.rows li', { hasText: ORGANIC });
      const standing = async () => {
        await scan.reload();
        return mark.innerText();
      };
      expect(await mark.innerText()).toContain('有效');

      await go(page, `/statements/${id}`);
      await tabTo(page, 'button', '暂停');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await tabTo(page, 'textarea', '');
      await page.keyboard.type('演示：现场检查');
      await page.keyboard.press('Tab');
      await page.keyboard.type('演示：有机产品认证管理办法');
      await tabTo(page, 'button', '确认暂停');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(standing, POLL).toContain('已暂停');
      await scan.close();
      await page.context().close();
    },
    2 * MINUTES,
  );
});

describe('a decider with a long list', () => {
  it(
    'suspends two marks at once and restores them: the report tells what became of each',
    async () => {
      const { say, action } = wordsIn('zh-CN');
      const page = await open.signedIn('decider', '/statements?scheme=green-food&status=valid');
      const rows = page.locator('tbody tr.ant-table-row');
      const numbers = async (path: string) => {
        await go(page, path);
        return (await rows.allInnerTexts()).flatMap(text => /演示-green-food-[\d-]+/.exec(text)?.[0] ?? []);
      };
      const before = await numbers('/statements?scheme=green-food&status=valid');
      const chosen = before.slice(0, 2);
      for (const [to, status] of [
        ['suspend', 'valid'],
        ['restore', 'suspended'],
      ] as const) {
        await go(page, `/statements?scheme=green-food&status=${status}`);
        for (const number of chosen) await rows.filter({ hasText: number }).getByRole('checkbox').check();
        const many = say('batch.fits').replace('{what}', action(to)).replace('{n}', '2');
        await page.getByRole('button', { name: many, exact: true }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel(say('confirm.reason')).fill('演示：集中检查');
        await dialog.getByLabel(say('confirm.legalBasis')).fill('演示：绿色食品标志管理办法');
        await dialog
          .getByRole('button', { name: say('confirm.do').replace('{what}', action(to)), exact: true })
          .click();
        const done = say('batch.done').replace('{ok}', '2').replace('{failed}', '0');
        const told = page.locator('section[aria-live]');
        await expect.poll(() => told.innerText(), POLL).toContain(done);
        const report = page.waitForEvent('download');
        await page.getByRole('button', { name: say('batch.report') }).click();
        const saved = await readFile(await (await report).path(), 'utf8');
        for (const number of chosen) expect(saved).toMatch(new RegExp(`${number}.*${say('batch.ok')}`));
        await page.getByRole('button', { name: say('batch.close'), exact: true }).click();
        const other = to === 'suspend' ? 'suspended' : 'valid';
        expect(await numbers(`/statements?scheme=green-food&status=${other}`)).toEqual(
          expect.arrayContaining(chosen),
        );
      }
      expect((await numbers('/statements?scheme=green-food&status=valid')).toSorted()).toEqual(
        before.toSorted(),
      );
      await page.context().close();
    },
    2 * MINUTES,
  );
});

describe('a manager', () => {
  it(
    'issues a key, which works, and revokes it: it works no more',
    async () => {
      const { say, field } = wordsIn('zh-CN');
      const page = await open.signedIn('manager', '/keys');
      await page.getByRole('button', { name: say('key.issue') }).click();
      const drawer = page.getByRole('dialog');
      await drawer.getByLabel(field('label')).fill('演示收银程序');
      await choose(page, drawer.getByLabel(field('scopes')), /查询/);
      await page.keyboard.press('Escape');
      await drawer.getByRole('button', { name: say('key.issue') }).click();
      await drawer.getByText(say('key.once')).waitFor();
      const secret = /pxk_[\w-]+/.exec(await drawer.innerText())![0];
      const asked = async () =>
        (await fetch(`${open.demo.url}/events?perPage=1`, { headers: { authorization: `Bearer ${secret}` } }))
          .status;
      expect(await asked()).toBe(200);
      await go(page, '/keys');
      const row = page.locator('tbody tr.ant-table-row', { hasText: '演示收银程序' });
      expect(await page.locator('#content').innerText()).not.toContain(secret);
      await row.getByRole('button', { name: say('key.revoke') }).click();
      const revoke = say('confirm.do').replace('{what}', say('key.revoke'));
      await page.getByRole('dialog').getByRole('button', { name: revoke, exact: true }).click();
      await expect.poll(asked, POLL).toBe(401);
      await page.context().close();
    },
    MINUTES,
  );
});

describe('a buyer whose browser reads no codes', () => {
  it(
    'photographs the code of a pack: a reader is taken from this host then, and the page of the pack opens',
    async () => {
      const pack = `/01/09520001400018/10/PHOTO-1`;
      const page = await open.stranger('/verify');
      const asked: string[] = [];
      page.on('request', request => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
      // Lying askew on a table, as people hold it.
      const paper = await open.browser.newPage({ viewport: { width: 1500, height: 1100 } });
      await paper.setContent(
        `<div style="width:420px;margin:260px 500px;rotate:11deg">${qrSvg(`${open.demo.url}${pack}`)}</div>`,
      );
      const picture = { name: 'pack.png', mimeType: 'image/png', buffer: await paper.screenshot() };
      await paper.setContent('<p>no code</p>');
      const empty = { name: 'empty.png', mimeType: 'image/png', buffer: await paper.screenshot() };
      await paper.close();
      expect(await page.evaluate(() => 'BarcodeDetector' in globalThis)).toBe(false);
      const told = page.locator('#photo-told');
      await expect.poll(() => told.textContent(), POLL).toContain('50 kB');
      expect(asked).toEqual([]);
      await page.locator('#photo').setInputFiles(empty);
      await expect.poll(() => told.textContent(), POLL).toContain('没有读出码');
      await page.locator('#photo').setInputFiles(picture);
      await page.waitForURL(`**${pack}*`);
      // The reader is taken once; no picture goes anywhere.
      expect(asked).toEqual(['GET /qr-reader.js', `GET ${pack}`]);
      await page.close();
    },
    MINUTES,
  );
});

/** Presses Tab until the focus is on an element of this kind with this text. */
async function tabTo(page: Page, kind: string, text: string): Promise<void> {
  for (let pressed = 0; pressed < 80; pressed++) {
    const [tag, name] = await page.evaluate(() => {
      const at = document.activeElement;
      return [at?.tagName.toLowerCase() ?? '', at?.textContent?.trim() ?? ''] as const;
    });
    if (tag === kind && name === text) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no ${kind} “${text}” is reached by Tab`);
}

/** Number of the certificate that the demo's co-op holds for its fresh wolfberries. */
const ORGANIC = '演示有机2026-001';

/** The demo's organic mark, and a lot of its product. */
async function organicMark(page: Page): Promise<{ readonly id: string; readonly lot: string }> {
  return await page.evaluate(async number => {
    const read = async (path: string) =>
      (await fetch(path, { headers: { accept: 'application/json' } })).text();
    const { items } = JSON.parse(await read(`/statements?number=${encodeURIComponent(number)}`)) as {
      items: readonly { id: string; subject: { id: string } }[];
    };
    const [mark] = items;
    const events = await read(
      `/events?perPage=1&MATCH_anyEPCClass=https://id.gs1.org/01/${mark!.subject.id}/10/*`,
    );
    return { id: mark!.id, lot: /\/01\/\d{14}\/10\/[^"]+/.exec(events)![0] };
  }, ORGANIC);
}
