import { rmSync } from 'node:fs';
import { loadLineage } from '@pinxin/server/slices/trace/lineage/graph-load-sql';
import { readSnapshot, writeSnapshot } from '@pinxin/server/slices/trace/lineage/graph-snapshot';
import type { ChainBed } from '../chain/chain-bed.ts';
import { barAtFullSize, type Figure, ratioOf } from '../figure.ts';
import type { Options } from '../options.ts';
import { interleaved, timed } from '../rounds.ts';

/** Graph ready from its snapshot against rebuilt from the database, as a restart would do either. */
export async function measureSnapshot(bed: ChainBed, options: Options): Promise<Figure[]> {
  const file = `${bed.folder}.lineage-snapshot`;
  const client = await bed.database.pool.connect();
  try {
    const built = await loadLineage(client);
    const expected = built.graph.forward({ suspects: [{ lot: bed.chain.suspect }] }).lots;
    writeSnapshot(file, built, 'bench');
    const read = readSnapshot(file)?.graph.forward({ suspects: [{ lot: bed.chain.suspect }] }).lots;
    if (read === undefined || Buffer.compare(Buffer.from(read.buffer), Buffer.from(expected.buffer)) !== 0) {
      throw new Error('the snapshot and the tables gave different graphs');
    }
    const spreads = await interleaved(Math.min(options.rounds, 3), {
      ours: () => timed(() => readSnapshot(file)),
      rebuild: () => timed(() => loadLineage(client)),
    });
    return [
      {
        ...{
          bench: 'recall',
          name: 'graph ready from its snapshot, against a rebuild',
          size: bed.size,
          unit: '×',
        },
        value: ratioOf(spreads.ours, spreads.rebuild, 'time'),
        ours: spreads.ours,
        baseline: { ...spreads.rebuild, name: 'rebuilt from the tables' },
        ...barAtFullSize(bed.size, { kind: 'atLeast', value: 10 }),
        note: 'milliseconds; times faster',
      },
    ];
  } finally {
    client.release();
    rmSync(file, { force: true });
  }
}
