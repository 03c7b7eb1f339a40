import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { LANGUAGES, type Language } from '@pinxin/site/language';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { buildConsole, type DemoInstance, startDemo } from './demo-instance.ts';

/** Evaluated, not added as a script: the console's policy refuses scripts that are not its own. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [360, 768, 1440];
const MINUTES = 60_000;
const POLL = { timeout: 5_000, interval: 200 };

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

type DemoKey = 'registrar' | 'decider' | 'administrator' | 'manager';

let browser: Browser;
let demo: DemoInstance;

beforeAll(async () => {
  buildConsole();
  [browser, demo] = await Promise.all([openBrowser(), startDemo()]);
}, 4 * MINUTES);
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

/** A browser in which this demo account is signed in, at the console's page. */
async function signedIn(
  as: DemoKey,
  path: string,
  language: Language = 'zh-CN',
  width = 1440,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: language });
  const page = await context.newPage();
  await page.goto(`${demo.url}/report`);
  const status = await page.evaluate(
    async ([key, lang]) => {
      localStorage.setItem('pinxin.language', lang!);
      const headers = { 'content-type': 'application/json' };
      return (await fetch('/sessions', { method: 'POST', headers, body: JSON.stringify({ demo: key }) }))
        .status;
    },
    [as, language],
  );
  expect(status).toBe(201);
  await go(page, path);
  return page;
}

async function go(page: Page, path: string): Promise<void> {
  await page.goto(`${demo.url}/console${path}`);
  await page.locator('main h1, #content h1').first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** Chooses from a list, and again where it opened or closed while it was clicked: a busy machine draws late. */
async function choose(page: Page, field: Locator, option: RegExp): Promise<void> {
  const open = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', {
    hasText: option,
  });
  const shown = field.locator('xpath=ancestor::div[contains(concat(" ", @class, " "), " ant-select ")]');
  await expect
    .poll(
      async () => {
        if (!(await open.first().isVisible())) await field.click();
        await open
          .first()
          .click({ timeout: 2_000 })
          .catch(() => {});
        return await shown.innerText();
      },
      { timeout: 20_000, interval: 500 },
    )
    .toMatch(option);
}

async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: AxeViolation[] }> } };
    return (await axe.run()).violations;
  });
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  );
}

