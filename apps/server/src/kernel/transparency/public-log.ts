import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';

/** Reads a file of a log that the public sees; undefined when it is not there. */
export type ReadPublic = (path: string) => Promise<Uint8Array | undefined>;

const PATIENCE = 30_000;

/** A log at an address (of its `/log`, or of the instance), or a copy of it in a folder. */
export function readPublicLog(source: string): ReadPublic {
  if (!/^https?:\/\//.test(source)) return path => readIfThere(join(source, normalize(path)));
  const base = source.replace(/\/+$/, '').replace(/(\/log)\/\d{4}$/, '$1');
  const root = new URL(base).pathname.split('/').includes('log') ? base : `${base}/log`;
  return async path => {
    const answer = await fetch(`${root}/${path}`, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw new Error(`${root}/${path} answered ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
