import { type Carried, NOTHING_CARRIED, Walk } from './audit-walk.ts';
import { beginningCommitment, closingCommitment } from './chain.ts';
import { openCheckpoint, type SignedCheckpoint, type Witnessed } from './checkpoint.ts';
import { type GrownTile, rootOfEdge } from './edge.ts';
import type { Leaf } from './leaf.ts';
import { type Hash, leafHash, sameHash } from './merkle.ts';
import type { VerifierKey } from './note.ts';
import { decodeEntries, TILE_WIDTH, type TilePlace, tilePath } from './tile.ts';

/** What is wrong with a log. Closed; each is told with its place. */
export type AuditCode =
  | 'checkpointMissing'
  | 'checkpointUnsigned'
  | 'tileMissing'
  | 'tileWrong'
  | 'entriesMissing'
  | 'entriesMalformed'
  | 'leafMalformed'
  | 'previousWrong'
  | 'subjectNumberWrong'
  | 'rootWrong'
  | 'earlierUnsigned'
  | 'smallerThanEarlier'
  | 'notGrownFromEarlier'
  | 'beginningWrong'
  | 'formerMissing'
  | 'closingWrong'
  | 'successorMissing'
  | 'grownAfterClosing';

/** One thing that is wrong, and where: the path of a file, or `leaf N`. */
export interface AuditFinding {
  readonly code: AuditCode;
  readonly at: string;
}

/** What is audited, and how its files are read. */
export interface AuditParts {
  /** A file below the log's address (`checkpoint`, `tile/…`); undefined when it is not there. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
  readonly log: VerifierKey;
  readonly witnesses?: readonly VerifierKey[];
  /** A checkpoint that was kept from before. */
  readonly earlier?: string | undefined;
  readonly onProgress?: (done: number, of: number) => void;
  /** Hears of every leaf whose place is proved to be under the checkpoint only when the audit ends well. */
  readonly onLeaf?: (leaf: Leaf, index: number) => void;
  /** What stands before and after it; without this nothing is said of where the log begins and ends. */
  readonly chain?: Neighbours;
}

/** A log's place among those that follow one another. */
export interface Neighbours {
  /** Last checkpoint of the log before; undefined where it is the first one. */
  readonly former: SignedCheckpoint | undefined;
  /** Key of the log after; undefined where it is the last one. */
  readonly next: VerifierKey | undefined;
  /** What the logs before said of records and subjects. */
  readonly carried: Carried;
}

/** What a walk over the whole log found. */
export interface AuditReport {
  /** Nothing is wrong. */
  readonly ok: boolean;
  readonly findings: readonly AuditFinding[];
  /** The checkpoint as it was read; empty when there was none. */
  readonly checkpoint: string;
  /** The same, read and verified; undefined when it could not be. */
  readonly opened: SignedCheckpoint | undefined;
  readonly size: number;
  readonly root: Hash | undefined;
  readonly witnessed: readonly Witnessed[];
  /** How many leaves of each kind. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly earliest: Date | undefined;
  readonly latest: Date | undefined;
  /** Size of the kept checkpoint that this one was proved to have grown from. */
  readonly grownFrom: number | undefined;
  /** Its last leaf closes it: nothing may follow under its key. */
  readonly isClosed: boolean;
  /** For the walk over the log after. */
  readonly carried: Carried;
}

/** So many findings are enough to know that the log is broken. */
const MOST_FINDINGS = 100;
const AHEAD = 16;

/**
 * Walks a whole log: the checkpoint's signature, every entry, every tile, the root recomputed from the entries, each
 * leaf's form and its links to the leaves before, and that it grew from a checkpoint that was kept.
 */
export async function auditLog(parts: AuditParts): Promise<AuditReport> {
  const walk = new Walk(parts.log.name, parts.chain?.carried ?? NOTHING_CARRIED, parts.chain !== undefined);
  const bytes = await parts.read('checkpoint');
  const text = bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
  const opened = openCheckpoint(text, parts.log, parts.witnesses);
  if (opened === undefined) walk.find(bytes ? 'checkpointUnsigned' : 'checkpointMissing', 'checkpoint');
  const { size, root } = opened?.checkpoint ?? { size: 0, root: undefined };
  const earlier = earlierOf(parts, walk, size);
  if (opened !== undefined) await walkLeaves(parts, walk, size, earlier?.size);
  if (opened !== undefined && walk.edge.size === size && !sameHash(rootOfEdge(walk.edge), root!)) {
    walk.find('rootWrong', 'checkpoint');
  }
  const grown = earlier !== undefined && walk.earlierRoot && sameHash(walk.earlierRoot, earlier.root);
  if (earlier !== undefined && walk.earlierRoot !== undefined && grown !== true) {
    walk.find('notGrownFromEarlier', `size ${earlier.size}`);
  }
  judgeEnds(parts, walk, size);
  const { findings, kinds, earliest, latest } = walk;
  const grownFrom = grown === true && findings.length === 0 ? earlier?.size : undefined;
  const witnessed = opened?.witnessed ?? [];
  return {
    ...{ ok: findings.length === 0, findings, checkpoint: text, size, root, witnessed },
    ...{ kinds: Object.fromEntries(kinds), earliest, latest, grownFrom, opened: opened?.checkpoint },
    ...{ isClosed: walk.closing !== undefined && walk.closing.index === size - 1, carried: walk.carried() },
  };
}

