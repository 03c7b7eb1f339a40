import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import { createApp } from '../http/app.ts';
import type { CallerOf, PersonOf } from '../http/authenticate.ts';
import type { Readiness } from '../http/health.ts';
import type { ProblemPage } from '../http/problem.ts';
import { journaledScan } from '../http/scan-uploads.ts';
import { journaledUse } from '../http/tell-use.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import type { Context } from '../kernel/context.ts';
import { isMigrated, migrate, readMigrations } from '../kernel/db/migrate.ts';
import { openStore, type Store } from '../kernel/db/open.ts';
import { type Jobs, migrateJobs, startJobs, type TaskHandler } from '../kernel/jobs.ts';
import { jsonLog, type Log } from '../kernel/log.ts';
import { clamd } from '../kernel/malware/clamd.ts';
import { OperatorError, systemCode } from '../kernel/operator-error.ts';
import { keepAdministratorLink } from './administrator-link.ts';
import type { DemoClock } from './demo-clock.ts';
import { passwordKeys } from './lost-keys.ts';
import { keepOperatorKey } from './operator-key.ts';
import { processContext } from './process-context.ts';

/** What slices are given when they register. */
export interface Parts {
  readonly ctx: Context;
  readonly config: Config;
  /** Address of the database, for worker threads with a connection of their own. */
  readonly databaseUrl: string;
}

/** What `main.ts` plugs together: the server itself knows no slice. */
export interface Wiring {
  readonly callerOf: (parts: Parts) => CallerOf;
  readonly personOf?: (parts: Parts) => PersonOf;
  readonly problemPage?: ProblemPage;
  /** Adds all routes. Slices with a lifetime use the app's `onReady` and `onClose` hooks. */
  readonly register: (app: FastifyInstance, parts: Parts) => void | Promise<void>;
  readonly tasks: (parts: Parts) => Readonly<Record<string, TaskHandler>>;
  /** Gives a new instance its operator; the secret of the operator's key, undefined when it is not new. */
  readonly openInstance: (parts: Parts) => Promise<string | undefined>;
  /** The secret of a one-time link for an administrator; undefined when there is one, or a link waits. */
  readonly offerAdministrator?: OfferAdministrator;
  /** Counts everything that goals count anew; how many statements there were. */
  readonly recount?: (ctx: Context) => Promise<number>;
}

/** Offers a link to the `first` administrator, or to another one `anyway`, from the operator's machine. */
export type OfferAdministrator = (ctx: Context, wish: 'first' | 'anyway') => Promise<string | undefined>;

