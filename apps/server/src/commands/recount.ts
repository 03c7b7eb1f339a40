import type { Config } from '../config.ts';
import { assertMigrated } from '../kernel/db/migrate.ts';
import { silentLog } from '../kernel/log.ts';
import { type Outcome, withStore } from './one-shot.ts';
import { processContext } from './process-context.ts';
import type { Wiring } from './serve.ts';

/** `recount`: throws away what goals are counted from and makes it anew from the statements; also while the server runs. */
export async function recountCommand(config: Config, recount: Wiring['recount']): Promise<Outcome> {
  return withStore(config, true, async store => {
    await assertMigrated(store.database.pool);
    if (recount === undefined) throw new Error('nothing that counts is wired in');
    const statements = await recount(processContext(config, store, silentLog));
    return {
      ok: true,
      zh: `已从 ${statements} 份声明重新计数。`,
      en: `Counted anew from ${statements} statements.`,
      facts: { statements },
    };
  });
}
