import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const DEBIAN = '/usr/bin/chromium';
/** For both: the package's own arguments put all into one process, which ends with the first page that is closed. */
const ARGS = ['--no-sandbox', '--disable-gpu'];

/**
 * A browser for tests: the one that `PINXIN_BROWSER` names, else Debian's where it is installed, else the one that
 * comes as an npm package (`PINXIN_BROWSER=packaged` in any case). No browser is a failure, not a skip: pages that
 * nobody looked at are not done. `more` are further arguments of its own.
 */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const args = [...ARGS, ...more];
  const asked = process.env.PINXIN_BROWSER ?? (existsSync(DEBIAN) ? DEBIAN : 'packaged');
  return asked === 'packaged' ? openPackaged(args) : chromium.launch({ executablePath: asked, args });
}

/** Unpacked into a folder of its own: the package takes a half-written browser of a killed run for a whole one. */
async function openPackaged(args: string[]): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'pinxin-browser-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const { default: packaged, inflate } = await import('@sparticuz/chromium');
    const executablePath = await packaged.executablePath();
    // Libraries that a bare machine lacks (NSS, Expat) come in the package too.
    const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    const libraries = await inflate(join(dirname(main), '..', 'bin', 'al2023.tar.br'));
    const env = { ...process.env, TMPDIR: before ?? '/tmp', LD_LIBRARY_PATH: join(libraries, 'lib') };
    const browser = await chromium.launch({ executablePath, args, env });
    browser.on('disconnected', () => rmSync(folder, { recursive: true, force: true }));
    return browser;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
