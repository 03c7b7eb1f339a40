import { text } from 'node:stream/consumers';
import { postRequest } from './request-socket.ts';
import { type Sent, send } from './send.ts';

/** What the load process is told, as JSON on its standard input. */
export interface PostLoad {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent in turn, again and again. */
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds: number;
}

if (import.meta.main) {
  const load = JSON.parse(await text(process.stdin)) as PostLoad;
  const url = new URL(load.url);
  const requests = load.bodies.map(body => postRequest(url, load.headers, Buffer.from(body)));
  const sent: Sent = await send({ ...load, url, request: nth => requests[nth % requests.length] });
  console.log(JSON.stringify(sent));
}
