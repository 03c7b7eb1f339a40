import type { Clock } from './clock.ts';
import type { Database } from './db/database.ts';
import type { NewId } from './ids.ts';
import type { KeyKeeper } from './key-keeper.ts';
import type { Log } from './log.ts';
import type { Secrets } from './secrets.ts';

/** What every command is given instead of reaching for the world. */
export interface Context {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly database: Database;
  readonly log: Log;
  /** Seals what must not stand in the database in clear. */
  readonly secrets: Secrets;
  /** Where this instance is reached, without a slash at the end: addresses of what it signs begin with it. */
  readonly publicUrl: string;
  /** Form of the status in what is signed; W3C's when absent. */
  readonly statusProfile?: 'w3c' | 'untp-strict';
  /** How long an open-ended search in the database may take, in ms; `MOST_SEARCHED` when absent. */
  readonly mostSearched?: number;
  /** Private keys that are kept elsewhere, by the name of their keeper; none when absent. */
  readonly keepers?: Readonly<Record<string, KeyKeeper>>;
}
