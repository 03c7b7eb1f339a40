import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Language } from '@pinxin/site/language';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openBrowser } from './browser.ts';
import { upToDateConsole } from './built-console.ts';
import { type DemoInstance, startDemo } from './demo-instance.ts';

/** Evaluated, not added as a script: the console's policy refuses scripts that are not its own. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** A list that is drawn, a page that is read: nothing turns and nothing says that it is being read. */
const WAITING = '.state[role="status"], .ant-spin-spinning';

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** The console of a demo in a real browser. */
export interface OpenConsole {
  readonly browser: Browser;
  readonly demo: DemoInstance;
  /** A browser in which this demo account is signed in, at this page of the console. */
  readonly signedIn: (as: string, path: string, language?: Language) => Promise<Page>;
  /** A stranger's browser beside it: a tab in the same window would hide the console, which then draws once a second. */
  readonly stranger: (path: string, language?: Language) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** Opens it: built from these sources, over a demo of its own. */
export async function openConsole(): Promise<OpenConsole> {
  const [browser, demo] = await Promise.all([openBrowser(), startDemo(), upToDateConsole()]);
  return {
    ...{ browser, demo },
    signedIn: (as, path, language = 'zh-CN') => signedIn(browser, demo.url, as, path, language),
    stranger: async (path, language = 'zh-CN') => {
      const page = await browser.newPage({ reducedMotion: 'reduce', locale: language });
      await page.goto(demo.url + path);
      return page;
    },
    close: async () => {
      await browser.close();
      await demo.stop();
    },
  };
}

async function signedIn(
  browser: Browser,
  url: string,
  as: string,
  path: string,
  language: Language,
): Promise<Page> {
  // Somebody who asked their system for less motion: nothing to wait for between a press and what it opens.
  const context = await browser.newContext({
    ...{ viewport: { width: 1440, height: 900 }, locale: language },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${url}/report`);
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

/** Opens a page of the console by its address and waits until it is drawn. */
export async function go(page: Page, path: string): Promise<void> {
  await page.goto(new URL(`/console${path}`, page.url()).href);
  await drawn(page);
}

/** Waits until the page is drawn, with what it asked for. */
export async function drawn(page: Page): Promise<void> {
  await page.locator('#content h1').first().waitFor();
  await expect.poll(() => page.locator(WAITING).count(), { timeout: 20_000, interval: 50 }).toBe(0);
}

/** Chooses from a list, and again where it opened or closed while it was clicked: a busy machine draws late. */
export async function choose(page: Page, field: Locator, option: RegExp): Promise<void> {
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

/** What axe finds wrong with the page as it is. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(wish: object): Promise<{ violations: AxeViolation[] }> };
    };
    return (await axe.run({ preload: false, resultTypes: ['violations'] })).violations;
  });
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  );
}
