import type { Config } from '../config.ts';
import { systemClock } from '../kernel/clock.ts';
import type { Context } from '../kernel/context.ts';
import type { Store } from '../kernel/db/open.ts';
import { timeOrderedId } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import { openSecrets } from '../kernel/secrets.ts';
import { secretsKeys } from '../kernel/secrets-key.ts';

/** The context of this process: the machine's clock, real ids, an open store, a log, the key of its secrets. */
export function processContext(config: Config, store: Store, log: Log): Context {
  return {
    clock: systemClock,
    newId: prefix => timeOrderedId(prefix, systemClock.now()),
    database: store.database,
    log,
    // Without a public address credentials name the machine itself: good for trying out, not for others.
    publicUrl: config.publicUrl ?? `http://localhost:${config.port}`,
    secrets: openSecrets(secretsKeys(config.data, config.secretsKeys)),
  };
}
