import { startTestServer } from '../apps/server/src/kernel/testing.ts';

/** Before any test: one PostgreSQL with a migrated template database. After the last: stops and removes it. */
export async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer(process.env.DATABASE_URL);
  process.env.PINXIN_TEST_DATABASE_URL = server.url;
  return server.stop;
}
