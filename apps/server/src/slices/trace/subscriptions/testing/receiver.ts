import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a receiver got. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Identifiers of the events in it, where it is JSON. */
  readonly events: readonly string[];
}

/** A receiver of webhooks on this machine. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** What it answers to the next requests: a status, or silence. */
  answer: (request: Received) => number;
  readonly close: () => Promise<void>;
}

/** Opens one that takes everything. */
export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const receiver: Pick<Receiver, 'answer'> = { answer: () => 204 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const events = text.startsWith('<') ? [] : identifiersIn(text);
      const one = { headers: request.headers, text, events };
      const status = receiver.answer(one);
      if (status >= 200 && status < 300) received.push(one);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
  const close = () =>
    new Promise<void>(done => {
      server.closeAllConnections();
      server.close(() => done());
    });
  return Object.assign(receiver, { url, received, close });
}

function identifiersIn(text: string): readonly string[] {
  const { eventList } = JSON.parse(text).epcisBody.queryResults.resultsBody;
  return (eventList as { eventID: string }[]).map(({ eventID }) => eventID);
}
