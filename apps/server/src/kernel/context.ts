import type { Clock } from './clock.ts';
import type { Database } from './db/database.ts';
import type { NewId } from './ids.ts';
import type { Log } from './log.ts';

/** What every command is given instead of reaching for the world. */
export interface Context {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly database: Database;
  readonly log: Log;
}