/** A serving instance. */
export interface Instance {
  /** Where it listens, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Whether this start made the instance: nobody had a key before. */
  readonly fresh: boolean;
  /** Replaces the link for the first administrator that this start offered, if it did, by one that holds from now. */
  readonly renewAdministratorLink: () => Promise<void>;
  /** Finishes what was begun, then lets go of everything. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/**
 * Opens the database, brings it up to date, builds the app and listens. Throws OperatorError with a reason. `clock` is
 * the machine's, except where a test must live through weeks, or a new demo has some behind it: in an instance that was
 * there before, a demo's clock is at the present at once.
 */
export async function serve(
  config: Config,
  wiring: Wiring,
  onLost: (error: Error) => void = () => {},
  clock: Clock | DemoClock = systemClock,
): Promise<Instance> {
  const log = jsonLog(config.logLevel, clock.now, line => process.stdout.write(line));
  const store = await openStore({ data: config.data, databaseUrl: config.databaseUrl, log, onLost });
  try {
    return await serveStore(config, wiring, { store, log, clock });
  } catch (error) {
    await store.close();
    throw error;
  }
}

interface Opened {
  readonly store: Store;
  readonly log: Log;
  readonly clock: Clock | DemoClock;
}

async function serveStore(config: Config, wiring: Wiring, { store, log, clock }: Opened): Promise<Instance> {
  const { pool } = store.database;
  const outcome = await migrate(pool, clock.now);
  for (const { version, name } of outcome.applied) log.info({ version, name }, 'migrated');
  await migrateJobs(pool);
  const parts: Parts = { ctx: processContext(config, store, log, clock), config, databaseUrl: store.url };
  await tellLostKeys(parts.ctx);
  const secret = await wiring.openInstance(parts);
  if (secret === undefined && 'moveTo' in clock) clock.moveTo(0);
  if (secret !== undefined)
    log.info({ file: keepOperatorKey(config, secret) }, 'new instance: operator key written');
  const offer = async (wish: 'first' | 'anyway'): Promise<boolean> => {
    const token = await wiring.offerAdministrator?.(parts.ctx, wish);
    if (token === undefined) return false;
    log.info({ file: keepAdministratorLink(config, token) }, 'link for the first administrator written');
    return true;
  };
  const isOffered = await offer('first');
  const { fastify } = createApp({
    callerOf: wiring.callerOf(parts),
    ...(wiring.personOf === undefined ? {} : { personOf: wiring.personOf(parts) }),
    readiness: () => readiness(store),
    now: clock.now,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    logLevel: config.logLevel,
    tellUse: journaledUse(parts.ctx),
    ...(config.clamd === undefined ? {} : { uploadScan: journaledScan(parts.ctx, clamd(config.clamd)) }),
    ...(wiring.problemPage === undefined ? {} : { problemPage: wiring.problemPage }),
  });
  let jobs: Jobs | undefined;
  // Jobs end before the slices they work for are closed.
  fastify.addHook('preClose', async () => jobs?.stop());
  try {
    await wiring.register(fastify, parts);
    await fastify.ready();
    jobs = await startJobs(pool, wiring.tasks(parts), { log });
    const url = await listen(fastify, config);
    log.info({ event: 'ready', url, database: store.kind }, 'ready');
    let stopping: Promise<void> | undefined;
    return {
      ...{ url, fresh: secret !== undefined, stop: () => (stopping ??= stop(fastify, store, log)) },
      renewAdministratorLink: async () => void (isOffered && (await offer('anyway'))),
    };
  } catch (error) {
    await fastify.close();
    throw error;
  }
}

/** A lost key would look like wrong passwords: it is said before anybody tries. */
async function tellLostKeys({ database, secrets, log }: Context): Promise<void> {
  const { lost, missing } = await passwordKeys(database.pool, secrets);
  if (lost > 0) log.error({ passwords: lost, missing }, 'passwords cannot be checked: their key is not here');
}

async function stop(fastify: FastifyInstance, store: Store, log: Log): Promise<void> {
  log.info({ event: 'stopping' }, 'stopping');
  try {
    await fastify.close();
  } finally {
    await store.close();
  }
  log.info({ event: 'stopped' }, 'stopped');
}

async function readiness(store: Store): Promise<Readiness> {
  try {
    return { database: true, migrated: await isMigrated(store.database.pool, readMigrations()) };
  } catch {
    return { database: false, migrated: false };
  }
}

async function listen(fastify: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    return await fastify.listen({ host, port });
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EADDRINUSE') {
      throw new OperatorError(
        'portTaken',
        `端口 ${port} 已被别的程序占用。请停止那个程序，或用 PINXIN_PORT 换一个端口。`,
        `Port ${port} is taken by another program. Stop that program, or choose another port with PINXIN_PORT.`,
        error,
      );
    }
    if (code === undefined) throw error;
    throw new OperatorError(
      'cannotListen',
      `不能在 ${host}:${port} 上监听（${code}）。请检查 PINXIN_HOST 和 PINXIN_PORT；小于 1024 的端口需要特权。`,
      `Cannot listen on ${host}:${port} (${code}). Check PINXIN_HOST and PINXIN_PORT; ports below 1024 need privileges.`,
      error,
    );
  }
}
