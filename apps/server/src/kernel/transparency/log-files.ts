import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { folderOfLog } from '@pinxin/translog/chain';
import { decodeEntries, encodeEntries, TILE_WIDTH, type TilePlace, tilePath } from '@pinxin/translog/tile';

const HASH_BYTES = 32;
const STAGING = 'staging';
const CHECKPOINT = 'checkpoint';
const KEYS = 'keys';

/** A file that is to be public once the tree that it belongs to is signed. */
export interface StagedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The log's public files in one folder: `checkpoint` and `tile/…`, as a web server or a mirror would take them. */
export interface LogFiles {
  readonly folder: string;
  /** Puts the files of one tree aside, all of them on disk before the promise resolves. */
  readonly stage: (tree: string, files: readonly StagedFile[]) => Promise<void>;
  /** Moves the files of a signed tree into their places, and forgets those of trees that were never signed. */
  readonly settle: (tree: string) => Promise<void>;
  /** A tile of exactly this width, cut from a wider one where that is what is left; undefined when it is not there. */
  readonly tile: (place: TilePlace) => Promise<Uint8Array | undefined>;
  /** Replaces the public checkpoint, on disk before the promise resolves. */
  readonly publish: (checkpoint: string) => Promise<void>;
  readonly published: () => Promise<string | undefined>;
  /** Partial tiles below one that is full now: nobody needs them. */
  readonly dropPartials: (full: readonly TilePlace[]) => Promise<void>;
  /** The files of one of the logs, where this is the folder of the first: its own, or those of the year's folder. */
  readonly of: (log: { readonly origin: string; readonly base: number }) => LogFiles;
  /** Replaces the list of all logs' keys, in the folder of the first. */
  readonly publishKeys: (keys: string) => Promise<void>;
}

/** Opens a folder of log files; it is made when something is first put into it. */
export function logFiles(folder: string): LogFiles {
  const at = (...parts: readonly string[]): string => join(folder, ...parts);
  const self: LogFiles = {
    folder,
    stage: async (tree, files) => {
      const aside = at(STAGING, tree);
      const changed = await makeFolders(folder);
      await mkdir(aside, { recursive: true, mode: 0o700 });
      await Promise.all(files.map(({ path, bytes }) => writeSynced(join(aside, flat(path)), bytes)));
      await syncFolders([aside, at(STAGING), folder, ...changed]);
    },
    settle: async tree => {
      for (const name of await namesIn(at(STAGING))) {
        if (name === tree) await moveAll(at(STAGING, name), folder);
        await rm(at(STAGING, name), { recursive: true, force: true });
      }
    },
    tile: place => readTile(folder, place),
    publish: checkpoint => replaceFile(folder, CHECKPOINT, checkpoint),
    publishKeys: async keys => {
      if ((await readIfThere(at(KEYS)))?.toString('utf8') !== keys) await replaceFile(folder, KEYS, keys);
    },
    published: async () => (await readIfThere(at(CHECKPOINT)))?.toString('utf8'),
    dropPartials: async full => {
      await Promise.all(full.map(place => rm(at(`${tilePath(place)}.p`), { recursive: true, force: true })));
    },
    of: ({ origin, base }) => (base === 0 ? self : logFiles(at(folderOfLog(origin, false)))),
  };
  return self;
}

async function replaceFile(folder: string, name: string, text: string): Promise<void> {
  // A folder that is new must be on disk too before what is in it counts.
  const changed = await makeFolders(folder);
  const aside = join(folder, `${name}.${randomUUID()}`);
  await writeSynced(aside, Buffer.from(text));
  await rename(aside, join(folder, name));
  await syncFolders([folder, ...changed]);
}

async function readTile(folder: string, place: TilePlace): Promise<Uint8Array | undefined> {
  const exact = await readIfThere(join(folder, tilePath(place)));
  if (exact !== undefined || place.width === TILE_WIDTH) return exact;
  const wide = await readIfThere(join(folder, tilePath({ ...place, width: TILE_WIDTH })));
  if (wide === undefined) return undefined;
  if (place.level !== 'entries') return wide.subarray(0, place.width * HASH_BYTES);
  const entries = decodeEntries(wide, TILE_WIDTH);
  return entries === undefined ? undefined : encodeEntries(entries.slice(0, place.width));
}

async function moveAll(from: string, folder: string): Promise<void> {
  const moves = (await namesIn(from)).map(name => [join(from, name), join(folder, unflat(name))] as const);
  const folders = new Set(moves.map(([, to]) => dirname(to)));
  for (const path of [...folders]) for (const changed of await makeFolders(path)) folders.add(changed);
  await Promise.all(moves.map(([name, to]) => rename(name, to)));
  await syncFolders([...folders]);
}

/** Makes a folder and those above it; answers those whose entries have changed by it. */
async function makeFolders(path: string): Promise<readonly string[]> {
  const first = await mkdir(path, { recursive: true, mode: 0o755 });
  if (first === undefined) return [];
  const changed = [dirname(first)];
  for (let made = path; made.length >= first.length; made = dirname(made)) changed.push(made);
  return changed;
}

function flat(path: string): string {
  return path.replaceAll('/', '!');
}

function unflat(name: string): string {
  return name.replaceAll('!', '/');
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(error => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o644);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A folder's entries are on disk only when the folder is. Windows has no such thing and needs none. */
async function syncFolders(paths: readonly string[]): Promise<void> {
  if (process.platform === 'win32') return;
  await Promise.all(paths.map(syncFolder));
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
