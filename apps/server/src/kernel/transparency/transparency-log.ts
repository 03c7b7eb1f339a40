import { setTimeout as sleep } from 'node:timers/promises';
import { formatKeys } from '@pinxin/translog/chain';
import { signCheckpoint } from '@pinxin/translog/checkpoint';
import { EMPTY_ROOT } from '@pinxin/translog/merkle';
import type { Policy } from '@pinxin/translog/policy';
import type pg from 'pg';
import type { Context } from '../context.ts';
import type { LogFiles } from './log-files.ts';
import { type LogKey, makeLogKey, makeNextKey, openLogKey, verifierKeys } from './log-key.ts';
import {
  countWaiting,
  type Halt,
  halt,
  insertState,
  type LogState,
  readLogs,
  readState,
} from './log-store.ts';
import { isPublic, publishTree } from './publish.ts';
import { type Round, type RoundParts, sequenceRound } from './sequence.ts';
import { readTail, reasonToHalt, treeName } from './standing.ts';
import { endOfYear, turnLog } from './turn.ts';
import type { SeenSizes } from './witnesses.ts';

/** One sequencer for all processes on a database (chosen once, never changed). */
export const SEQUENCER_LOCK = 7_046_201_831;

const LOOK_EVERY = 250;
const LOCK_EVERY = 1_000;
const PUBLISH_EVERY = 2_000;
const HALTED_EVERY = 20_000;
const SHOW_EVERY = 10_000;

/** How the log is kept. */
export interface LogOptions {
  /** Files of the first log; those of later years are in folders below. */
  readonly files: LogFiles;
  /** Name of the first log, given once when it is opened: schemeless address, e.g. `brands.example/log/2026`. */
  readonly origin: string;
  /** Whose word is needed before a checkpoint is public; nobody's when absent. */
  readonly policy?: Policy | undefined;
  /** A leaf waits so long at most, in milliseconds. 2,000 when absent. */
  readonly patience?: number;
  /** So many waiting leaves are worth a round. 256 when absent. */
  readonly worthARound?: number;
  /** What else is done by the process that sequences, now and then. */
  readonly chores?: () => Promise<void>;
  readonly reached?: RoundParts['reached'];
}

const CHORES_EVERY = 60_000;

/** The open log, and what signs it. */
interface Standing {
  readonly key: LogKey;
  readonly round: Round;
}

/**
 * Keeps the transparency log: one process at a time, under an advisory lock, gives waiting leaves their indexes,
 * publishes the signed tree, and when the year is over closes the log and opens the next. Start it once in each server
 * process; the others wait for the lock.
 */
export class TransparencyLog {
  readonly #ctx: Context;
  readonly #options: LogOptions;
  readonly #stopping = new AbortController();
  readonly #seen: SeenSizes = new Map();
  /** Closed logs whose last checkpoint may not be public yet: no later log is shown before them. */
  #unshown: readonly LogState[] = [];
  #running: Promise<void> | undefined;

  constructor(ctx: Context, options: LogOptions) {
    this.#ctx = ctx;
    this.#options = options;
  }

  get files(): LogFiles {
    return this.#options.files;
  }

