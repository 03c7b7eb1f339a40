import type { Config } from '../config.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import type { Context } from '../kernel/context.ts';
import type { Store } from '../kernel/db/open.ts';
import { timeOrderedId } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import { openSecrets } from '../kernel/secrets.ts';
import { secretsKeys } from '../kernel/secrets-key.ts';

/** The context of this process: the machine's clock or the one that is given, real ids, a store, a log, its key. */
export function processContext(config: Config, store: Store, log: Log, clock: Clock = systemClock): Context {
  return {
    clock,
    newId: prefix => timeOrderedId(prefix, clock.now()),
    database: store.database,
    log,
    // Without a public address credentials name the machine itself: good for trying out, not for others.
    publicUrl: config.publicUrl ?? `http://localhost:${config.port}`,
    statusProfile: config.statusProfile,
    mostSearched: config.queryTimeLimit,
    secrets: openSecrets(secretsKeys(config.data, config.secretsKeys)),
  };
}
