import { createHash } from 'node:crypto';
import pg from 'pg';
import { freeSharedMemory } from './free-shared-memory.ts';
import { catchUp, headOf } from './graph-feed-sql.ts';
import { loadLineage } from './graph-load-sql.ts';
import type { GraphStatus, SharedEdition, WorkerSettings } from './graph-messages.ts';
import { readSnapshot, removeUnfinished, writeSnapshot } from './graph-snapshot.ts';
import { isSettled, type LineageState } from './lineage-state.ts';
import { shareState } from './shared-state.ts';
import { Turns } from './turns.ts';

/** Share of the base that waits in chains before both are melted together, and how much is never too much. */
const COMPACT_SHARE = 0.2;
const COMPACT_LEAST = 50_000;
/** The same of bytes, before the thread lets go of what it no longer uses. */
const FREED_SHARE = 0.1;
const FREED_LEAST = 8 * 1024 * 1024;

/**
 * Holds the graph and keeps it up with the journal. Work is done one after another, so that nobody ever sees a
 * graph in the middle of a change. The graph lies in shared memory, where the server's own thread looks at it as well:
 * each time it was changed, its new edition is told.
 */
export class GraphKeeper {
  readonly #settings: WorkerSettings;
  readonly #warn: (sentence: string, error: unknown) => void;
  readonly #tell: (edition: SharedEdition) => void;
  readonly #turns = new Turns();
  #edition = 0;
  #client: pg.Client | undefined;
  #state: LineageState | undefined;
  #from: GraphStatus['from'] = 'tables';
  /** Watermark of the file. */
  #saved = 0;
  #savedAt = Date.now();
  /** Bytes of the graph when the thread last let go of what it no longer used. */
  #freedAt = 0;
  #line: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #isCut = false;
  isClosing = false;

  constructor(
    settings: WorkerSettings,
    warn: (sentence: string, error: unknown) => void,
    tell: (edition: SharedEdition) => void,
  ) {
    this.#settings = settings;
    this.#warn = warn;
    this.#tell = tell;
  }

  /** Loads from the snapshot or the tables; what is asked meanwhile waits. */
  open(): Promise<GraphStatus> {
    return this.#next(async () => {
      const client = await this.#connected();
      removeUnfinished(this.#settings.snapshotFile);
      const found = await this.#fromSnapshot(client);
      this.#state = found ?? (await loadLineage(client));
      this.#from = found === undefined ? 'tables' : 'snapshot';
      this.#saved = found === undefined ? 0 : found.graph.watermark;
      await catchUp(client, this.#state, work => work());
      this.#changed(this.#state);
      this.#rest();
      return this.status();
    });
  }