  get policy(): Policy | undefined {
    return this.#options.policy;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends after the round at hand. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Opens the log where it is not open, works off all that waits and publishes: one-shot commands and tests. */
  async sequenceNow(): Promise<LogState> {
    const client = await this.#ctx.database.pool.connect();
    try {
      await client.query('select pg_advisory_lock($1)', [SEQUENCER_LOCK]);
      const done = await this.#workOff(client, await this.#take(client));
      await client.query('select pg_advisory_unlock($1)', [SEQUENCER_LOCK]);
      client.release();
      return done.round.state;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const halted = await this.#lead().catch(error => {
        if (error instanceof LogHalted) this.#ctx.log.error({ reason: error.reason }, error.message);
        else this.#ctx.log.warn({ err: error }, 'the sequencer begins again');
        return error instanceof LogHalted;
      });
      await this.#pause(halted === true ? HALTED_EVERY : LOCK_EVERY);
    }
  }

  /** Sequences as long as the lock is ours; throws when the connection that holds it breaks. */
  async #lead(): Promise<void> {
    const client = await this.#ctx.database.pool.connect();
    try {
      const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
        SEQUENCER_LOCK,
      ]);
      if (rows[0]?.mine !== true) return;
      let standing = await this.#take(client);
      let [waitedSince, choresAt, shownAt] = [0, 0, performance.now()];
      while (!this.#stopping.signal.aborted) {
        const { patience = 2_000, worthARound = 256, chores } = this.#options;
        const waiting = await countWaiting(client, worthARound);
        waitedSince = waiting === 0 ? 0 : waitedSince || performance.now();
        const isLate = waiting > 0 && performance.now() - waitedSince >= patience;
        if (waiting >= worthARound || isLate || this.#isOver(standing)) {
          standing = await this.#workOff(client, standing);
          waitedSince = 0;
        }
        // Witnesses who were away, or did not know the log, may be asked again.
        if (performance.now() - shownAt >= SHOW_EVERY) {
          await this.#show(client, standing.round.state);
          shownAt = performance.now();
        }
        if (chores !== undefined && performance.now() >= choresAt) {
          await chores();
          choresAt = performance.now() + CHORES_EVERY;
        }
        await this.#pause(LOOK_EVERY);
      }
    } finally {
      // The lock goes with the connection.
      client.release(true);
    }
  }

  #isOver({ round }: Standing): boolean {
    return endOfYear(round.state, this.#ctx.clock.now()) !== undefined;
  }

  async #workOff(client: pg.PoolClient, from: Standing): Promise<Standing> {
    let standing = from;
    let published = performance.now();
    for (;;) {
      const next = await this.#step(client, standing);
      if (next === undefined) break;
      standing = next;
      if (this.#stopping.signal.aborted) break;
      // Where more arrives than a round takes, the public still sees it grow.
      if (performance.now() - published < PUBLISH_EVERY) continue;
      await this.#show(client, standing.round.state);
      published = performance.now();
    }
    await this.#show(client, standing.round.state);
    return standing;
  }

  /** One round, or the turn to the next log when the year is over and nothing of it waits; undefined: nothing to do. */
  async #step(client: pg.PoolClient, { key, round }: Standing): Promise<Standing | undefined> {
    const { files, reached } = this.#options;
    const now = this.#ctx.clock.now();
    const before = endOfYear(round.state, now);
    const parts = { key, now, ...(reached === undefined ? {} : { reached }) };
    const next = await sequenceRound(round, { ...parts, client, before, files: files.of(round.state) });
    if (next !== undefined) return { key, round: next };
    if (before === undefined) return undefined;
    const turned = await turnLog(round, { ...parts, files, ctx: this.#ctx });
    this.#unshown = [...this.#unshown, turned.closed];
    return turned;
  }

  /** The signed tree as it must be gone on with. Throws LogHalted when it must not. */
  async #take(client: pg.PoolClient): Promise<Standing> {
    const { files } = this.#options;
    const state = (await readState(client)) ?? (await this.#open(client));
    if (state.halted !== null) throw new LogHalted(state.halted);
    const key = await openLogKey(this.#ctx, client, state.origin);
    await makeNextKey(this.#ctx, client, state.origin);
    const logs = await readLogs(client);
    const keys = await verifierKeys(client);
    for (const [at, log] of logs.entries()) {
      const own = files.of(log);
      await own.settle(treeName(log));
      const isShown = log.closedAt !== null && (await isPublic(own, log));
      const reason = isShown ? undefined : await reasonToHalt(own, log, keys[at]!);
      // A turn that a crash cut short: what was signed has never been shown.
      const isNew = reason === 'tilesDamaged' && (await own.published()) === undefined && log.base > 0;
      if (reason !== undefined && !isNew) await this.#halt(client, reason);
    }
    const tail = await readTail(files.of(state), state);
    if (tail === undefined) await this.#halt(client, 'tilesDamaged');
    this.#unshown = logs.filter(({ closedAt }) => closedAt !== null);
    await this.#show(client, state);
    return { key, round: { state, tail: tail!, logs } };
  }

  /** A log without leaves: its key and its first checkpoint. */
  async #open(client: pg.PoolClient): Promise<LogState> {
    const { origin } = this.#options;
    if ((await readLogs(client)).length > 0) throw new Error('all logs are closed and none is open');
    await makeLogKey(this.#ctx, client, origin);
    const key = await openLogKey(this.#ctx, client, origin);
    const checkpoint = signCheckpoint(origin, 0, EMPTY_ROOT, key.private);
    const at = this.#ctx.clock.now();
    const root = Buffer.from(EMPTY_ROOT);
    const signed = { origin, base: 0, size: 0, root, checkpoint, at, halted: null, closedAt: null };
    await insertState(client, signed);
    return (await readState(client))!;
  }

  /** Makes closed logs and then the open one public, and the list of their keys. */
  async #show(client: pg.PoolClient, state: LogState): Promise<void> {
    const { files } = this.#options;
    while (this.#unshown.length > 0) {
      if (!(await this.#publish(client, this.#unshown[0]!))) return;
      this.#unshown = this.#unshown.slice(1);
    }
    if (await this.#publish(client, state)) await files.publishKeys(formatKeys(await verifierKeys(client)));
  }

  /** Whether the signed tree is public now. Throws LogHalted when witnesses have seen another history. */
  async #publish(client: pg.PoolClient, state: LogState): Promise<boolean> {
    const { files, policy } = this.#options;
    const parts = { policy, seen: this.#seen, log: this.#ctx.log };
    const published = await publishTree(files.of(state), state, parts);
    if (published === 'contradicted') await this.#halt(client, 'behindPublished');
    return published === 'public';
  }

  async #halt(client: pg.PoolClient, reason: Halt): Promise<never> {
    await halt(client, reason);
    throw new LogHalted(reason);
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }
}

/** Nothing is signed until a person has reconciled the log with what the public was shown. */
export class LogHalted extends Error {
  override readonly name = 'LogHalted';
  readonly reason: Halt;
  constructor(reason: Halt) {
    super('the transparency log signs nothing until it is reconciled: pinxin log reconcile');
    this.reason = reason;
  }
}
