import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Context } from '../kernel/context.ts';
import { assertMigrated } from '../kernel/db/migrate.ts';
import { silentLog } from '../kernel/log.ts';
import { type Outcome, withStore } from './one-shot.ts';
import { processContext } from './process-context.ts';

/** Keeps the operator's key where only whoever runs the instance can read it; returns the file's path. */
export function keepOperatorKey(config: Config, secret: string): string {
  return keepSecretFile(config, 'operator-key', secret);
}

/** Writes a file of the data folder that nobody else may read, whole or not at all. */
export function keepSecretFile(config: Config, name: string, secret: string): string {
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const path = join(config.data, name);
  writeFileSync(`${path}.new`, `${secret}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return path;
}

/** `key`: one more key for the operator, for when the first was lost. Keys issued before stay valid. */
export async function keyCommand(config: Config, issue: (ctx: Context) => Promise<string>): Promise<Outcome> {
  return withStore(config, true, async store => {
    await assertMigrated(store.database.pool);
    const path = keepOperatorKey(config, await issue(processContext(config, store, silentLog)));
    return {
      ok: true,
      zh: `新的运营方密钥已写入 ${path}。`,
      en: `A new operator key was written to ${path}.`,
      facts: { file: path },
    };
  });
}
