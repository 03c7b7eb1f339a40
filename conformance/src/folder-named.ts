import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** The first folder of this name at or below `root`, in alphabetical order; links are not followed. */
export async function findFolderNamed(root: string, name: string): Promise<string | undefined> {
  if (basename(root) === name) return root;
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter(entry => entry.isDirectory() && entry.name !== 'node_modules');
  for (const folder of folders.map(entry => entry.name).toSorted()) {
    const found = await findFolderNamed(join(root, folder), name);
    if (found !== undefined) return found;
  }
  return undefined;
}
