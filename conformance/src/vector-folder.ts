import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * The first folder of this name at or below `root` that holds the file, in alphabetical order; links are not followed.
 */
export async function findVectorFolder(
  root: string,
  name: string,
  file: string,
): Promise<string | undefined> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  if (basename(root) === name && entries.some(entry => entry.isFile() && entry.name === file)) return root;
  const folders = entries.filter(entry => entry.isDirectory() && entry.name !== 'node_modules');
  for (const folder of folders.sort((first, second) => (first.name < second.name ? -1 : 1))) {
    const found = await findVectorFolder(join(root, folder.name), name, file);
    if (found !== undefined) return found;
  }
  return undefined;
}
