import { signCheckpoint } from '@pinxin/translog/checkpoint';
import { appendLeaves, type GrownTile, rootOfEdge } from '@pinxin/translog/edge';
import { encodeLeaf } from '@pinxin/translog/leaf';
import { leafHash } from '@pinxin/translog/merkle';
import { encodeEntries, TILE_WIDTH, type TilePlace, tilePath } from '@pinxin/translog/tile';
import type pg from 'pg';
import { leafOfRow } from './leaf-of-row.ts';
import type { LogFiles, StagedFile } from './log-files.ts';
import type { LogKey } from './log-key.ts';
import {
  type LogState,
  lastPlaced,
  type Placed,
  readWaiting,
  swapState,
  type WaitingLeaf,
} from './log-store.ts';
import { type Tail, treeName } from './standing.ts';

/** What a round starts from, and what it leaves for the next. */
export interface Round {
  readonly state: LogState;
  readonly tail: Tail;
}

/** What a round needs. `reached`, for tests of failure, hears of each point that a crash could come after. */
export interface RoundParts {
  readonly client: pg.ClientBase;
  readonly files: LogFiles;
  readonly key: LogKey;
  readonly now: Date;
  readonly reached?: (point: 'staged' | 'signed' | 'settled') => void;
}

/** Most leaves in one round. */
const MOST = 4096;

/**
 * Gives waiting leaves their indexes: tiles on disk first, then the signed checkpoint swapped in by comparison, then
 * the files moved to their public places. Undefined when nothing waited. Throws `StateMoved` when another process
 * signed meanwhile: nothing was done.
 */
export async function sequenceRound({ state, tail }: Round, parts: RoundParts): Promise<Round | undefined> {
  const { client, files, key } = parts;
  const waiting = await readWaiting(client, MOST);
  if (waiting.length === 0) return undefined;
  const placed = await placesOf(client, waiting, state.size);
  const entries = waiting.map((leaf, at) => encodeLeaf(leafOfRow({ ...leaf, ...placed[at]! })));
  const { edge, tiles } = appendLeaves(tail.edge, entries.map(leafHash));
  const root = Buffer.from(rootOfEdge(edge));
  const next: LogState = { ...state, size: edge.size, root, at: parts.now, checkpoint: '' };
  const bundles = entryBundles(tail.entries, entries, state.size);
  await files.stage(treeName(next), [
    ...tiles.map(tile => ({ path: tilePath(tile), bytes: tile.bytes })),
    ...bundles.files,
  ]);
  parts.reached?.('staged');
  const checkpoint = signCheckpoint(state.origin, next.size, root, key.private);
  const signed = { ...next, checkpoint };
  if (!(await swapState(client, state, signed, placed))) throw new StateMoved();
  parts.reached?.('signed');
  await files.settle(treeName(signed));
  await files.dropPartials(filledUp(tiles, state.size));
  parts.reached?.('settled');
  return { state: signed, tail: { edge, entries: bundles.rest } };
}

/** Tiles and bundles that are full now and were partial in the tree of `before` leaves. */
function filledUp(tiles: readonly GrownTile[], before: number): readonly TilePlace[] {
  return tiles.flatMap(tile => {
    const had = Math.floor(before / TILE_WIDTH ** tile.level);
    const wasPartial = tile.index === Math.floor(had / TILE_WIDTH) && had % TILE_WIDTH > 0;
    if (tile.width < TILE_WIDTH || !wasPartial) return [];
    return tile.level === 0 ? [tile, { ...tile, level: 'entries' as const }] : [tile];
  });
}

/** Another process has signed, or signing was halted. */
export class StateMoved extends Error {
  override readonly name = 'StateMoved';
}

/** Dense indexes, the record's leaf before, and the number among the subject's leaves. */
async function placesOf(
  client: pg.ClientBase,
  waiting: readonly WaitingLeaf[],
  size: number,
): Promise<readonly Placed[]> {
  const asked = [...new Set(waiting.map(({ record }) => record))];
  const tags = new Map(waiting.flatMap(({ tag }) => (tag === null ? [] : [[tag.toString('hex'), tag]])));
  const { records, subjects } = await lastPlaced(client, asked, [...tags.values()]);
  return waiting.map(({ id, record, tag }, at) => {
    const index = size + at;
    const previous = records.get(record) ?? null;
    records.set(record, index);
    if (tag === null) return { id, index, previous, subjectNumber: null };
    const subject = tag.toString('hex');
    const subjectNumber = (subjects.get(subject) ?? 0) + 1;
    subjects.set(subject, subjectNumber);
    return { id, index, previous, subjectNumber };
  });
}

function entryBundles(
  before: readonly Uint8Array[],
  fresh: readonly Uint8Array[],
  size: number,
): { readonly files: readonly StagedFile[]; readonly rest: readonly Uint8Array[] } {
  const all = [...before, ...fresh];
  const first = Math.floor(size / TILE_WIDTH);
  const files: StagedFile[] = [];
  for (let at = 0; at < all.length; at += TILE_WIDTH) {
    const entries = all.slice(at, at + TILE_WIDTH);
    const place = { level: 'entries', index: first + at / TILE_WIDTH, width: entries.length } as const;
    files.push({ path: tilePath(place), bytes: encodeEntries(entries) });
  }
  return { files, rest: all.slice(all.length - (all.length % TILE_WIDTH)) };
}
