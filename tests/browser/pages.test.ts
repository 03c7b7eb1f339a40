import { createRequire } from 'node:module';
import { LANGUAGES } from '@pinxin/site/language';
import { everyPage } from '@pinxin/site/testing/every-page';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const WIDTHS = [360, 1440];

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

describe.each(LANGUAGES)('every page in a browser, %s', language => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const open = async (markup: string, width: number, javaScriptEnabled: boolean): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled });
    const page = await context.newPage();
    await page.setContent(markup, { waitUntil: 'load' });
    return page;
  };

  const cases = [...everyPage(language)].flatMap(([name, markup]) =>
    WIDTHS.map(width => [name, width, markup] as const),
  );

  it.each(cases)(
    '%s at %i px has no fault that axe finds and does not scroll sideways',
    async (_name, width, markup) => {
      const page = await open(markup, width, true);
      await page.addScriptTag({ path: AXE });
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: AxeViolation[] }> } };
        return (await axe.run()).violations;
      });
      const told = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' | ')}`,
      );
      expect(told).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.context().close();
    },
  );

  it('says its verdict, and shows one picture, without JavaScript', async () => {
    const markup = everyPage(language).get('scan-trusted')!;
    const requests: string[] = [];
    for (const width of WIDTHS) {
      const page = await open(markup, width, false);
      page.on('request', request => requests.push(request.url()));
      expect(await page.locator('#verdict').isVisible()).toBe(true);
      const visible = await Promise.all([
        page.locator('svg.down').isVisible(),
        page.locator('svg.across').isVisible(),
      ]);
      expect(visible.filter(Boolean)).toHaveLength(1);
      await page.locator('summary').first().click();
      expect(await page.locator('details li').first().isVisible()).toBe(true);
      await page.context().close();
    }
    expect(requests).toEqual([]);
  });

  it('takes a keyboard to the content first and to every link', async () => {
    const page = await open(everyPage(language).get('home')!, 1440, true);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('code');
    await page.context().close();
  });
});
