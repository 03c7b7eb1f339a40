import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { openDatabase } from './database.ts';

describe('a connection to a database of somebody else', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  it('compiles nothing and counts on a disk without moving parts, whatever the server says', async () => {
    const name = new URL(test.url).pathname.slice(1);
    await test.pool.query(
      `alter database ${name} set jit = on; alter database ${name} set random_page_cost = 4`,
    );
    const database = openDatabase(test.url, 1, () => {});
    const { rows } = await database.pool.query(
      `select current_setting('jit') as jit, current_setting('random_page_cost') as seek`,
    );
    await database.close();
    expect(rows).toEqual([{ jit: 'off', seek: '1.1' }]);
  });
});