/** Whether the log begins where the one before ended, and ends by naming the one after. */
function judgeEnds({ chain }: AuditParts, walk: Walk, size: number): void {
  const { beginning, closing } = walk;
  if (closing !== undefined && closing.index !== size - 1)
    walk.find('grownAfterClosing', `leaf ${closing.index + 1}`);
  if (chain === undefined || walk.findings.length > 0) return;
  const { former, next } = chain;
  if (former === undefined && beginning !== undefined) walk.find('formerMissing', 'leaf 0');
  const begun = beginning?.commitment;
  if (former !== undefined && !(begun && sameHash(begun, beginningCommitment(former)))) {
    walk.find('beginningWrong', 'leaf 0');
  }
  if (next === undefined && closing !== undefined) walk.find('successorMissing', `leaf ${closing.index}`);
  const named = closing?.leaf.commitment;
  if (next !== undefined && !(named && sameHash(named, closingCommitment(next)))) {
    walk.find('closingWrong', `leaf ${Math.max(0, size - 1)}`);
  }
}

function earlierOf({ earlier, log }: AuditParts, walk: Walk, size: number) {
  if (earlier === undefined) return undefined;
  const opened = openCheckpoint(earlier, log)?.checkpoint;
  if (opened === undefined) walk.find('earlierUnsigned', 'kept checkpoint');
  else if (opened.size > size) walk.find('smallerThanEarlier', `size ${opened.size} → ${size}`);
  else return opened;
  return undefined;
}

async function walkLeaves(
  parts: AuditParts,
  walk: Walk,
  size: number,
  markAt: number | undefined,
): Promise<void> {
  const count = Math.ceil(size / TILE_WIDTH);
  const widthOf = (index: number) => Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
  const fetchAt = (index: number) => readPair(parts, index, widthOf(index));
  if (markAt === 0) walk.mark();
  const waiting = Array.from({ length: Math.min(AHEAD, count) }, (_, index) => fetchAt(index));
  for (let index = 0; index < count && walk.findings.length < MOST_FINDINGS; index += 1) {
    const { entries, tile } = await waiting.shift()!;
    if (index + AHEAD < count) waiting.push(fetchAt(index + AHEAD));
    const width = widthOf(index);
    const decoded = entries === undefined ? undefined : decodeEntries(entries, width);
    if (decoded === undefined) {
      walk.find(entries ? 'entriesMalformed' : 'entriesMissing', placeOf('entries', index, width));
      break;
    }
    const start = index * TILE_WIDTH;
    for (const [at, entry] of decoded.entries()) walk.leaf(entry, start + at, parts.onLeaf);
    const grown = walk.append(decoded.map(leafHash), markAt);
    const own = grown.find(({ level }) => level === 0);
    compare(walk, { level: 0, index, width }, own?.bytes, tile);
    await compareUpper(parts, walk, grown, size);
    parts.onProgress?.(Math.min(size, start + width), size);
  }
  await Promise.allSettled(waiting);
}

async function readPair({ read }: AuditParts, index: number, width: number) {
  const [entries, tile] = await Promise.all([
    read(placeOf('entries', index, width)),
    read(placeOf(0, index, width)),
  ]);
  return { entries, tile };
}

/** Tiles above the leaves: each is compared once, when it is as wide as it will be. */
async function compareUpper(
  { read }: AuditParts,
  walk: Walk,
  grown: readonly GrownTile[],
  size: number,
): Promise<void> {
  for (const tile of grown) {
    if (tile.level === 0) continue;
    const there = Math.floor(size / TILE_WIDTH ** tile.level);
    const width = Math.min(TILE_WIDTH, there - tile.index * TILE_WIDTH);
    if (tile.width === width) compare(walk, tile, tile.bytes, await read(tilePath(tile)));
  }
}

function compare(
  walk: Walk,
  place: TilePlace,
  computed: Uint8Array | undefined,
  found: Uint8Array | undefined,
): void {
  if (found === undefined) walk.find('tileMissing', tilePath(place));
  else if (computed === undefined || !sameHash(computed, found)) walk.find('tileWrong', tilePath(place));
}

function placeOf(level: TilePlace['level'], index: number, width: number): string {
  return tilePath({ level, index, width });
}
