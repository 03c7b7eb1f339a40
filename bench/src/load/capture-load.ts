import { text } from 'node:stream/consumers';
import { type BodyForm, formedBody, singleBody } from './event-bodies.ts';
import { postRequest } from './request-socket.ts';
import { type Sent, send } from './send.ts';

/** What the load process is told, as JSON on its standard input. */
export interface CaptureLoad {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Keeps the events of this round apart from all others. */
  readonly run: string;
  /** Events in one request; 1 sends bare events instead of documents. */
  readonly batch: number;
  readonly connections: number;
  readonly seconds: number;
  /** Plain JSON when absent. */
  readonly form?: BodyForm;
  /** No more events than this, even when time is left. */
  readonly limit: number;
}

/**
 * What the load process tells when it is done, as JSON on its last line. Counts are events: those numbered
 * 0 … acknowledged − 1 were answered with success, when `refused` is 0.
 */
export type CaptureLoadResult = Sent;

/** Sends bodies that were all made beforehand. */
export async function runCaptureLoad(load: CaptureLoad): Promise<CaptureLoadResult> {
  const { run, batch, connections, seconds, limit, form = 'json' } = load;
  const url = new URL(load.url);
  const headers = form === 'xml' ? { ...load.headers, 'content-type': 'application/xml' } : load.headers;
  const requests = Array.from({ length: Math.ceil(limit / batch) }, (_, index) =>
    postRequest(url, headers, batch === 1 ? singleBody(run, index) : formedBody(form, run, index, batch)),
  );
  const sent = await send({ url, connections, seconds, request: nth => requests[nth] });
  return { ...sent, acknowledged: sent.acknowledged * batch, refused: sent.refused * batch };
}

if (import.meta.main) {
  console.log(JSON.stringify(await runCaptureLoad(JSON.parse(await text(process.stdin)) as CaptureLoad)));
}
