import { RequestSocket } from './request-socket.ts';

/** What is sent, and for how long. */
export interface Sending {
  readonly url: URL;
  readonly connections: number;
  readonly seconds: number;
  /** The nth request, from 0; undefined ends the sending. */
  readonly request: (nth: number) => Buffer | undefined;
}

/** What came back. Times in milliseconds from request to answer. */
export interface Sent {
  readonly acknowledged: number;
  readonly refused: number;
  /** The first refusal, for the person who reads. */
  readonly firstRefusal?: string;
  readonly milliseconds: number;
  readonly p50: number;
  readonly p99: number;
}

/** Sends over kept-alive connections until the time is up, then waits for what is under way. */
export async function send({ url, connections, seconds, request }: Sending): Promise<Sent> {
  const sockets = Array.from({ length: connections }, () => new RequestSocket(url));
  const latencies: number[] = [];
  let next = 0;
  let refused = 0;
  let firstRefusal: string | undefined;
  const start = performance.now();
  const end = start + seconds * 1000;
  const work = async (socket: RequestSocket): Promise<void> => {
    while (performance.now() < end) {
      const body = request(next++);
      if (body === undefined) return;
      const sent = performance.now();
      const answer = await socket.send(body);
      latencies.push(performance.now() - sent);
      if (answer.status >= 200 && answer.status < 300) continue;
      refused++;
      firstRefusal ??= `${answer.status} ${Buffer.from(answer.body, 'latin1')}`;
    }
  };
  await Promise.all(sockets.map(work));
  const milliseconds = performance.now() - start;
  for (const socket of sockets) socket.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.max(0, Math.ceil(share * latencies.length) - 1)] ?? 0;
  const sent = {
    acknowledged: latencies.length - refused,
    refused,
    milliseconds,
    p50: at(0.5),
    p99: at(0.99),
  };
  return firstRefusal === undefined ? sent : { ...sent, firstRefusal };
}
