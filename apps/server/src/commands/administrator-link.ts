import type { Config } from '../config.ts';
import { assertMigrated } from '../kernel/db/migrate.ts';
import { silentLog } from '../kernel/log.ts';
import { type Outcome, withStore } from './one-shot.ts';
import { keepSecretFile } from './operator-key.ts';
import { processContext } from './process-context.ts';
import type { OfferAdministrator } from './serve.ts';

/** Where a one-time link leads to; the site's address stands before it. */
function pathOf(token: string): string {
  return `/sign-in/invitation/${token}`;
}

/** Keeps the link where only whoever runs the instance can read it (never in a log); returns the file's path. */
export function keepAdministratorLink(config: Config, token: string): string {
  return keepSecretFile(config, 'administrator-link', pathOf(token));
}

/** `administrator`: a one-time link for one more administrator, for when all of them are lost. */
export async function administratorCommand(
  config: Config,
  offer: OfferAdministrator | undefined,
): Promise<Outcome> {
  return withStore(config, true, async store => {
    await assertMigrated(store.database.pool);
    const token = await offer?.(processContext(config, store, silentLog), 'anyway');
    if (token === undefined) throw new Error('no accounts are wired in');
    const file = keepAdministratorLink(config, token);
    const site = config.publicUrl ?? `http://${config.host}:${config.port}`;
    const link = `${site}${pathOf(token)}`;
    return {
      ok: true,
      zh: `管理员链接（两天内有效，只能用一次）：${link}`,
      en: `Link for an administrator (good for two days, once): ${link}`,
      facts: { link, file },
    };
  });
}