describe('somebody who is not signed in', () => {
  it('is led to sign in and back, and sees nothing of the console before', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${demo.url}/console/parties?kind=cooperative`);
    await page.waitForURL(/\/sign-in\?next=/);
    expect(decodeURIComponent(page.url())).toContain('next=/console/parties?kind=cooperative');
    await context.close();
  });
});

describe.each(LANGUAGES)('every screen, %s', language => {
  const screens: readonly (readonly [DemoKey, readonly string[]])[] = [
    ['registrar', ['/', '/parties', '/parties/new', '/places', '/products']],
    ['decider', ['/schemes', '/applications', '/recalls', '/trace', '/statements', '/mandates']],
    ['administrator', ['/accounts', '/audit', '/schemes/new']],
    ['manager', ['/', '/me']],
  ];
  it.each(screens)(
    'as %s: no fault that axe finds on phone and desk, no sideways scroll at any width',
    async (as, paths) => {
      const page = await signedIn(as, '/', language);
      const found: Record<string, unknown> = {};
      for (const path of paths) {
        await go(page, path);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          if (width !== 768) found[`${path} ${width}`] = await faultsOf(page);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          if (wide > width) found[`${path} ${width} scrolls`] = wide;
        }
      }
      const faults = Object.entries(found).filter(([, fault]) => JSON.stringify(fault) !== '[]');
      expect(faults).toEqual([]);
      await page.context().close();
    },
    2 * MINUTES,
  );

  it('says every sentence in its language', async () => {
    const page = await signedIn('registrar', '/parties', language);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    const text = await page.locator('nav').first().innerText();
    expect(/[\u4e00-\u9fff]/.test(text)).toBe(language === 'zh-CN');
    await page.context().close();
  });
});

describe('a registrar', () => {
  it(
    'filters a list, shares it by its address, looks at a row, opens its page and changes it',
    async () => {
      const page = await signedIn('registrar', '/parties');
      await page.getByLabel('类别').click();
      await page.getByTitle('农民专业合作社').click();
      await page.getByRole('button', { name: '查询' }).click();
      await page.waitForURL(/kind=cooperative/);
      await page.waitForLoadState('networkidle');
      const others = page.locator('tbody tr.ant-table-row', { hasNotText: '农民专业合作社' });
      await others.first().waitFor({ state: 'detached' });
      const kinds = await page.locator('tbody tr.ant-table-row td:nth-child(2)').allInnerTexts();
      expect(new Set(kinds)).toEqual(new Set(['农民专业合作社']));

      const address = page.url();
      await page.goto(address);
      await page.locator('tbody tr.ant-table-row').first().waitFor();
      expect(await page.locator('tbody tr.ant-table-row').count()).toBe(kinds.length);

      await page.locator('tbody tr.ant-table-row a').first().click();
      const drawer = page.getByRole('dialog');
      await drawer.getByText('统一社会信用代码').waitFor();
      await drawer.getByRole('link', { name: '打开整页' }).click();
      await page.waitForURL(/\/console\/parties\/pty_/);

      await page.getByRole('button', { name: '修改' }).click();
      await page.getByLabel('地址').fill('中宁县演示路 1 号');
      await page.getByLabel('理由', { exact: true }).fill('演示：补登地址');
      await page.getByRole('button', { name: '保存' }).click();
      await page.locator('dd', { hasText: '中宁县演示路 1 号' }).waitFor();
      await page.getByRole('tab', { name: '变更' }).click();
      await page.getByText('演示：补登地址').waitFor();
      await page.context().close();
    },
    MINUTES,
  );

  it(
    'sees what the server finds wrong at its field, all at once, with nothing lost',
    async () => {
      const page = await signedIn('registrar', '/parties/new');
      await page.getByLabel('类别').click();
      await page.getByTitle('企业', { exact: true }).click();
      await page.getByLabel('中文名称').fill('演示错误企业');
      await page.getByLabel('统一社会信用代码').fill('911100000000000000');
      await page.getByRole('button', { name: '保存' }).click();
      await page.getByRole('alert').first().waitFor();
      expect(await page.locator('.ant-form-item-has-error').count()).toBeGreaterThan(0);
      expect(await page.getByLabel('中文名称').inputValue()).toBe('演示错误企业');
      await page.context().close();
    },
    MINUTES,
  );

  it(
    'finds a record by keys alone: Ctrl K, type, Enter',
    async () => {
      const page = await signedIn('registrar', '/');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').waitFor();
      await page.keyboard.type('枸杞');
      await page.getByRole('option').first().waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/console\/(parties|products)|\/01\//);
      await page.context().close();
    },
    MINUTES,
  );

  it(
    'chooses columns that stay chosen, and resets them',
    async () => {
      const page = await signedIn('registrar', '/parties');
      const headings = () => page.locator('thead th').allInnerTexts();
      await page.getByRole('button', { name: '列', exact: true }).click();
      await page.getByRole('checkbox', { name: '电话' }).check();
      expect(await headings()).toContain('电话');
      await page.reload();
      await page.locator('thead th').first().waitFor();
      expect(await headings()).toContain('电话');
      await page.getByRole('button', { name: '列', exact: true }).click();
      await page.getByRole('button', { name: '恢复默认列' }).click();
      expect(await headings()).not.toContain('电话');
      await page.context().close();
    },
    MINUTES,
  );
});

describe('a decider', () => {
  it(
    'recalls a lot from the desk: the scan page says stop, and goes back when it ends',
    async () => {
      const page = await signedIn('decider', `/recall?codes=${encodeURIComponent(demo.badLot)}`);
      await page.locator('.picture svg').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole('button', { name: '拟定召回' }).click();
      const form = page.getByRole('dialog');
      await choose(page, form.getByLabel('危害等级').or(form.getByLabel('危害')).first(), /一级/);
      await form.getByLabel('理由 · 中文').fill('演示：农药残留超限');
      await form.getByLabel('消费者该怎么做 · 中文').fill('请停止食用并退回购买处');
      await form.getByLabel('联系方式 · 中文').fill('演示投诉电话');
      await form.getByLabel('电话').fill('0951-0000000');
      await choose(page, form.getByLabel('法律依据'), /食品安全法/);
      await form.getByRole('button', { name: '存为草案' }).click();
      await page.waitForURL(/\/console\/recalls\/rcl_/);
      await page.getByText(/扫码页随即显示停止食用/).waitFor();
      expect(await faultsOf(page)).toEqual([]);

      await page.getByRole('button', { name: '发布召回' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '确认发布召回' }).click();
      await page.getByText('召回中').waitFor();
      const scan = await page.context().newPage();
      await scan.goto(demo.url + demo.badLot);
      expect(await scan.locator('.verdict').innerText()).toContain('演示：农药残留超限');

      await page.getByRole('button', { name: '终止召回' }).click();
      await page.getByRole('dialog').getByLabel('理由').fill('演示：已全部收回');
      await page.getByRole('dialog').getByRole('button', { name: '确认终止召回' }).click();
      await page.getByText('已终止').first().waitFor();
      await scan.reload();
      expect(await scan.locator('.verdict').innerText()).not.toContain('演示：农药残留超限');
      await page.context().close();
    },
    2 * MINUTES,
  );

  it(
    'suspends a mark: the scan page says so, and says valid again when it is restored',
    async () => {
      const page = await signedIn('decider', '/statements');
      const { id, lot } = await page.evaluate(async () => {
        const read = async (path: string) =>
          (await fetch(path, { headers: { accept: 'application/json' } })).text();
        const { items } = JSON.parse(await read('/statements?scheme=organic-product')) as {
          items: readonly { id: string; subject: { id: string } }[];
        };
        const [mark] = items;
        const events = await read(
          `/events?perPage=1&MATCH_anyEPCClass=https://id.gs1.org/01/${mark!.subject.id}/10/*`,
        );
        return { id: mark!.id, lot: /\/01\/\d{14}\/10\/[^"]+/.exec(events)![0] };
      });
      const scan = await page.context().newPage();
      const mark = scan.locator('.rows li', { hasText: '有机产品' }).first();
      const readAgain = async () => {
        await scan.reload();
        return mark.innerText();
      };
      await scan.goto(demo.url + lot);
      expect(await mark.innerText()).toContain('有效');

      await go(page, `/statements/${id}`);
      for (const [act, standing] of [
        ['暂停', '已暂停'],
        ['恢复', '有效'],
      ] as const) {
        await page.getByRole('button', { name: act, exact: true }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('理由').fill('演示：现场检查');
        await dialog.getByLabel('依据').fill('演示：有机产品认证管理办法');
        await dialog.getByRole('button', { name: `确认${act}` }).click();
        await dialog.waitFor({ state: 'hidden' });
        await expect.poll(readAgain, POLL).toContain(standing);
      }
      await page.context().close();
    },
    2 * MINUTES,
  );
});
