import { type Fields, lot } from '../../testing/events.ts';
import type { TraceApp } from '../../testing/trace-app.ts';
import { workOffCapture } from '../work-off-capture.ts';

export const FARM = 'farm:capture,query';
export const PACKER = 'packer:capture,query';
/** Asks for the good events of a document. */
export const proceed = { 'gs1-capture-error-behaviour': 'proceed' };

/** What tests of capture do with their app, once it is there. */
export function captureCalls(app: () => TraceApp) {
  const post = (
    url: string,
    payload: Fields | string | Buffer,
    key = FARM,
    headers: Record<string, string> = {},
  ) =>
    app().app.inject({
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
    });
  const get = (url: string, key = FARM) =>
    app().app.inject({ url, headers: { authorization: `Bearer ${key}` } });
  const rows = async (sql: string, values: unknown[] = []) =>
    (await app().database.pool.query(sql, values)).rows;
  const events = async (prefix: string): Promise<number> =>
    (
      await rows(
        `select count(distinct event)::int as n from event_lot join lot on lot.id = event_lot.lot where uri like $1`,
        [`${lot(prefix)}%`],
      )
    )[0].n;
  const job = async (location: unknown) => (await get(String(location))).json();
  const drain = async () => {
    for (const { id } of await rows(
      `select id from capture_job where state in ('queued', 'running') order by id`,
    )) {
      await workOffCapture(app().capture, id);
    }
  };
  return { post, get, rows, events, job, drain };
}
