import { parseDocument } from '@pinxin/epcis/document';
import { parseXmlDocument } from '@pinxin/epcis/xml/xml-document';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { document, lot, objectEvent, series } from '../testing/events.ts';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';
import { xmlDocument, xmlEvent } from '../testing/xml-events.ts';
import { wholeHistory } from './export-events.ts';
import { registerExportRoutes } from './export-routes.ts';

let from: TraceApp;
let to: TraceApp;
beforeAll(async () => {
  [from, to] = await Promise.all([
    traceApp({}, (app, ctx) => registerExportRoutes(app, ctx)),
    traceApp({}, (app, ctx) => registerExportRoutes(app, ctx)),
  ]);
  const corrected = objectEvent({
    eventTime: '2026-07-11T08:00:00Z',
    quantityList: [{ epcClass: lot('wrong') }],
  });
  await tell(from, 'farm', JSON.stringify(document(series('export', 40))));
  await tell(
    from,
    'farm',
    JSON.stringify(document([objectEvent({ 'ex:moisture': 10.5, ilmd: undefined }), corrected])),
  );
  await tell(from, 'farm', xmlDocument(xmlEvent('XML')), 'application/xml');
  from.clock.advance(60_000);
  const declaration = { declarationTime: '2026-07-12T08:00:00Z', reason: 'did_not_occur' };
  await tell(from, 'farm', JSON.stringify(document([{ ...corrected, errorDeclaration: declaration }])));
  await tell(from, 'shop', JSON.stringify(document(series('other', 3))));
});
afterAll(async () => {
  await Promise.all([from.close(), to.close()]);
});

async function tell(t: TraceApp, who: string, payload: string, type = 'application/json'): Promise<void> {
  const answer = await t.app.inject({
    ...{ method: 'POST', url: '/capture', payload },
    headers: { authorization: `Bearer ${who}:capture`, 'content-type': type },
  });
  if (answer.statusCode !== 202) throw new Error(answer.body);
}

/** Hashes of all that is stored of a party's telling, declarations by what they declare. */
async function hashes(t: TraceApp): Promise<readonly string[]> {
  const { rows } = await t.database.pool.query<{ hash: string }>(
    `select encode(hash, 'hex') as hash from event where party = $1 order by 1`,
    [t.party('farm')],
  );
  return rows.map(({ hash }) => hash);
}

async function parts(accept: string, limit: number): Promise<readonly string[]> {
  const found: string[] = [];
  let url: string | undefined = `/exports/events?limit=${limit}`;
  while (url !== undefined) {
    const answer: LightMyRequestResponse = await from.app.inject({
      ...{ method: 'GET', url },
      headers: { authorization: 'Bearer farm:query', accept },
    });
    expect(answer.statusCode).toBe(200);
    found.push(answer.body);
    url = /<([^>]+)>; rel="next"/.exec(String(answer.headers.link ?? ''))?.[1];
  }
  return found;
}

describe('a history that is exported', () => {
  it('and captured elsewhere has equal hashes, in JSON and in XML, whatever form it came in', async () => {
    const stored = await hashes(from);
    expect(stored).toHaveLength(44);
    const json = await parts('application/json', 15);
    expect(json).toHaveLength(3);
    for (const part of json) await tell(to, 'farm', part);
    expect(await hashes(to)).toEqual(stored);
    // The same again, as XML: everything is known already.
    for (const part of await parts('application/xml', 20)) await tell(to, 'farm', part, 'application/xml');
    expect(await hashes(to)).toEqual(stored);
    const voided = await to.database.pool.query('select from event_void');
    expect(voided.rowCount).toBe(2);
  });

  it('leaves as one document as well, read by a parser piece by piece sent, in JSON and both editions of XML', async () => {
    const whole = async (headers: Record<string, string>): Promise<readonly string[]> => {
      const answer = await from.app.inject({
        ...{ method: 'GET', url: '/exports/events/whole' },
        headers: { authorization: 'Bearer farm:query', ...headers },
      });
      expect(answer.statusCode).toBe(200);
      const parse = answer.body.startsWith('<') ? parseXmlDocument : parseDocument;
      const read = parse(answer.rawPayload, { strictness: 'strict' });
      if (!read.ok) throw new Error(JSON.stringify(read.error));
      return read.value.events.map(event => {
        if (!event.ok) throw new Error(JSON.stringify(event.error));
        return Buffer.from(event.value.hash).toString('hex');
      });
    };
    const { rows } = await from.database.pool.query<{ hash: string }>(
      `select encode(coalesce(told.hash, event.hash), 'hex') as hash
       from event left join event_declaration told on told.event = event.id where event.party = $1
       order by record_time, id`,
      [from.party('farm')],
    );
    const stored = rows.map(({ hash }) => hash);
    expect(stored).toHaveLength(44);
    expect(await whole({ accept: 'application/json' })).toEqual(stored);
    expect(await whole({ accept: 'application/xml' })).toEqual(stored);
    expect(await whole({ accept: 'application/xml', 'gs1-epcis-version': '1.2.0' })).toEqual(stored);
    // Who has told nothing gets a document without events.
    const nothing = await from.app.inject({
      url: '/exports/events/whole',
      headers: { authorization: 'Bearer packer:query', accept: 'application/json' },
    });
    expect(nothing.json().epcisBody).toEqual({ eventList: [] });
  });

  it('is read no faster than it is taken, and up to when it was asked for', async () => {
    const asked: number[] = [];
    const pool = {
      query: (text: string, values: readonly unknown[]) => {
        asked.push(asked.length);
        return from.database.pool.query(text, [...values]);
      },
    };
    const ctx = { ...from.ctx, database: { ...from.database, pool } } as unknown as typeof from.ctx;
    const viewer = { kind: 'everything' } as const;
    const pieces = wholeHistory(ctx, viewer, { kind: 'json' });
    await pieces.next();
    expect(asked).toHaveLength(0);
    await pieces.next();
    const before = asked.length;
    await new Promise(done => setTimeout(done, 50));
    expect(asked).toHaveLength(before);
    await pieces.return(undefined);
    expect(asked).toHaveLength(before);
  });

  it('holds what the party may see and nothing more', async () => {
    const all = (await parts('application/json', 10_000)).join('');
    expect(all).not.toContain('/10/other-');
  });
});
