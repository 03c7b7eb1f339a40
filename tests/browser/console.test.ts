import { LANGUAGES } from '@pinxin/site/language';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { faultsOf, go, type OpenConsole, openConsole } from './console-page.ts';
import { PUBLIC_URL } from './demo-server.ts';

const WIDTHS = [360, 768, 1440];
const MINUTES = 60_000;
const PROGRAMME = '/programmes/demo-brands-2026-2030';

let open: OpenConsole;
beforeAll(async () => {
  open = await openConsole();
}, 4 * MINUTES);
afterAll(() => open?.close());

describe('somebody who is not signed in', () => {
  it('is led to sign in and back, and sees nothing of the console before', async () => {
    const context = await open.browser.newContext();
    const page = await context.newPage();
    await page.goto(`${open.demo.url}/console/parties?kind=cooperative`);
    await page.waitForURL(/\/sign-in\?next=/);
    expect(decodeURIComponent(page.url())).toContain('next=/console/parties?kind=cooperative');
    await context.close();
  });
});

describe.each(LANGUAGES)('every screen, %s', language => {
  const screens: readonly (readonly [string, readonly string[]])[] = [
    ['registrar', ['/', '/parties', '/parties/new', '/places', '/products', '/brands']],
    ['reviewer', ['/', '/applications', '/experts', '/quotas']],
    ['decider', ['/schemes', '/recalls', '/trace', '/statements', '/proposals', '/mandates']],
    ['administrator', ['/accounts', '/audit', '/schemes/new']],
    ['manager', ['/', '/me', '/keys', '/products']],
    ['programme', [PROGRAMME, `${PROGRAMME}/tasks/4.3.3`, '/task-reports', '/supervisions']],
  ];
  it.each(screens)(
    'as %s: no fault that axe finds on phone and desk, no sideways scroll at any width',
    async (as, paths) => {
      const page = await open.signedIn(as, '/', language);
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
    const page = await open.signedIn('registrar', '/parties', language);
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
      const page = await open.signedIn('registrar', '/parties');
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
      const page = await open.signedIn('registrar', '/parties/new');
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
      const page = await open.signedIn('registrar', '/');
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
      const page = await open.signedIn('registrar', '/parties');
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

describe('a passkey', () => {
  it(
    'is made and signed in with by a real browser: no password, and enough to decide',
    async () => {
      const admin = await open.signedIn('administrator', '/accounts');
      const path = await admin.evaluate(async () => {
        const { memberships } = await (await fetch('/session')).json();
        const body = JSON.stringify({ party: memberships[0].party.id, role: 'auditor' });
        const headers = { 'content-type': 'application/json' };
        return (await (await fetch('/invitations', { method: 'POST', headers, body })).json()).path as string;
      });
      await admin.context().close();
      // A passkey is bound to the site's own name: this browser finds it here, and trusts it without https.
      const browser = await openBrowser([
        `--host-resolver-rules=MAP ${new URL(PUBLIC_URL).host}:80 ${new URL(open.demo.url).host}`,
        `--unsafely-treat-insecure-origin-as-secure=${PUBLIC_URL}`,
      ]);
      const context = await browser.newContext({ locale: 'zh-CN' });
      const page = await context.newPage();
      const devtools = await context.newCDPSession(page);
      await devtools.send('WebAuthn.enable');
      await devtools.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
          ...{ isUserVerified: true, automaticPresenceSimulation: true },
        },
      });
      await page.goto(`${PUBLIC_URL}${path}`);
      await page.locator('[name=login]').fill('passkey.person');
      await page.locator('[name=name]').fill('演示审计员');
      await page.locator('[name=password]').fill('a raft of sheepskins, afloat');
      await page.locator('main form button[type=submit]').click();
      await page.waitForURL(/\/account$/);
      await page.locator('#add-passkey').click();
      await page.locator('form[action*="/account/passkeys/"]').first().waitFor();
      await context.clearCookies();
      await page.goto(`${PUBLIC_URL}/sign-in`);
      await page.locator('#passkey').click();
      await page.waitForURL(/\/(console|account)/);
      const session = await page.evaluate(async () => await (await fetch('/session')).json());
      expect([session.account.login, session.assurance]).toEqual(['passkey.person', 'passkey']);
      await browser.close();
    },
    MINUTES,
  );
});
