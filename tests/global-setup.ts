import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestServer } from '../apps/server/src/kernel/testing.ts';
import { dropPreparedDemo } from './browser/prepared-demo.ts';

/**
 * Before any test: one PostgreSQL with a migrated template database, and a folder for the demo that the browser tests
 * prepare once and copy. After the last: stops and removes them.
 */
export async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer(process.env.DATABASE_URL);
  const demo = mkdtempSync(join(tmpdir(), 'pinxin-demo-'));
  process.env.PINXIN_TEST_DATABASE_URL = server.url;
  process.env.PINXIN_TEST_DEMO = demo;
  return async () => {
    await dropPreparedDemo(demo);
    rmSync(demo, { recursive: true, force: true });
    await server.stop();
  };
}
