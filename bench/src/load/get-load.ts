import { text } from 'node:stream/consumers';
import { getRequest } from './request-socket.ts';
import { type Sent, send } from './send.ts';

/** What the load process is told, as JSON on its standard input. */
export interface GetLoad {
  readonly origin: string;
  /** Asked for in turn by all connections, again and again. */
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
}

if (import.meta.main) {
  const load = JSON.parse(await text(process.stdin)) as GetLoad;
  const url = new URL(load.origin);
  const requests = load.paths.map(path => getRequest(new URL(path, url), load.headers));
  const sent: Sent = await send({ ...load, url, request: nth => requests[nth % requests.length] });
  console.log(JSON.stringify(sent));
}
