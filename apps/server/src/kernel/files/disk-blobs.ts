import { hash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BlobDamaged, isDigest, type ListedBlobs } from './blob-store.ts';

/**
 * Opens a folder of files named by their digests (`ab/cdef…`); it is made when something is first put into it. A file appears under its name when it is complete
 * and on disk: written aside, synced, renamed, and the folder synced.
 */
export function diskBlobs(folder: string): ListedBlobs {
  const pathOf = (digest: string): string => {
    if (!isDigest(digest)) throw new TypeError(`not a digest: ${digest}`);
    return join(folder, digest.slice(0, 2), digest.slice(2));
  };
  const get = async (digest: string): Promise<Buffer | undefined> => {
    let bytes: Buffer;
    try {
      bytes = await readFile(pathOf(digest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    if (hash('sha256', bytes) !== digest) throw new BlobDamaged(digest);
    return bytes;
  };
  const put = async (bytes: Buffer): Promise<string> => {
    const digest = hash('sha256', bytes);
    const path = pathOf(digest);
    // What is damaged is written anew: whoever sends it again mends it.
    const known = await get(digest).catch(() => undefined);
    if (known !== undefined) return digest;
    await makeFolder(dirname(path));
    const aside = join(folder, `${randomUUID()}.partial`);
    try {
      await writeSynced(aside, bytes);
      await rename(aside, path);
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
    await syncFolder(dirname(path));
    return digest;
  };
  return { put, get, all: () => digestsIn(folder) };
}

async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first !== undefined) await syncFolder(dirname(first));
}

async function writeSynced(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A folder's entries are on disk only when the folder is. Windows has no such thing and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function* digestsIn(folder: string): AsyncGenerator<string> {
  const parts = await readdir(folder, { withFileTypes: true }).catch(error => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  for (const part of parts.filter(entry => entry.isDirectory()).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    for (const rest of (await readdir(join(folder, part.name))).sort()) {
      if (isDigest(part.name + rest)) yield part.name + rest;
    }
  }
}
