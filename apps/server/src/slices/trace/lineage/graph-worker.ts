import { parentPort, workerData } from 'node:worker_threads';
import { causesOf, closureOf, custodyOf } from './graph-answers.ts';
import { GraphKeeper } from './graph-keeper-worker.ts';
import type { FromWorker, GraphStatus, ToWorker, WorkerCalls, WorkerSettings } from './graph-messages.ts';
import type { LineageState } from './lineage-state.ts';

// The thread that owns the graph: large walks and loading never hold up the server.

const port = parentPort;
if (port === null) throw new Error('this runs as a worker thread only');

const tell = (message: FromWorker, buffers: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, buffers);
const keeper = new GraphKeeper(
  workerData as WorkerSettings,
  (sentence, error) =>
    tell({ kind: 'warning', sentence, message: error instanceof Error ? error.message : String(error) }),
  edition => tell({ kind: 'edition', ...edition }),
);

const calls: { readonly [Name in keyof WorkerCalls]: (state: LineageState, argument: never) => unknown } = {
  closure: closureOf,
  custody: custodyOf,
  commonCause: causesOf,
  save: async (): Promise<GraphStatus> => {
    await keeper.save();
    return keeper.status();
  },
};

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'close':
      void keeper.close().finally(() => port.close());
      return;
    case 'call':
      void answer(message);
      return;
  }
});

async function answer({ id, name, argument, reached }: Extract<ToWorker, { kind: 'call' }>): Promise<void> {
  try {
    const value = await keeper.whenCaughtUp(state => calls[name](state, argument as never), reached);
    tell({ kind: 'answer', id, value }, buffersIn(value));
  } catch (error) {
    tell({ kind: 'failure', id, message: error instanceof Error ? error.message : String(error) });
  }
}

/** Arrays of the answer that are nobody else's are handed over instead of copied. */
function buffersIn(value: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const { custody = {} } = (value ?? {}) as { readonly custody?: object };
  for (const part of [...Object.values((value ?? {}) as object), ...Object.values(custody)]) {
    if (!ArrayBuffer.isView(part) || !(part.buffer instanceof ArrayBuffer)) continue;
    if (part.byteLength === part.buffer.byteLength) buffers.add(part.buffer);
  }
  return [...buffers];
}

keeper.open().then(
  status => tell({ kind: 'ready', status }),
  error => {
    // Told to the client as this thread's failure: it decides whether to begin again.
    if (!keeper.isClosing) throw error;
  },
);
