import { Worker } from 'node:worker_threads';
import type { Log } from '../../../kernel/log.ts';
import type {
  FromWorker,
  GraphStatus,
  SharedEdition,
  ToWorker,
  WorkerCalls,
  WorkerSettings,
} from './graph-messages.ts';
import type { LineageState } from './lineage-state.ts';
import { bytesOf, type SharedState, stateOver } from './shared-state.ts';
import { Turns } from './turns.ts';

/** How long a thread may take to save before it is cut off, and how long to wait before a new one, ms. */
const CLOSE_PATIENCE = 60_000;
const RESTART_PAUSE = 3_000;
/**
 * Room for what the thread makes for a moment: rows on their way into the graph, which itself lies beside. Without a limit
 * the engine gives it 128 MB that are never full.
 */
const NURSERY_MEGABYTES = 32;

interface Waiting {
  readonly message: ToWorker;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The last edition of the graph that was told of. */
interface View {
  readonly turns: Turns;
  readonly edition: number;
  readonly state: LineageState;
  readonly memory: SharedState;
}

/** The server's side of the thread that owns the graph. Starts it, asks it, and starts it again when it fails. */
export class GraphClient {
  readonly #settings: WorkerSettings;
  readonly #log: Log;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #restart: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;
  #lastId = 0;
  #view: View | undefined;
  /** Undefined until the graph is loaded. */
  status: GraphStatus | undefined;

  constructor(settings: WorkerSettings, log: Log) {
    this.#settings = settings;
    this.#log = log;
    this.#start();
  }

  /** Whether answers come at once; otherwise they wait for the graph to be loaded. */
  get isReady(): boolean {
    return this.status !== undefined;
  }

  /** Bytes that the graph takes, as far as it was told last. */
  get bytes(): number {
    return this.#view === undefined ? 0 : bytesOf(this.#view.memory);
  }

  /**
   * Does `work` with the graph itself, in this thread: for what takes no time. Undefined when the graph is not there, or
   * is just being changed; the thread that keeps it can then be asked.
   */
  look<T>(work: (state: LineageState) => T): T | undefined {
    const view = this.#view;
    try {
      return view?.turns.look(view.edition, () => work(view.state));
    } catch (error) {
      // The walk's scratch memory may be left as it was in the middle: the next edition begins with a clean one.
      this.#view = undefined;
      this.#log.error({ err: error }, 'a look at the lineage graph failed');
      return undefined;
    }
  }

  /** Asks the graph as of now or later; as of the entry `reached` or later if given. Rejects when the thread fails. */
  ask<Name extends keyof WorkerCalls>(
    name: Name,
    argument: Parameters<WorkerCalls[Name]>[0],
    reached?: number,
  ): Promise<ReturnType<WorkerCalls[Name]>> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.#closing !== undefined) return reject(new Error('the lineage is closed'));
      const id = ++this.#lastId;
      const message: ToWorker = { kind: 'call', id, name, argument, reached };
      this.#waiting.set(id, { message, resolve, reject });
      this.#worker?.postMessage(message);
    }) as Promise<ReturnType<WorkerCalls[Name]>>;
  }

  /** Saves the snapshot and ends the thread. Safe to call twice. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearTimeout(this.#restart);
    const worker = this.#worker;
    if (worker !== undefined) {
      const ended = new Promise<void>(resolve => worker.once('exit', () => resolve()));
      worker.ref();
      worker.postMessage({ kind: 'close' } satisfies ToWorker);
      const impatient = setTimeout(() => void worker.terminate(), CLOSE_PATIENCE);
      await ended;
      clearTimeout(impatient);
    }
    this.#rejectAll(new Error('the lineage is closed'));
  }

  #start(): void {
    const worker = new Worker(new URL('./graph-worker.ts', import.meta.url), {
      workerData: this.#settings,
      resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MEGABYTES },
    });
    this.#worker = worker;
    // A server that is done with everything else shall not be kept alive by this thread.
    worker.unref();
    worker.on('message', (message: FromWorker) => this.#hear(message));
    worker.on('error', error => this.#log.error({ err: error }, 'the lineage thread failed'));
    worker.on('exit', () => this.#ended());
    for (const { message } of this.#waiting.values()) worker.postMessage(message);
  }

  #hear(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        this.status = message.status;
        this.#log.info({ ...message.status }, 'lineage graph ready');
        return;
      case 'edition':
        this.#view = this.#viewOf(message);
        return;
      case 'warning':
        this.#log.warn({ message: message.message }, message.sentence);
        return;
      case 'answer':
        this.#take(message.id)?.resolve(message.value);
        return;
      case 'failure':
        this.#take(message.id)?.reject(new Error(message.message));
        return;
    }
  }

  #viewOf({ turns, edition, state }: SharedEdition): View {
    const before = this.#view?.state.graph;
    return { turns: new Turns(turns), edition, state: stateOver(state, before), memory: state };
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #ended(): void {
    this.#worker = undefined;
    this.status = undefined;
    this.#view = undefined;
    if (this.#closing !== undefined) return;
    this.#rejectAll(new Error('the lineage thread failed'));
    this.#restart = setTimeout(() => this.#start(), RESTART_PAUSE);
    this.#restart.unref();
  }

  #rejectAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
