import { documentBody, singleBody } from './event-bodies.ts';
import { type Answer, PostSocket, postRequest } from './post-socket.ts';

/** What the load process is told, as JSON in its first argument. */
export interface CaptureLoad {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Keeps the events of this round apart from all others. */
  readonly run: string;
  /** Events in one request; 1 sends bare events instead of documents. */
  readonly batch: number;
  readonly connections: number;
  readonly seconds: number;
  /** No more events than this, even when time is left. */
  readonly limit: number;
}

/** What the load process tells when it is done, as JSON on its last line. */
export interface CaptureLoadResult {
  /** Events numbered 0 … acknowledged − 1 were answered with success, when `refused` is 0. */
  readonly acknowledged: number;
  readonly refused: number;
  /** The first refusal, for the person who reads. */
  readonly firstRefusal?: string;
  readonly milliseconds: number;
  /** Milliseconds from request to answer: median and 99th percentile. */
  readonly p50: number;
  readonly p99: number;
}

/** Sends pre-generated bodies over kept-alive connections until the time is up, then waits for what is under way. */
export async function runCaptureLoad(load: CaptureLoad): Promise<CaptureLoadResult> {
  const url = new URL(load.url);
  const requests = requestsOf(url, load);
  const sockets = Array.from({ length: load.connections }, () => new PostSocket(url));
  const latencies: number[] = [];
  let next = 0;
  let acknowledged = 0;
  let refused = 0;
  let firstRefusal: string | undefined;
  const start = performance.now();
  const end = start + load.seconds * 1000;
  const work = async (socket: PostSocket): Promise<void> => {
    while (next < requests.length && performance.now() < end) {
      const request = requests[next++]!;
      const sent = performance.now();
      const answer: Answer = await socket.send(request);
      latencies.push(performance.now() - sent);
      if (answer.status >= 200 && answer.status < 300) {
        acknowledged += load.batch;
      } else {
        refused += load.batch;
        firstRefusal ??= `${answer.status} ${answer.body}`;
      }
    }
  };
  await Promise.all(sockets.map(work));
  const milliseconds = performance.now() - start;
  for (const socket of sockets) socket.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.max(0, Math.ceil(share * latencies.length) - 1)] ?? 0;
  const result = { acknowledged, refused, milliseconds, p50: at(0.5), p99: at(0.99) };
  return firstRefusal === undefined ? result : { ...result, firstRefusal };
}

function requestsOf(url: URL, load: CaptureLoad): Buffer[] {
  return Array.from({ length: Math.ceil(load.limit / load.batch) }, (_, index) =>
    postRequest(
      url,
      load.headers,
      load.batch === 1 ? singleBody(load.run, index) : documentBody(load.run, index * load.batch, load.batch),
    ),
  );
}

if (import.meta.main) {
  const result = await runCaptureLoad(JSON.parse(process.argv[2]!) as CaptureLoad);
  console.log(JSON.stringify(result));
}
