import { withChain } from '../../../../../../bench/src/chain/chain-bed.ts';
import { startDatabaseServer } from '../../../../../../bench/src/database-server.ts';
import { contextOver } from '../../../../../../bench/src/subject/group-writer.ts';
import { closureBySql, openClosureDatabase } from './closure-sql.ts';
import { openLineage } from './open-lineage.ts';
const size = Number(process.argv[2]);
const server = await startDatabaseServer();
try {
  await withChain(server, 'zz', size, async bed => {
    console.log(
      'loaded lots',
      bed.chain.lotCount,
      'rows',
      bed.chain.rowCount,
      'events',
      bed.chain.eventCount,
    );
    const db = openClosureDatabase(bed.url, console.error);
    const cases: number[] = [];
    for (const run of bed.chain.runs)
      if (run.level === 'case')
        for (let n = 0; n < 400 && cases.length < 4000; n++)
          cases.push(run.first + Math.floor((n * (run.count ?? 1)) / 400));
    const sample = Array.from({ length: 600 }, (_, at) => cases[Math.floor((at * cases.length) / 600)]!);
    for (const direction of ['back', 'forward'] as const) {
      const times: number[] = [];
      const sizes: number[] = [];
      for (const lot of sample) {
        const t = performance.now();
        const a = await closureBySql(db.pool, { direction, suspects: [{ lot }] });
        times.push(performance.now() - t);
        sizes.push(a === 'tooLarge' ? -1 : a.lots.length);
      }
      times.sort((a, b) => a - b);
      sizes.sort((a, b) => a - b);
      console.log(
        direction,
        'ms p50',
        times[300],
        'p90',
        times[540],
        'p99',
        times[594],
        'max',
        times[599],
        'sizes',
        sizes[0],
        sizes[300],
        sizes[599],
      );
    }
    let t = performance.now();
    const l = openLineage(contextOver(bed.database), {
      databaseUrl: bed.url,
      snapshotFile: bed.folder + '.snapshot',
    });
    console.log('status', await l.save(), 'build+save ms', performance.now() - t);
    const big = { direction: 'forward', suspects: [{ lot: bed.chain.suspect }] } as const;
    for (let n = 0; n < 6; n++) {
      t = performance.now();
      const a = await l.closure(big);
      console.log('big', a.by, a.lots.length, a.carriers.length, performance.now() - t);
    }
    const l0 = openLineage(contextOver(bed.database), {
      databaseUrl: bed.url,
      snapshotFile: bed.folder + '.snapshot',
      smallLimit: 0,
    });
    t = performance.now();
    await l0.closure({ direction: 'back', suspects: [{ lot: 1 }] });
    console.log('open from snapshot', performance.now() - t, await l0.save());
    for (let n = 0; n < 6; n++) {
      t = performance.now();
      const a = await l0.closure(big);
      console.log('graph only', a.lots.length, performance.now() - t);
    }
    const a = await l0.closure(big);
    t = performance.now();
    const c = await l0.custody(a.lots);
    console.log('custody', c.event.length, performance.now() - t);
    const lat: number[] = [];
    for (const lot of sample) {
      t = performance.now();
      await l0.closure({ direction: 'back', suspects: [{ lot }] });
      lat.push(performance.now() - t);
    }
    lat.sort((x, y) => x - y);
    console.log('graph back p50', lat[300], 'p99', lat[594]);
    t = performance.now();
    const middle = await closureBySql(db.pool, big);
    console.log('sql too large', middle === 'tooLarge', performance.now() - t);
    await l.close();
    await l0.close();
    await db.close();
  });
} finally {
  await server.stop();
}
