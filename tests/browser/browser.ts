import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const DEBIAN = '/usr/bin/chromium';

/**
 * A browser for tests: Debian's where it is installed, else the one that comes as an npm package.
 * No browser is a failure, not a skip: pages that nobody looked at are not done.
 */
export async function openBrowser(): Promise<Browser> {
  if (existsSync(DEBIAN))
    return chromium.launch({ executablePath: DEBIAN, args: ['--no-sandbox', '--disable-gpu'] });
  const { default: packaged } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packaged.executablePath(), args: packaged.args });
}
