import { EMPTY_ROOT, type Hash, rootOf } from './merkle.ts';
import { TILE_WIDTH, type TilePlace, tileOfHashes } from './tile.ts';

/** The right edge of a tree: all that is needed to go on. `rows[n]`: hashes of the last, partial tile of level n. */
export interface Edge {
  readonly size: number;
  readonly rows: readonly (readonly Hash[])[];
}

/** A tile that is new or has grown. */
export interface GrownTile extends TilePlace {
  readonly level: number;
  readonly bytes: Uint8Array;
}

/** The edge of the tree without leaves. */
export const EMPTY_EDGE: Edge = { size: 0, rows: [] };

/** Appends leaves. Answers the new edge and every tile that changed, each as it is at the new size. */
export function appendLeaves(
  edge: Edge,
  leaves: readonly Hash[],
): { edge: Edge; tiles: readonly GrownTile[] } {
  const tiles: GrownTile[] = [];
  const rows: (readonly Hash[])[] = [];
  let [fresh, count] = [leaves, edge.size];
  for (let level = 0; fresh.length > 0 || level < edge.rows.length; level += 1) {
    const row = [...(edge.rows[level] ?? []), ...fresh];
    const first = Math.floor(count / TILE_WIDTH);
    const above: Hash[] = [];
    let at = 0;
    for (; at + TILE_WIDTH <= row.length; at += TILE_WIDTH) {
      const full = row.slice(at, at + TILE_WIDTH);
      tiles.push({ level, index: first + at / TILE_WIDTH, width: TILE_WIDTH, bytes: tileOfHashes(full) });
      above.push(rootOf(full));
    }
    const rest = row.slice(at);
    if (rest.length > 0 && fresh.length > 0) {
      tiles.push({ level, index: first + at / TILE_WIDTH, width: rest.length, bytes: tileOfHashes(rest) });
    }
    rows.push(rest);
    [fresh, count] = [above, Math.floor(count / TILE_WIDTH)];
  }
  return { edge: { size: edge.size + leaves.length, rows }, tiles };
}

/** The root of the tree with this edge. */
export function rootOfEdge({ size, rows }: Edge): Hash {
  if (size === 0) return EMPTY_ROOT;
  let rest: Hash | undefined;
  // What is right of a level's last full tile is, as a whole, the last hash of the level above.
  for (const row of rows) {
    const all = rest === undefined ? row : [...row, rest];
    rest = all.length === 0 ? undefined : rootOf(all);
  }
  return rest ?? EMPTY_ROOT;
}

/** The partial tiles from which the edge of a tree of `size` leaves is read, by level; undefined where it is full. */
export function edgeTiles(size: number): readonly (TilePlace | undefined)[] {
  const places: (TilePlace | undefined)[] = [];
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / TILE_WIDTH)) {
    const width = count % TILE_WIDTH;
    places.push(width === 0 ? undefined : { level, index: Math.floor(count / TILE_WIDTH), width });
  }
  return places;
}
