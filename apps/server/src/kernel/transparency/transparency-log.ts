import { setTimeout as sleep } from 'node:timers/promises';
import { signCheckpoint } from '@pinxin/translog/checkpoint';
import { EMPTY_ROOT } from '@pinxin/translog/merkle';
import type { Policy } from '@pinxin/translog/policy';
import type pg from 'pg';
import type { Context } from '../context.ts';
import type { LogFiles } from './log-files.ts';
import { type LogKey, makeLogKey, openLogKey } from './log-key.ts';
import { countWaiting, type Halt, halt, insertState, type LogState, readState } from './log-store.ts';
import { type Round, type RoundParts, sequenceRound } from './sequence.ts';
import { readTail, reasonToHalt, treeName } from './standing.ts';
import { consistencyProof } from './tree-nodes.ts';
import { askWitnesses, type SeenSizes } from './witnesses.ts';

/** One sequencer for all processes on a database (chosen once, never changed). */
export const SEQUENCER_LOCK = 7_046_201_831;

const LOOK_EVERY = 250;
const LOCK_EVERY = 1_000;
const HALTED_EVERY = 20_000;

/** How the log is kept. */
export interface LogOptions {
  readonly files: LogFiles;
  /** The log's name, given once when it is opened: schemeless address, e.g. `brands.example/log/2026`. */
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

/**
 * Keeps the transparency log: one process at a time, under an advisory lock, gives waiting leaves their indexes and
 * publishes the signed tree. Start it once in each server process; the others wait for the lock.
 */
export class TransparencyLog {
  readonly #ctx: Context;
  readonly #options: LogOptions;
  readonly #stopping = new AbortController();
  readonly #seen: SeenSizes = new Map();
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
      const { key, round } = await this.#take(client);
      const done = await this.#workOff(client, key, round);
      await client.query('select pg_advisory_unlock($1)', [SEQUENCER_LOCK]);
      client.release();
      return done.state;
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
      let { key, round } = await this.#take(client);
      let [waitedSince, choresAt] = [0, 0];
      while (!this.#stopping.signal.aborted) {
        const { patience = 2_000, worthARound = 256, chores } = this.#options;
        const waiting = await countWaiting(client, worthARound);
        waitedSince = waiting === 0 ? 0 : waitedSince || performance.now();
        if (waiting >= worthARound || (waiting > 0 && performance.now() - waitedSince >= patience)) {
          round = await this.#workOff(client, key, round);
          waitedSince = 0;
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

  async #workOff(client: pg.PoolClient, key: LogKey, from: Round): Promise<Round> {
    const { files, reached } = this.#options;
    let round = from;
    for (;;) {
      const now = this.#ctx.clock.now();
      const parts = { client, files, key, now, ...(reached === undefined ? {} : { reached }) };
      const next = await sequenceRound(round, parts);
      if (next === undefined) break;
      round = next;
      if (this.#stopping.signal.aborted) break;
    }
    await this.#publish(client, round.state);
    return round;
  }

  /** The signed tree as it must be gone on with. Throws LogHalted when it must not. */
  async #take(client: pg.PoolClient): Promise<{ key: LogKey; round: Round }> {
    const { files } = this.#options;
    const state = (await readState(client)) ?? (await this.#open(client));
    if (state.halted !== null) throw new LogHalted(state.halted);
    const key = await openLogKey(this.#ctx, client, state.origin);
    await files.settle(treeName(state));
    const tail = await readTail(files, state);
    const reason = tail === undefined ? 'tilesDamaged' : await reasonToHalt(files, state, key);
    if (reason !== undefined) await this.#halt(client, reason);
    await this.#publish(client, state);
    return { key, round: { state, tail: tail! } };
  }

  /** A log without leaves: its key and its first checkpoint. */
  async #open(client: pg.PoolClient): Promise<LogState> {
    const { origin } = this.#options;
    await makeLogKey(this.#ctx, client, origin);
    const key = await openLogKey(this.#ctx, client, origin);
    const checkpoint = signCheckpoint(origin, 0, EMPTY_ROOT, key.private);
    const at = this.#ctx.clock.now();
    const root = Buffer.from(EMPTY_ROOT);
    await insertState(client, { origin, size: 0, root, checkpoint, at, halted: null });
    return (await readState(client))!;
  }

  /** Makes the signed tree public, with the words of witnesses; not before as many as the policy asks for signed. */
  async #publish(client: pg.PoolClient, state: LogState): Promise<void> {
    const { files, policy } = this.#options;
    const published = await files.published();
    if (published?.startsWith(textOf(state.checkpoint))) return;
    if (policy === undefined || policy.witnesses.length === 0) return files.publish(state.checkpoint);
    const proofSince = (size: number) => consistencyProof(files, size, state.size);
    const said = await askWitnesses(policy, state.checkpoint, this.#seen, proofSince, this.#ctx.log);
    if (said.contradicted) this.#ctx.log.error({}, 'a witness has seen another history of the log');
    if (said.signed >= policy.quorum) return files.publish(said.checkpoint);
    // One witness alone could lie; where the others do not outvote it, a person must look.
    if (said.contradicted) await this.#halt(client, 'behindPublished');
    this.#ctx.log.warn(
      { signed: said.signed, needed: policy.quorum },
      'too few witnesses signed: the checkpoint is not published yet',
    );
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

/** What of a checkpoint is signed. */
function textOf(checkpoint: string): string {
  return checkpoint.slice(0, checkpoint.indexOf('\n\n') + 2);
}
