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
  type LogPlace,
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
  /** All logs up to this one. */
  readonly logs: readonly LogPlace[];
}

/** What a round needs. `reached`, for tests of failure, hears of each point that a crash could come after. */
export interface RoundParts {
  readonly client: pg.ClientBase;
  /** The files of the log itself. */
  readonly files: LogFiles;
  readonly key: LogKey;
  readonly now: Date;
  /** Only leaves of before this instant. */
  readonly before?: Date | undefined;
  readonly reached?: (point: Point) => void;
}

/** Where a crash can come. */
export type Point = 'staged' | 'signed' | 'settled' | 'turnStaged' | 'turned' | 'turnSettled';

/** Most leaves in one round. */
const MOST = 4096;

/**
 * Gives waiting leaves their indexes: tiles on disk first, then the signed checkpoint swapped in by comparison, then
 * the files moved to their public places. Undefined when nothing waited. Throws `StateMoved` when another process
 * signed meanwhile: nothing was done.
 */
export async function sequenceRound(round: Round, parts: RoundParts): Promise<Round | undefined> {
  const { client, files, key } = parts;
  const { state, logs } = round;
  const waiting = await readWaiting(client, MOST, parts.before);
  if (waiting.length === 0) return undefined;
  const placed = await placesOf(client, waiting, state.base + state.size);
  const entries = waiting.map((leaf, at) => encodeLeaf(leafOfRow({ ...leaf, ...placed[at]! }, logs)));
  const grown = await growTree(round, entries, files, parts.now);
  parts.reached?.('staged');
  const signed = signTree(grown.state, key);
  if (!(await swapState(client, state, signed, placed))) throw new StateMoved();
  parts.reached?.('signed');
  await files.settle(treeName(signed));
  await files.dropPartials(grown.filledUp);
  parts.reached?.('settled');
  return { state: signed, tail: grown.tail, logs };
}

/** A tree that has grown, its files aside and on disk; not signed. */
export interface Grown {
  readonly state: LogState;
  readonly tail: Tail;
  /** Tiles that are full now, whose partial ones can go. */
  readonly filledUp: readonly TilePlace[];
}

/** Appends entries to a tree and puts the files that it has then aside. */
export async function growTree(
  { state, tail }: Pick<Round, 'state' | 'tail'>,
  entries: readonly Uint8Array[],
  files: LogFiles,
  now: Date,
): Promise<Grown> {
  const { edge, tiles } = appendLeaves(tail.edge, entries.map(leafHash));
  const root = Buffer.from(rootOfEdge(edge));
  const next: LogState = { ...state, size: edge.size, root, at: now, checkpoint: '' };
  const bundles = entryBundles(tail.entries, entries, state.size);
  await files.stage(treeName(next), [
    ...tiles.map(tile => ({ path: tilePath(tile), bytes: tile.bytes })),
    ...bundles.files,
  ]);
  const filled = filledUp(tiles, state.size);
  return { state: next, tail: { edge, entries: bundles.rest }, filledUp: filled };
}

/** The tree with its checkpoint. Its files must be on disk. */
export function signTree(state: LogState, { private: key }: LogKey): LogState {
  return { ...state, checkpoint: signCheckpoint(state.origin, state.size, state.root, key) };
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

/** Dense places from the first free one on, the record's leaf before, and the number among the subject's leaves. */
async function placesOf(
  client: pg.ClientBase,
  waiting: readonly WaitingLeaf[],
  first: number,
): Promise<readonly Placed[]> {
  const asked = [...new Set(waiting.map(({ record }) => record))];
  const tags = new Map(waiting.flatMap(({ tag }) => (tag === null ? [] : [[tag.toString('hex'), tag]])));
  const { records, subjects } = await lastPlaced(client, asked, [...tags.values()]);
  return waiting.map(({ id, record, tag }, at) => {
    const index = first + at;
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
