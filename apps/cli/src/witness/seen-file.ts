import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { hashFromBase64 } from '@pinxin/translog/base64';
import { NOTHING_SEEN, type Seen } from '@pinxin/translog/witness';

interface KeptSeen {
  readonly size: number;
  readonly root: string;
}

/** What a witness has signed last of each log, on disk before it signs. */
export interface SeenFile {
  readonly of: (origin: string) => Seen;
  readonly keep: (origin: string, seen: KeptSeen) => void;
}

/** Opens the file. Throws when it cannot be read: a witness that forgot could sign two histories. */
export function openSeenFile(path: string): SeenFile {
  const all = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, KeptSeen>) : {};
  return {
    of: origin => {
      const kept = Object.hasOwn(all, origin) ? all[origin] : undefined;
      if (kept === undefined) return NOTHING_SEEN;
      const root = hashFromBase64(kept.root);
      if (root === undefined) throw new Error(`${path} is damaged`);
      return { size: kept.size, root };
    },
    keep: (origin, seen) => {
      all[origin] = seen;
      writeSynced(path, JSON.stringify(all));
    },
  };
}

function writeSynced(path: string, text: string): void {
  const aside = `${path}.new`;
  const file = openSync(aside, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(aside, path);
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
