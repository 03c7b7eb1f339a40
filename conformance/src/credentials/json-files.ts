import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '@pinxin/credentials/encoding/json';

/** Every JSON file at or below a folder, by its path there. */
export async function jsonFiles(
  folder: string,
): Promise<readonly (readonly [name: string, value: JsonObject])[]> {
  const names = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.json')).sort();
  return await Promise.all(names.map(async name => [name, await readJsonFile(join(folder, name))] as const));
}

/** One file as JSON. */
export async function readJsonFile(path: string): Promise<JsonObject> {
  return JSON.parse(await readFile(path, 'utf8')) as JsonObject;
}
