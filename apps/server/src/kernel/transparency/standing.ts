import { openCheckpoint } from '@pinxin/translog/checkpoint';
import { type Edge, EMPTY_EDGE, edgeTiles, rootOfEdge } from '@pinxin/translog/edge';
import { sameHash } from '@pinxin/translog/merkle';
import type { VerifierKey } from '@pinxin/translog/note';
import { decodeEntries, hashesOfTile, TILE_WIDTH } from '@pinxin/translog/tile';
import type { LogFiles } from './log-files.ts';
import type { Halt, LogState } from './log-store.ts';
import { rootAt, TileMissing } from './tree-nodes.ts';

/** All that is needed to append to a tree: its edge, and the entries of its last, partial bundle. */
export interface Tail {
  readonly edge: Edge;
  readonly entries: readonly Uint8Array[];
}

/** Name of a tree among the files that wait to be settled. */
export function treeName({ size, root }: Pick<LogState, 'size' | 'root'>): string {
  return `${size}-${root.toString('hex')}`;
}

/** Reads the tail of the signed tree from its files; undefined when they do not lead to its root. */
export async function readTail(files: LogFiles, state: LogState): Promise<Tail | undefined> {
  if (state.size === 0) return { edge: EMPTY_EDGE, entries: [] };
  const rows = [];
  for (const place of edgeTiles(state.size)) {
    const bytes = place === undefined ? undefined : await files.tile(place);
    const row = place === undefined ? [] : bytes && hashesOfTile(bytes, place.width);
    if (row === undefined) return undefined;
    rows.push(row);
  }
  const edge = { size: state.size, rows };
  const width = state.size % TILE_WIDTH;
  const place = { level: 'entries', index: Math.floor(state.size / TILE_WIDTH), width } as const;
  const bundle = width === 0 ? new Uint8Array() : await files.tile(place);
  const entries = bundle && decodeEntries(bundle, width);
  if (entries === undefined || !sameHash(rootOfEdge(edge), state.root)) return undefined;
  return { edge, entries };
}

/**
 * Why the signed tree must not be gone on with: what the public was shown is larger or another one. Whoever restores
 * an older database would sign a second history; so nothing is signed until a person has looked.
 */
export async function reasonToHalt(
  files: LogFiles,
  state: LogState,
  key: VerifierKey,
): Promise<Halt | undefined> {
  const text = await files.published();
  if (text === undefined) return state.size === 0 ? undefined : 'tilesDamaged';
  const shown = openCheckpoint(text, key)?.checkpoint;
  if (shown === undefined) return 'otherTree';
  if (shown.size > state.size) return 'behindPublished';
  try {
    const root = shown.size === state.size ? state.root : await rootOrEmpty(files, shown.size, state.size);
    return sameHash(root, shown.root) ? undefined : 'otherTree';
  } catch (error) {
    if (error instanceof TileMissing || error instanceof RangeError) return 'tilesDamaged';
    throw error;
  }
}

async function rootOrEmpty(files: LogFiles, size: number, now: number) {
  return size === 0 ? rootOfEdge(EMPTY_EDGE) : rootAt(files, size, now);
}
