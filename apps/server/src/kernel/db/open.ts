import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { OperatorError } from '../operator-error.ts';
import { type Database, openDatabase } from './database.ts';
import { runningEmbedded, startEmbedded } from './embedded.ts';

/** Where the rows are, and who must be told when that ends. */
export interface StoreOptions {
  /** Folder of the embedded database. */
  readonly data: string;
  /** Address of an external one, used instead. */
  readonly databaseUrl: string | undefined;
  readonly log: Log;
  readonly poolSize?: number;
  /** Use the embedded server that another process runs, if one does (one-shot commands). */
  readonly join?: boolean;
  /** How long to wait for an external database, in ms. */
  readonly patience?: number;
  readonly onLost?: (error: Error) => void;
}

/** An open database, embedded or external. */
export interface Store {
  readonly database: Database;
  readonly url: string;
  readonly kind: 'embedded' | 'joined' | 'external';
  readonly close: () => Promise<void>;
}

const LEAST_VERSION = 150_000;

/**
 * Opens the database: the external one where an address is given (waiting while it comes up), else the
 * embedded one. Throws OperatorError when it cannot be reached or used.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  let closing = false;
  const lost = (error: Error) => {
    // While we close, idle connections may still be there to be ended by the server.
    if (!closing) options.log.warn({ err: error }, 'a database connection broke');
  };
  const size = options.poolSize ?? 20;
  if (options.databaseUrl !== undefined) {
    const database = openDatabase(options.databaseUrl, size, lost);
    try {
      await untilReachable(database, options);
      await assertUsable(database);
    } catch (error) {
      await database.close();
      throw error;
    }
    return { database, url: options.databaseUrl, kind: 'external', close: database.close };
  }
  const running = options.join === true ? runningEmbedded(options.data) : undefined;
  if (running !== undefined) {
    const database = openDatabase(running, size, lost);
    return { database, url: running, kind: 'joined', close: database.close };
  }
  const server = await startEmbedded(
    options.data,
    options.onLost === undefined ? {} : { onLost: options.onLost },
  );
  const database = openDatabase(server.url, size, lost);
  const close = async () => {
    closing = true;
    await database.close();
    await server.stop();
  };
  return { database, url: server.url, kind: 'embedded', close };
}

async function untilReachable(database: Database, options: StoreOptions): Promise<void> {
  const deadline = performance.now() + (options.patience ?? 60_000);
  for (let pause = 250; ; pause = Math.min(pause * 2, 5_000)) {
    try {
      await database.pool.query('select 1');
      return;
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      // 28…: wrong user or password, 3D000: no such database. Waiting does not help.
      if (/^28|^3D/.test(code) || performance.now() > deadline) throw unreachable(error);
      options.log.warn({ code }, 'the database does not answer yet');
      await sleep(pause);
    }
  }
}

async function assertUsable(database: Database): Promise<void> {
  const found = await database.pool.query<{ version: string; encoding: string }>(
    `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`,
  );
  const { version, encoding } = found.rows[0]!;
  if (Number(version) < LEAST_VERSION) {
    throw new OperatorError(
      'databaseTooOld',
      `DATABASE_URL 指向的 PostgreSQL 太旧（${version}），需要 15 或更新的版本。`,
      `The PostgreSQL at DATABASE_URL is too old (${version}); 15 or newer is needed.`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new OperatorError(
      'databaseNotUtf8',
      `DATABASE_URL 指向的数据库编码是 ${encoding}，需要 UTF8：create database pinxin encoding 'UTF8' template template0。`,
      `The database at DATABASE_URL is encoded in ${encoding}; it must be UTF8: create database pinxin encoding 'UTF8' template template0.`,
    );
  }
}

function unreachable(cause: unknown): OperatorError {
  const reason = (cause as Error).message || (cause as { code?: string }).code || '';
  return new OperatorError(
    'databaseUnreachable',
    `连不上 DATABASE_URL 指向的数据库：${reason}。请检查地址、口令和网络。`,
    `The database at DATABASE_URL cannot be reached: ${reason}. Check address, password and network.`,
    cause,
  );
}
