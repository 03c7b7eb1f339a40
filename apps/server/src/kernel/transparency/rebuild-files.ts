import { appendLeaves, type Edge, EMPTY_EDGE } from '@pinxin/translog/edge';
import { encodeLeaf } from '@pinxin/translog/leaf';
import { leafHash } from '@pinxin/translog/merkle';
import { encodeEntries, TILE_WIDTH, tilePath } from '@pinxin/translog/tile';
import type pg from 'pg';
import { leafOfRow } from './leaf-of-row.ts';
import type { LogFiles } from './log-files.ts';
import { type LogPlace, type LogState, readPlaced } from './log-store.ts';

/** A multiple of a tile's width: bundles are written once. */
const CHUNK = 16 * TILE_WIDTH;

/**
 * Writes the files of a log's first `size` leaves from the database's rows. The rows are in every backup, the files are
 * not: they are what the rows say, and the root tells whether they are. `visit` sees the edge after each chunk, and at
 * each of `marks`.
 */
export async function rebuildFiles(
  client: pg.ClientBase,
  files: LogFiles,
  { base, size }: Pick<LogState, 'base' | 'size'>,
  logs: readonly LogPlace[],
  marks: readonly number[],
  visit: (edge: Edge) => void,
): Promise<Edge> {
  let edge = EMPTY_EDGE;
  if (marks.includes(0)) visit(edge);
  for (let from = 0; from < size; from += CHUNK) {
    const rows = await readPlaced(client, base + from, base + Math.min(size, from + CHUNK));
    if (rows.some((row, at) => row.index !== base + from + at)) {
      throw new Error(`leaves are missing after ${base + from}`);
    }
    const entries = rows.map(row => encodeLeaf(leafOfRow(row, logs)));
    const hashes = entries.map(leafHash);
    for (const mark of marks) {
      if (mark > from && mark <= from + rows.length)
        visit(appendLeaves(edge, hashes.slice(0, mark - from)).edge);
    }
    const step = appendLeaves(edge, hashes);
    edge = step.edge;
    const bundles = [];
    for (let at = 0; at < entries.length; at += TILE_WIDTH) {
      const part = entries.slice(at, at + TILE_WIDTH);
      const place = { level: 'entries', index: (from + at) / TILE_WIDTH, width: part.length } as const;
      bundles.push({ path: tilePath(place), bytes: encodeEntries(part) });
    }
    await files.stage('rebuilt', [
      ...step.tiles.map(tile => ({ path: tilePath(tile), bytes: tile.bytes })),
      ...bundles,
    ]);
    await files.settle('rebuilt');
  }
  return edge;
}
