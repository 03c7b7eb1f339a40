import type { Language } from '@pinxin/site/language';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { en } from '../../apps/web/src/messages/en.ts';
import { FIELD_WORDS } from '../../apps/web/src/messages/fields.ts';
import { type MessageKey, zhCN } from '../../apps/web/src/messages/zh-CN.ts';
import { choose, drawn, faultsOf, go, type OpenConsole } from './console-page.ts';

const MINUTES = 60_000;
const PROGRAMME = '/programmes/demo-brands-2026-2030';
const PLAN = `云溪市茶产业三年行动方案
云政办发〔2026〕8号
一、主要目标
到2028年，品牌影响力明显提升，培育20个绿色食品茶和6个在省内叫得响的名品。
二、重点任务
（一）完善标准。制定云溪茶分级办法。（牵头部门：演示自治区市场监管部门，配合部门：演示自治区农业农村部门、市茶办）
（二）建设平台。建设追溯平台。（牵头部门：演示自治区农业农村部门，配合部门：演示自治区农业农村部门）
云溪市人民政府办公室
2026年3月5日`;

const sayIn = (language: Language) => (key: MessageKey) => (language === 'zh-CN' ? zhCN : en)[key];

/** The programme as its office, an authority, its lead and the public use it. */
export function programmeJourneys(opened: () => OpenConsole): void {
  describe('the programme office', () => {
    it(
      'pastes a plan, corrects it beside its text, measures a goal, takes it over and sees it counted',
      async () => {
        const say = sayIn('zh-CN');
        const page = await opened().signedIn('programme', '/programmes/read');
        await page.getByLabel(say('programme.text')).fill(PLAN);
        await page.getByRole('button', { name: say('programme.readText') }).click();
        const draft = page.getByRole('region', { name: say('programme.draft') });
        await draft.waitFor();
        // The contradiction is said, not repaired; who is not in the register too.
        await page.getByText('同一部门既牵头又配合').waitFor();
        await draft.getByText('名录里没有：市茶办').waitFor();

        const first = draft.locator('fieldset', { hasText: 'T1' });
        expect(await first.getByLabel(FIELD_WORDS.target![0]).inputValue()).toBe('20');
        await first.getByLabel(FIELD_WORDS.target![0]).fill('30');
        expect(await page.locator('.plan-text .chosen').innerText()).toContain('培育20个绿色食品茶');
        await choose(page, first.getByLabel(say('programme.kind'), { exact: true }), /某日有效的声明数/);
        await first.getByLabel(say('programme.schemes')).fill('绿色食品');
        await page.locator('.ant-select-item-option', { hasText: /^绿色食品$/ }).click();
        await page.keyboard.press('Escape');
        await draft.getByRole('button', { name: say('programme.takeOver') }).click();
        await page.waitForURL(/\/console\/programmes\/plan-2028-/);
        await drawn(page);
        const goal = page.locator('tr', { hasText: '绿色食品茶' });
        expect(await goal.innerText()).toMatch(/\d+ 个[\s\S]*≥ 30 个/);
        expect(await page.locator('tr', { hasText: '品牌影响力明显提升' }).innerText()).toContain('填报');
        expect(await faultsOf(page)).toEqual([]);
        await page.context().close();
      },
      2 * MINUTES,
    );
  });

  describe('an authority and the lead that it supports', () => {
    it(
      'report a quarter, return it with the reason, report again and sign off, in English',
      async () => {
        const say = sayIn('en');
        const authority = await opened().signedIn('inspector', '/', 'en');
        const lead = await opened().signedIn('commerce-decider', '/', 'en');
        await openReport(authority);
        await command(authority, say('programme.submit'), [['Progress', 'Demo: brands were shown abroad']]);
        await openReport(lead);
        await command(lead, say('programme.return'), [['Opinion', 'Demo: name the fairs']]);
        await openReport(authority);
        await authority.getByRole('dialog').getByText('Demo: name the fairs').waitFor();
        await command(authority, say('programme.submit'), [['Progress', 'Demo: at two fairs']]);
        await openReport(lead);
        await lead.getByRole('dialog').getByText('Demo: at two fairs').waitFor();
        await command(lead, say('programme.signOff'), []);
        await go(lead, '/task-reports?quarter=2026Q4&state=signedOff');
        await lead.locator('tr', { hasText: 'Demo: at two fairs' }).waitFor();
        await authority.context().close();
        await lead.context().close();
      },
      2 * MINUTES,
    );
  });

  describe('anybody', () => {
    it(
      'goes from the public number to a certificate and its proof',
      async () => {
        const context = await opened().browser.newContext({
          ...{ viewport: { width: 360, height: 800 }, locale: 'zh-CN' },
        });
        const page = await context.newPage();
        await page.goto(`${opened().demo.url}${PROGRAMME}`);
        await page.locator('caption + thead + tbody a').first().click();
        await page.getByRole('link', { name: /计入的声明/ }).click();
        const row = page.locator('tbody tr').first();
        const number = await row.locator('a').first().innerText();
        await row.locator('a').first().click();
        await page.waitForURL(/\/(certificates|statements)\//);
        expect(await page.locator('.verdict').innerText()).toContain(number);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
        await page.goBack();
        await row.getByRole('link', { name: '证明' }).click();
        await page.waitForURL(/\/credentials\//);
        expect(await page.locator('.verdict.trusted').innerText()).toMatch(/有效|真实/);
        await context.close();
      },
      2 * MINUTES,
    );

    it(
      'prints the report: the paper has the tables and none of what one clicks',
      async () => {
        const context = await opened().browser.newContext({ locale: 'en' });
        const page = await context.newPage();
        await page.goto(`${opened().demo.url}${PROGRAMME}/report?quarter=2026Q4&lang=en`);
        await page.emulateMedia({ media: 'print' });
        expect(await page.locator('nav').first().isVisible()).toBe(false);
        expect(await page.locator('form').first().isVisible()).toBe(false);
        expect(await page.getByRole('heading', { name: /matrix/i }).isVisible()).toBe(true);
        const paper = await page.pdf({ format: 'A4' });
        expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
        const made = await page.request.get(
          `${opened().demo.url}${PROGRAMME}/report.pdf?quarter=2026Q4&lang=en`,
        );
        expect((await made.body()).subarray(0, 5).toString()).toBe('%PDF-');
        await context.close();
      },
      2 * MINUTES,
    );
  });
}

/** Market regulation's part of a task that commerce leads, as whoever is signed in sees it. */
async function openReport(page: Page): Promise<void> {
  await go(page, '/task-reports?quarter=2026Q4');
  const row = page.locator('tr', { hasText: '4.1.4' }).filter({ hasText: 'Market Regulation' });
  await row.locator('td').first().locator('a, button').first().click();
  await page.getByRole('dialog').first().waitFor();
}

/** Opens the form of a command from the drawer, fills it and sends it. */
async function command(
  page: Page,
  name: string,
  fields: readonly (readonly [label: string, text: string])[],
): Promise<void> {
  await page.getByRole('dialog').first().getByRole('button', { name, exact: true }).click();
  const form = page.getByRole('dialog').last();
  await form.locator('form').waitFor();
  for (const [label, text] of fields) await form.getByLabel(label, { exact: true }).fill(text);
  await form.getByRole('button', { name, exact: true }).click();
  await form.locator('form').waitFor({ state: 'detached' });
}
