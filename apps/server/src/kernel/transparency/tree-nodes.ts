import type { Hash } from '@pinxin/translog/merkle';
import {
  consistencyRanges,
  inclusionRanges,
  perfectParts,
  type Range,
  rangeHash,
} from '@pinxin/translog/proof';
import { nodeInTile, tileOfNode, tilePath } from '@pinxin/translog/tile';
import type { LogFiles } from './log-files.ts';

/** Tiles are not there that must be. */
export class TileMissing extends Error {
  override readonly name = 'TileMissing';
}

/** The path from a leaf to the root of the tree of `size` leaves. */
export function inclusionProof(files: LogFiles, index: number, size: number): Promise<readonly Hash[]> {
  return hashesOf(files, inclusionRanges(index, size), size);
}

/** That the tree of `size1` leaves is the beginning of the one of `size2`. */
export function consistencyProof(files: LogFiles, size1: number, size2: number): Promise<readonly Hash[]> {
  return hashesOf(files, consistencyRanges(size1, size2), size2);
}

/** The root of the tree as it was at `size`, from the tiles of a tree of `now` leaves. */
export async function rootAt(files: LogFiles, size: number, now: number): Promise<Hash> {
  const [root] = await hashesOf(files, [{ from: 0, to: size }], now);
  return root!;
}

async function hashesOf(files: LogFiles, ranges: readonly Range[], size: number): Promise<readonly Hash[]> {
  const places = ranges.flatMap(perfectParts).map(({ level, index }) => tileOfNode(level, index, size));
  const tiles = new Map<string, Uint8Array>();
  await Promise.all(
    [...new Map(places.map(place => [tilePath(place), place]))].map(async ([path, place]) => {
      const bytes = await files.tile(place);
      if (bytes === undefined) throw new TileMissing(path);
      tiles.set(path, bytes);
    }),
  );
  return ranges.map(range =>
    rangeHash(range, (level, index) =>
      nodeInTile(level, index, tiles.get(tilePath(tileOfNode(level, index, size)))!),
    ),
  );
}
