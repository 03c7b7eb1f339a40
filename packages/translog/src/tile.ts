import { type Hash, nodeHash } from './merkle.ts';

/** Hashes of a tile when it is full: one in eight levels of the tree is stored. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;
const HASH_BYTES = 32;

/** Where a tile is (C2SP tlog-tiles): level of tiles, place in its level, how many hashes or entries it holds. */
export interface TilePlace {
  readonly level: number | 'entries';
  readonly index: number;
  /** 1 to 256. */
  readonly width: number;
}

/** The path below the log's address: `tile/0/x001/067`, partial ones `tile/0/x001/067.p/8`. */
export function tilePath({ level, index, width }: TilePlace): string {
  let name = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    name = `x${String(rest % 1000).padStart(3, '0')}/${name}`;
  }
  return `tile/${level}/${name}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/** Reads a path in its one form; undefined when it names no tile. */
export function parseTilePath(path: string): TilePlace | undefined {
  const match =
    /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x[0-9]{3}\/){0,4}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(
      path,
    );
  if (match === null) return undefined;
  const level = match[1] === 'entries' ? 'entries' : Number(match[1]);
  const index = Number(match[2]!.replaceAll(/[x/]/g, ''));
  const width = match[3] === undefined ? TILE_WIDTH : Number(match[3]);
  const place: TilePlace = { level, index, width };
  return tilePath(place) === path ? place : undefined;
}

/** The tiles of a tree that were not there at the size before, widest last; `before` 0 gives all of them. */
export function tilesBetween(before: number, size: number): readonly TilePlace[] {
  const places: TilePlace[] = [];
  for (let level = 0, unit = 1; size >= unit; level += 1, unit *= TILE_WIDTH) {
    const [had, has] = [Math.floor(before / unit), Math.floor(size / unit)];
    if (has > had) places.push(...levelTiles(level, had, has));
  }
  return places;
}

function levelTiles(level: number, had: number, has: number): readonly TilePlace[] {
  const places: TilePlace[] = [];
  for (let index = Math.floor(had / TILE_WIDTH); index * TILE_WIDTH < has; index += 1) {
    places.push({ level, index, width: Math.min(TILE_WIDTH, has - index * TILE_WIDTH) });
  }
  return places;
}

/** The tile with the perfect subtree of 2^`level` leaves, as it stands in the tree of `size` leaves. */
export function tileOfNode(level: number, index: number, size: number): TilePlace {
  const row = Math.floor(level / TILE_HEIGHT);
  const spread = 2 ** (level - row * TILE_HEIGHT);
  const first = index * spread;
  const tile = Math.floor(first / TILE_WIDTH);
  const count = Math.floor(size / TILE_WIDTH ** row);
  return { level: row, index: tile, width: Math.min(TILE_WIDTH, count - tile * TILE_WIDTH) };
}

/** Hash of the perfect subtree of 2^`level` leaves, from the bytes of its tile. Throws when the tile is too short. */
export function nodeInTile(level: number, index: number, bytes: Uint8Array): Hash {
  const spread = 2 ** (level % TILE_HEIGHT);
  const first = (index * spread) % TILE_WIDTH;
  if ((first + spread) * HASH_BYTES > bytes.length) throw new RangeError('the tile does not reach so far');
  const walk = (at: number, count: number): Hash =>
    count === 1
      ? bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)
      : nodeHash(walk(at, count / 2), walk(at + count / 2, count / 2));
  return walk(first, spread);
}

/** The hashes of a tile; undefined when it does not hold exactly `width`. */
export function hashesOfTile(bytes: Uint8Array, width: number): readonly Hash[] | undefined {
  if (bytes.length !== width * HASH_BYTES) return undefined;
  return Array.from({ length: width }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

/** A tile's bytes. */
export function tileOfHashes(hashes: readonly Hash[]): Uint8Array {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES);
  for (const [at, hash] of hashes.entries()) bytes.set(hash, at * HASH_BYTES);
  return bytes;
}

/** Entries one after another, each behind its length in two bytes. */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > 0xffff) throw new RangeError('an entry has 65,535 bytes at most');
    bytes[at] = entry.length >> 8;
    bytes[at + 1] = entry.length & 0xff;
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** Reads an entry bundle; undefined when it does not hold exactly `count` entries and nothing else. */
export function decodeEntries(bytes: Uint8Array, count: number): readonly Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bytes.length && entries.length < count) {
    const end = at + 2 + ((bytes[at]! << 8) | bytes[at + 1]!);
    if (end > bytes.length) return undefined;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries.length === count && at === bytes.length ? entries : undefined;
}
