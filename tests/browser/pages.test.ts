import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { LANGUAGES } from '@pinxin/site/language';
import { everyPage } from '@pinxin/site/testing/every-page';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [360, 1440];

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

describe.each(LANGUAGES)('every page in a browser, %s', language => {
  let browser: Browser;
  /** Axe is read once: a document that is written anew keeps its window, and what was loaded into it. */
  let read: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    read = await browser.newPage();
    await read.evaluate(AXE);
  });
  afterAll(() => browser.close());

  const open = async (markup: string, width: number, javaScriptEnabled: boolean): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled });
    const page = await context.newPage();
    await page.setContent(markup, { waitUntil: 'load' });
    return page;
  };

  it.each([...everyPage(language)])(
    '%s has no fault that axe finds and does not scroll sideways, on a phone and on a desk',
    async (_name, markup) => {
      await read.setContent(markup, { waitUntil: 'load' });
      for (const width of WIDTHS) {
        await read.setViewportSize({ width, height: 900 });
        const violations = await read.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run(context: Document, options: object): Promise<{ violations: AxeViolation[] }> };
          };
          return (await axe.run(document, { preload: false, resultTypes: ['violations'] })).violations;
        });
        const told = violations.map(
          ({ id, nodes }) => `${width} px, ${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' | ')}`,
        );
        expect(told).toEqual([]);
        expect(await read.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
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
