import { it } from 'vitest';
import { testContext } from '../../../kernel/testing.ts';
import { closureBySql, openClosureDatabase } from './closure-sql.ts';
import { NEIGHBOURHOOD } from './closure-sql-text.ts';
import { writeHistory } from './testing/write-history.ts';
it('bench', async () => {
  const test = await testContext();
  const database = openClosureDatabase(test.database.url, console.error);
  const at = Date.now();
  const events = Array.from({ length: 900 }, (_, at) => ({ id: 1000 + at, time: at, rows: [[1000 + at, 1], [1000 + at + 1, 2]] as const }));
  await writeHistory(test.ctx, { events, voided: [] });
  console.log('write', Date.now() - at);
  for (const depth of [5, 50, 300, 300, 900]) for (const direction of ['back', 'forward'] as const) {
    const t = performance.now();
    const lot = direction === 'back' ? 1000 + depth : 1900 - depth;
    const a = await closureBySql(database.pool, { direction, suspects: [{ lot }] });
    console.log(direction, depth, performance.now() - t, a !== 'tooLarge' && a.lots.length);
  }
  for (const direction of ['back', 'forward'] as const) {
  const { rows } = await database.pool.query('explain analyze ' + NEIGHBOURHOOD[direction].replace('$1', "array[1300]").replace('$2', 'array[true]').replace('$3', '400').replace('$4', '50000'));
  console.log(rows.map((r: any) => r['QUERY PLAN']).join('\n'));
  }
  await database.close();
  await test.close();
});
