import { type Clock, systemClock } from '../kernel/clock.ts';
import type { Context } from '../kernel/context.ts';
import type { Store } from '../kernel/db/open.ts';
import { timeOrderedId } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';

/** The context of this process: the machine's clock or the one that is given, real ids, an open store, a log. */
export function processContext(store: Store, log: Log, clock: Clock = systemClock): Context {
  return {
    clock,
    newId: prefix => timeOrderedId(prefix, clock.now()),
    database: store.database,
    log,
  };
}
