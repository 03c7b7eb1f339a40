import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoRegion } from '@pinxin/region-ningxia/region';
import { story } from '@pinxin/region-ningxia/story';
import { testDatabase } from '../../apps/server/src/kernel/testing.ts';
import { startDemoServer } from './demo-server.ts';
import { preparedDemo } from './prepared-demo.ts';

/** The product with its demo, on a database of its own and with a clock that can be moved on. */
export interface DemoInstance {
  readonly url: string;
  /** A lot with a problem: the path of its page. */
  readonly badLot: string;
  /** Paths of the pages of everything that anybody told of. */
  readonly codes: () => Promise<readonly string[]>;
  /** Lets days pass; sessions end meanwhile as they would. */
  readonly passDays: (days: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts it on a copy of the demo that the test run has prepared. */
export async function startDemo(): Promise<DemoInstance> {
  const prepared = await preparedDemo();
  const data = mkdtempSync(join(tmpdir(), 'pinxin-console-'));
  cpSync(prepared.data, data, { recursive: true });
  const database = await testDatabase(1, prepared.database);
  const server = await startDemoServer(database.url, data);
  return {
    ...{ url: server.url, badLot: badLotOf(data), passDays: server.passDays },
    codes: async () => {
      const { rows } = await database.pool.query<{ path: string }>(
        `select substr(uri, length($1) + 1) as path from lot where starts_with(uri, $1) order by id`,
        ['https://id.gs1.org'],
      );
      return rows.map(({ path }) => path);
    },
    stop: async () => {
      await server.stop();
      await database.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** The lot of the demo's story that is to be recalled. */
function badLotOf(data: string): string {
  const { seed, lots, from } = JSON.parse(readFileSync(join(data, 'demo-keys.json'), 'utf8')) as {
    readonly seed: number;
    readonly lots: number;
    readonly from: string;
  };
  const options = { seed, lots, from: new Date(from) };
  return new URL(story(demoRegion(options), options).badPack).pathname;
}
