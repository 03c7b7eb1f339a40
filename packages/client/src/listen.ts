import { type Connection, sleep } from './connection.ts';
import type { EpcisEvent, QueryDocument } from './events.ts';
import { ProblemError } from './problem.ts';

/** How a query is listened to. */
export interface ListenOptions {
  /** Where to go on: `position` of what was heard last. From now on when absent. */
  readonly position?: string;
  /** With what was recorded since then. */
  readonly initialRecordTime?: string;
  readonly signal?: AbortSignal;
  /** Pause before it connects again, ms; doubled up to half a minute. 1000 when absent. */
  readonly pause?: number;
}

/** What came in one message. */
export interface Heard {
  readonly events: readonly EpcisEvent[];
  /** Keep it together with what you did about the events: with it nothing is missed and nothing heard twice. */
  readonly position: string | undefined;
}

const LONGEST_PAUSE = 30_000;

/** Listens for as long as it is asked to: connects again where it broke, and goes on where it stopped. */
export async function* listenTo(
  connection: Connection,
  queryName: string,
  options: ListenOptions = {},
): AsyncGenerator<Heard, void, undefined> {
  const { signal, pause = 1_000 } = options;
  let position = options.position;
  let failures = 0;
  const isOver = (): boolean => signal?.aborted === true;
  while (!isOver()) {
    for await (const heard of oneSocket(connection, queryName, {
      ...options,
      ...(position === undefined ? {} : { position }),
    })) {
      failures = 0;
      yield heard;
      position = heard.position ?? position;
    }
    if (isOver()) return;
    await complainIfRefused(connection, queryName);
    await sleep(Math.min(pause * 2 ** failures, LONGEST_PAUSE), signal).catch(() => {});
    failures += 1;
  }
}

/** Messages of one connection, until it ends. */
async function* oneSocket(
  { url, headers }: Connection,
  queryName: string,
  { position, initialRecordTime, signal }: ListenOptions,
): AsyncGenerator<Heard, void, undefined> {
  const address = new URL(`${url}/queries/${encodeURIComponent(queryName)}/events`);
  address.protocol = address.protocol.replace('http', 'ws');
  address.searchParams.set('stream', 'true');
  if (position !== undefined) address.searchParams.set('position', position);
  else if (initialRecordTime !== undefined) address.searchParams.set('initialRecordTime', initialRecordTime);
  // Node takes headers here; a browser does not, and sends the cookie of the person who signed in.
  const Socket = WebSocket as unknown as new (address: URL, options?: object) => WebSocket;
  const socket = headers.authorization === undefined ? new Socket(address) : new Socket(address, { headers });
  const queue: Heard[] = [];
  let isOpen = true;
  let wake = (): void => {};
  const end = (): void => {
    isOpen = false;
    wake();
  };
  socket.addEventListener('message', ({ data }) => {
    const { queryResults } = (JSON.parse(String(data)) as QueryDocument).epcisBody;
    queue.push({ events: queryResults.resultsBody.eventList, position: queryResults['pinxin:position'] });
    wake();
  });
  socket.addEventListener('close', end);
  socket.addEventListener('error', end);
  const stop = (): void => socket.close();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      const next = queue.shift();
      if (next !== undefined) yield next;
      else if (!isOpen || signal?.aborted === true) return;
      else
        await new Promise<void>(resolve => {
          wake = resolve;
        });
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    socket.close();
  }
}

/** A WebSocket does not say why it was refused; a request does. The network's own failures are left to time. */
async function complainIfRefused(connection: Connection, queryName: string): Promise<void> {
  try {
    await connection.ask(`/queries/${encodeURIComponent(queryName)}`);
  } catch (error) {
    if (error instanceof ProblemError && error.status < 500 && error.status !== 429) throw error;
  }
}
