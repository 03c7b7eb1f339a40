import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../words.ts';

/** Where a log's files are read from. */
export interface LogSource {
  /** A file below the log's address; undefined when it is not there. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
}

const ATTEMPTS = 4;
const PATIENCE = 30_000;

/** A log at an address (the instance's own, or that of its `/log`), or a mirror of it in a folder. */
export function openLogSource(address: string): LogSource {
  if (!/^https?:\/\//.test(address)) return folderSource(address);
  // The log of one year is audited with those before it.
  const base = address
    .replace(/\/+$/, '')
    .replace(/\/checkpoint$/, '')
    .replace(/(\/log)\/\d{4}$/, '$1');
  const root = /\/log$/.test(new URL(base).pathname) || base.includes('/log/') ? base : `${base}/log`;
  return { read: path => readAt(`${root}/${path}`) };
}

function folderSource(folder: string): LogSource {
  return {
    read: async path => {
      try {
        return await readFile(join(folder, normalize(path)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}

async function readAt(url: string): Promise<Uint8Array | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status === 404) return undefined;
      if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
      throw new Error(`the answer was ${answer.status}`);
    } catch (error) {
      if (attempt === ATTEMPTS) throw unreachable(url, error);
      await sleep(250 * 2 ** attempt);
    }
  }
}

function unreachable(url: string, cause: unknown): CliError {
  const reason = (cause as Error).message;
  return new CliError('logUnreachable', {
    zh: `读不到 ${url}：${reason}。请检查网址；什么也没有证明。`,
    en: `${url} cannot be read: ${reason}. Check the address; nothing was proved.`,
  });
}