  status(): GraphStatus {
    return { from: this.#from, watermark: this.#state?.graph.watermark ?? 0 };
  }

  /** Does `work` when the graph has all that the journal told before this call, or up to the entry `reached` if given. */
  whenCaughtUp<T>(work: (state: LineageState) => T | Promise<T>, reached = Infinity): Promise<T> {
    return this.#next(async () => {
      const state = this.#state;
      if (state === undefined) throw new Error('the lineage graph is not loaded');
      if (state.graph.watermark < reached || !isSettled(state)) await this.#catchUp(state);
      return work(state);
    });
  }

  /** Writes the snapshot if the graph is ahead of it. Called within a turn. */
  async save(): Promise<void> {
    const state = this.#state;
    if (state === undefined || state.graph.watermark === this.#saved || !isSettled(state)) return;
    const digest = await journalDigest(await this.#connected(), state.graph.watermark);
    this.#savedAt = Date.now();
    if (digest === undefined) return;
    // Compacted on the way. What is looked at meanwhile is the former base, which stays as it was.
    writeSnapshot(this.#settings.snapshotFile, state, digest);
    this.#changed(state);
    this.#saved = state.graph.watermark;
  }

  /** Saves and lets go. While still loading there is nothing to save: the connection is cut. */
  async close(): Promise<void> {
    this.isClosing = true;
    clearTimeout(this.#timer);
    if (this.#state !== undefined) {
      await this.#next(() => this.save()).catch(error =>
        this.#warn('the lineage snapshot was not saved', error),
      );
    }
    this.#isCut = true;
    await this.#client?.end().catch(() => {});
  }

  async #fromSnapshot(client: pg.Client): Promise<LineageState | undefined> {
    const found = readSnapshot(this.#settings.snapshotFile);
    if (found === undefined) return undefined;
    const { watermark } = found.graph;
    const isOurs =
      watermark <= (await headOf(client)) && (await journalDigest(client, watermark)) === found.journalDigest;
    return isOurs ? found : undefined;
  }

  async #catchUp(state: LineageState): Promise<void> {
    await catchUp(await this.#connected(), state, async work => {
      this.#turns.beginChange();
      try {
        await work();
      } catch (error) {
        // Not the database's fault: the graph may be half changed. The thread ends with it and a new one loads anew.
        if (error instanceof RangeError || error instanceof TypeError) setImmediate(() => fail(error));
        else this.#endChange(state);
        throw error;
      }
      this.#endChange(state);
    });
  }

  #compact(state: LineageState): void {
    state.graph.compact();
    this.#changed(state);
    // A former base is as large as the graph, whatever the graph's own size says.
    this.#freedAt = 0;
  }

  /** The graph was replaced by one that says the same. */
  #changed(state: LineageState): void {
    this.#turns.beginChange();
    this.#endChange(state);
  }

  #endChange(state: LineageState): void {
    const shared = shareState(state);
    this.#edition += 1;
    if (shared !== undefined)
      this.#tell({ turns: this.#turns.memory, edition: this.#edition, state: shared });
    this.#turns.endChange(this.#edition);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    if (this.isClosing) return;
    this.#timer = setTimeout(() => void this.#pause(), this.#settings.pollInterval);
  }

  /** What is done when nobody asks. */
  async #pause(): Promise<void> {
    await this.#next(async () => {
      if (this.#state === undefined) return;
      await this.#catchUp(this.#state);
      if (isHeavy(this.#state)) this.#compact(this.#state);
      if (Date.now() - this.#savedAt >= this.#settings.saveInterval) await this.save();
      this.#free(this.#state);
    }).catch(error => this.#warn('the lineage graph could not follow the journal', error));
    this.#rest();
  }

  /** Former bases, and arrays that were outgrown: each time the graph has changed its size by a part. */
  #free({ graph }: LineageState): void {
    const { bytes } = graph.bytesPerEdge();
    if (Math.abs(bytes - this.#freedAt) < Math.max(FREED_LEAST, this.#freedAt * FREED_SHARE)) return;
    this.#freedAt = bytes;
    freeSharedMemory();
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#line.then(work);
    this.#line = turn.catch(() => {});
    return turn;
  }

  async #connected(): Promise<pg.Client> {
    if (this.#isCut) throw new Error('the lineage is closed');
    if (this.#client !== undefined) return this.#client;
    const client = new pg.Client({
      connectionString: this.#settings.databaseUrl,
      application_name: 'pinxin-lineage',
    });
    client.on('error', () => this.#lose(client));
    client.on('end', () => this.#lose(client));
    this.#client = client;
    try {
      await client.connect();
    } catch (error) {
      this.#lose(client);
      throw error;
    }
    return client;
  }

  #lose(client: pg.Client): void {
    if (this.#client === client) this.#client = undefined;
  }
}

function fail(error: Error): never {
  throw error;
}

function isHeavy({ graph }: LineageState): boolean {
  const { uses, madeBy, memberEvents, containment } = graph.relations;
  const base = uses.baseCount + madeBy.baseCount + memberEvents.baseCount + containment.base.stays.length / 2;
  return graph.deltaRows > Math.max(COMPACT_LEAST, base * COMPACT_SHARE);
}

/** Says which journal this is: entry by entry the same up to here, or another. */
async function journalDigest(client: pg.Client, seq: number): Promise<string | undefined> {
  const { rows } = await client.query<{ told: string }>(
    `select string_agg(concat_ws(' ', seq, extract(epoch from at), actor, kind, facts), ' ' order by seq) as told
     from journal where seq in (1, $1)`,
    [seq],
  );
  const told = rows[0]?.told;
  return seq === 0 || told === null || told === undefined
    ? undefined
    : createHash('sha256').update(told).digest('hex');
}
