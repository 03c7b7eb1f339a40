import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bare,
  document,
  type Fields,
  item,
  lot,
  objectEvent,
  PALLET,
  series,
  transformation,
} from '../testing/events.ts';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';
import { WORK_OFF_TASK } from './capture-document.ts';
import { workOffCapture } from './work-off-capture.ts';

const FARM = 'farm:capture,query';
const PACKER = 'packer:capture,query';
const BAD = objectEvent({ action: 'LOOK', eventTime: 'yesterday' });

describe('capture', () => {
  let t: TraceApp;
  beforeAll(async () => {
    t = await traceApp({ inlineEvents: 20, maxEvents: 2_000, maxBytes: 2_000_000 });
  });
  afterAll(() => t.close());

  const post = (
    url: string,
    payload: Fields | string | Buffer,
    key = FARM,
    headers: Record<string, string> = {},
  ) =>
    t.app.inject({
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
    });
  const get = (url: string, key = FARM) => t.app.inject({ url, headers: { authorization: `Bearer ${key}` } });
  const proceed = { 'gs1-capture-error-behaviour': 'proceed' };
  const rows = async (sql: string, values: unknown[] = []) => (await t.database.pool.query(sql, values)).rows;
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
      await workOffCapture(t.capture, id);
    }
  };

  it('answers 202 when a document is stored, with its job already finished', async () => {
    const answer = await post('/capture', document(series('first', 3)));
    expect(answer.statusCode).toBe(202);
    expect(answer.headers['gs1-epcis-capture-limit']).toBe('2000');
    expect(await events('first-')).toBe(3);
    expect(await job(answer.headers.location)).toMatchObject({
      running: false,
      success: true,
      captureErrorBehaviour: 'rollback',
      errors: [],
      ...{ total: 3, done: 3, stored: 3, repeated: 0 },
    });
  });

  it('keeps the exact bytes, the context, the times and the quantity with every digit', async () => {
    const text = `{"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld",{"ex":"https://ns.example.org/"}],"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-18T00:00:00Z","epcisBody":{"eventList":[{ "type":"ObjectEvent","eventTime":"2026-07-01T08:00:00.000+08:00", "eventTimeZoneOffset":"+08:00","action":"OBSERVE","quantityList":[{"epcClass":"${lot('EXACT')}","quantity":12345678901234567890.123456789,"uom":"KGM"}],"ex:note":"\\u67b8" }]}}`;
    expect((await post('/capture', text)).statusCode).toBe(202);
    const [row] = await rows(
      `select e.*, l.quantity::text as amount, t.uri as unit from event e join event_lot l on l.event = e.id
       join lot on lot.id = l.lot join term t on t.id = l.uom where lot.uri = $1`,
      [lot('EXACT')],
    );
    expect(row.doc.toString()).toBe(text.slice(text.indexOf('{ "type"'), text.lastIndexOf(']}}')));
    expect(JSON.parse(row.context)[1]).toEqual({ ex: 'https://ns.example.org/' });
    expect([row.amount, row.unit]).toEqual(['12345678901234567890.123456789', 'KGM']);
    expect([row.event_time.toISOString(), row.offset_minutes]).toEqual(['2026-07-01T00:00:00.000Z', 480]);
    expect(row.record_time).toEqual(t.clock.now());
  });

  it('stores a repeated document once and says so', async () => {
    const again = document(series('again', 4));
    await post('/capture', again);
    const second = await post('/capture', again);
    expect(second.statusCode).toBe(202);
    expect(await job(second.headers.location)).toMatchObject({ success: true, stored: 0, repeated: 4 });
    expect(await events('again-')).toBe(4);
  });

  it('stores nothing of a document with one bad event, and tells all its problems with their places', async () => {
    const answer = await post('/capture', document([...series('rolled', 2), BAD]));
    expect(answer.statusCode).toBe(400);
    const { type, problems } = answer.json();
    expect(type).toBe('epcisException:ValidationException');
    const places = problems.map(({ at }: { at: string }) => at);
    expect(places).toContain('/epcisBody/eventList/2/action');
    expect(places).toContain('/epcisBody/eventList/2/eventTime');
    expect(await events('rolled-')).toBe(0);
  });

  it('takes the good events and keeps the problems of the others when asked to proceed', async () => {
    const answer = await post('/capture', document([...series('good', 2), BAD]), FARM, proceed);
    expect(answer.statusCode).toBe(202);
    const done = await job(answer.headers.location);
    expect(done).toMatchObject({ running: false, success: false, total: 3, stored: 2 });
    expect(done.errors.map(({ at }: { at: string }) => at)).toContain('/epcisBody/eventList/2/action');
    expect(await events('good-')).toBe(2);
  });

  it.each([
    ['JSON that is none', '{"type":', 'notJson'],
    ['an empty body', '', 'notJson'],
    ['something that is no EPCIS', '{"a":1}', 'notEpcis'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'notUtf8'],
  ])('refuses %s', async (_what, body, code) => {
    const answer = await post('/capture', body);
    expect([answer.statusCode, answer.json().problems[0].code]).toEqual([400, code]);
  });

  it('refuses an unknown error behaviour', async () => {
    const answer = await post('/capture', document([]), FARM, { 'gs1-capture-error-behaviour': 'all' });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'wrongErrorBehaviour']);
  });

  it.each([
    ['plain text', { 'content-type': 'text/plain' }],
    ['XML in another encoding', { 'content-type': 'text/xml; charset=gb18030' }],
    ['compressed content', { 'content-encoding': 'gzip' }],
  ])('refuses %s with 415 and says what to send instead', async (_what, headers) => {
    const answer = await post('/capture', '<a/>', FARM, headers as unknown as Record<string, string>);
    expect([answer.statusCode, answer.json().type]).toEqual([
      415,
      'epcisException:UnsupportedMediaTypeException',
    ]);
    expect(answer.json().detail).toContain('JSON');
  });

  it('takes JSON-LD and query documents', async () => {
    const asQuery = {
      '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld'],
      type: 'EPCISQueryDocument',
      schemaVersion: '2.0',
      creationDate: '2026-07-18T00:00:00Z',
      epcisBody: { queryResults: { queryName: 'q', resultsBody: { eventList: series('asquery', 2) } } },
    };
    const answer = await post('/capture', asQuery, FARM, {
      'content-type': 'application/ld+json; charset=utf-8',
    });
    expect(answer.statusCode).toBe(202);
    expect(await events('asquery-')).toBe(2);
  });

  it('refuses too many events and too many bytes with 413 and the limits', async () => {
    const many = await post('/capture', document(series('many', 2_001)));
    const large = await post('/capture', Buffer.alloc(2_000_001, 32));
    for (const answer of [many, large]) {
      expect([answer.statusCode, answer.json().type]).toEqual([
        413,
        'epcisException:CaptureLimitExceededException',
      ]);
      expect(answer.headers['gs1-epcis-capture-file-size-limit']).toBe('2000000');
    }
    expect(await events('many-')).toBe(0);
  });

  it('keeps a large document, answers, and works it off in the background', async () => {
    const answer = await post('/capture', document(series('large', 700)));
    expect(answer.statusCode).toBe(202);
    expect(await job(answer.headers.location)).toMatchObject({ running: true, success: true, stored: 0 });
    const queued = await rows(`select 1 from graphile_worker.jobs where task_identifier = $1`, [
      WORK_OFF_TASK,
    ]);
    expect(queued.length).toBeGreaterThan(0);
    await drain();
    expect(await job(answer.headers.location)).toMatchObject({
      running: false,
      success: true,
      total: 700,
      done: 700,
      stored: 700,
    });
    expect(await events('large-')).toBe(700);
    expect(await rows('select 1 from capture_job where body is not null')).toEqual([]);
  });

  it('stores nothing of a large document with a bad event, and tells why in its job', async () => {
    const answer = await post('/capture', document([...series('largebad', 30), BAD]));
    expect(answer.statusCode).toBe(202);
    await drain();
    const done = await job(answer.headers.location);
    expect(done).toMatchObject({ running: false, success: false, stored: 0 });
    expect(done.errors[0].at).toBe('/epcisBody/eventList/30/eventTime');
    expect(await events('largebad-')).toBe(0);
  });

  it('goes on behind the last stored part after a crash, and stores nothing twice', async () => {
    const answer = await post('/capture', document([...series('resumed', 1_200), BAD]), FARM, proceed);
    const id = String(answer.headers.location).split('/').at(-1) as string;
    const { groups } = t.capture;
    let parts = 0;
    const crashing = {
      ...t.capture,
      groups: {
        store: (unit: Parameters<typeof groups.store>[0]) => {
          parts += 1;
          return parts === 2 ? Promise.reject(new Error('power cut')) : groups.store(unit);
        },
      } as typeof groups,
    };
    await expect(workOffCapture(crashing, id)).rejects.toThrow('power cut');
    expect(await job(answer.headers.location)).toMatchObject({
      running: true,
      total: 1_201,
      done: 500,
      stored: 500,
    });
    await workOffCapture(t.capture, id);
    expect(await job(answer.headers.location)).toMatchObject({
      running: false,
      done: 1_201,
      stored: 1_200,
      repeated: 0,
    });
    expect(await events('resumed-')).toBe(1_200);
  });

  it('cancels a capture that waits, only for who submitted it, and only once', async () => {
    const answer = await post('/capture', document(series('cancelled', 40)));
    const url = String(answer.headers.location);
    const cancel = (key: string) =>
      t.app.inject({ method: 'DELETE', url, headers: { authorization: `Bearer ${key}` } });
    expect((await cancel(PACKER)).statusCode).toBe(404);
    expect((await cancel(FARM)).statusCode).toBe(204);
    expect((await cancel(FARM)).statusCode).toBe(409);
    await workOffCapture(t.capture, url.split('/').at(-1) as string);
    expect(await events('cancelled-')).toBe(0);
    expect((await job(url)).errors[0].code).toBe('cancelled');
  });

  it('lists the captures of a party page by page, newest first, and shows them to nobody else', async () => {
    const seen: string[] = [];
    let url: string | undefined = '/capture?perPage=3';
    while (url !== undefined) {
      const page: Awaited<ReturnType<typeof get>> = await get(url);
      seen.push(...page.json().map(({ captureID }: { captureID: string }) => captureID));
      url = /<([^>]+)>; rel="next"/.exec(String(page.headers.link ?? ''))?.[1];
    }
    const all = await rows('select id from capture_job where party = $1 order by created_at desc, id desc', [
      t.party('farm'),
    ]);
    expect(seen).toEqual(all.map(({ id }) => id));
    expect((await get('/capture', PACKER)).json()).toEqual([]);
    expect((await get(`/capture/${seen[0]}`, PACKER)).statusCode).toBe(404);
    expect((await get('/capture?nextPageToken=forged')).statusCode).toBe(400);
  });

  describe('of one event', () => {
    it('answers 201 with its place, and the same place again when it is repeated', async () => {
      const event = bare(
        objectEvent({
          eventID: 'urn:uuid:0190a000-0000-7000-8000-000000000001',
          quantityList: [{ epcClass: lot('ONE'), quantity: 1 }],
        }),
      );
      const first = await post('/events', event);
      const second = await post('/events', event);
      expect([first.statusCode, second.statusCode]).toEqual([201, 200]);
      expect(first.headers.location).toBe(`/events/${encodeURIComponent(String(event.eventID))}`);
      expect(second.headers.location).toBe(first.headers.location);
      expect(await events('ONE')).toBe(1);
    });

    it('gives an event without identifier its hash as identifier', async () => {
      const answer = await post(
        '/events',
        bare(objectEvent({ quantityList: [{ epcClass: lot('NOID'), quantity: 1 }] })),
      );
      expect(decodeURIComponent(String(answer.headers.location))).toMatch(
        /^\/events\/ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/,
      );
      const found = (await get(String(answer.headers.location))).json();
      expect(found.epcisBody.queryResults.resultsBody.eventList).toHaveLength(1);
    });

    it('names the place of the stored event when the same content comes under another identifier', async () => {
      const event = objectEvent({ quantityList: [{ epcClass: lot('RENAMED'), quantity: 1 }] });
      const first = await post('/events', bare(event));
      const again = await post(
        '/events',
        bare({ ...event, eventID: 'urn:uuid:0190a000-0000-7000-8000-0000000000cc' }),
      );
      expect([again.statusCode, again.headers.location]).toEqual([200, first.headers.location]);
    });

    it('answers 409 when the identifier belongs to an event with other content', async () => {
      const eventID = 'urn:uuid:0190a000-0000-7000-8000-000000000002';
      const event = (amount: number) =>
        bare(objectEvent({ eventID, quantityList: [{ epcClass: lot('TAKEN'), quantity: amount }] }));
      expect((await post('/events', event(1))).statusCode).toBe(201);
      const answer = await post('/events', event(2));
      expect([answer.statusCode, answer.json().type]).toEqual([
        409,
        'epcisException:ResourceAlreadyExistsException',
      ]);
      expect(await events('TAKEN')).toBe(1);
    });

    it('refuses a document, and a bad event with all its problems', async () => {
      expect((await post('/events', document(series('nodoc', 1)))).statusCode).toBe(400);
      expect((await post('/events', bare(BAD))).json().problems.length).toBeGreaterThan(1);
    });
  });

  it('notes a second party as teller, and both see the event as their own', async () => {
    const told = document(series('told', 2));
    await post('/capture', told);
    const answer = await post('/capture', told, PACKER);
    expect(await job(answer.headers.location)).toEqual(expect.anything());
    expect((await get(String(answer.headers.location), PACKER)).json()).toMatchObject({
      success: true,
      stored: 0,
      repeated: 2,
    });
    expect(await rows('select 1 from event_teller where party = $1', [t.party('packer')])).toHaveLength(2);
    await post('/capture', told, PACKER);
    expect(await rows('select 1 from event_teller where party = $1', [t.party('packer')])).toHaveLength(2);
    expect(await events('told-')).toBe(2);
  });

  describe('of an error declaration', () => {
    const declared = (name: string, more: Fields = {}) => ({
      wrong: objectEvent({ quantityList: [{ epcClass: lot(name), quantity: 1 }], ...more }),
      declaration: objectEvent({
        quantityList: [{ epcClass: lot(name), quantity: 1 }],
        ...more,
        errorDeclaration: { declarationTime: '2026-07-03T00:00:00Z', reason: 'did_not_occur' },
      }),
    });
    const voided = async (name: string): Promise<number> =>
      (
        await rows(
          `select count(distinct v.event)::int as n from event_void v join event_lot l on l.event = v.event join lot on lot.id = l.lot where lot.uri = $1`,
          [lot(name)],
        )
      )[0].n;

    it('voids the event it speaks of and counts as none itself, in either order', async () => {
      const later = declared('VOID-AFTER');
      await post('/capture', document([later.wrong]));
      expect(await voided('VOID-AFTER')).toBe(0);
      await post('/capture', document([later.declaration]));
      expect([await events('VOID-AFTER'), await voided('VOID-AFTER')]).toEqual([2, 2]);
      const sooner = declared('VOID-BEFORE');
      await post('/capture', document([sooner.declaration]));
      await post('/capture', document([sooner.wrong]));
      expect([await events('VOID-BEFORE'), await voided('VOID-BEFORE')]).toEqual([2, 2]);
      const together = declared('VOID-TOGETHER');
      await post('/capture', document([together.declaration, together.wrong]));
      expect([await events('VOID-TOGETHER'), await voided('VOID-TOGETHER')]).toEqual([2, 2]);
    });

    it('finds the event by its identifier, and may itself be repeated', async () => {
      const { wrong, declaration } = declared('VOID-ID', {
        eventID: 'urn:uuid:0190a000-0000-7000-8000-00000000000a',
      });
      await post('/capture', document([wrong]));
      for (let time = 0; time < 2; time += 1)
        expect((await post('/capture', document([declaration]))).statusCode).toBe(202);
      expect([await events('VOID-ID'), await voided('VOID-ID')]).toEqual([2, 2]);
      const found = await get(
        `/events/${encodeURIComponent('urn:uuid:0190a000-0000-7000-8000-00000000000a')}`,
      );
      expect(found.json().epcisBody.queryResults.resultsBody.eventList).toHaveLength(2);
    });

    it("does not void another party's event", async () => {
      const { wrong, declaration } = declared('VOID-OTHER');
      await post('/capture', document([wrong]));
      await post('/capture', document([declaration]), PACKER);
      expect([await events('VOID-OTHER'), await voided('VOID-OTHER')]).toEqual([2, 1]);
    });

    it('names in the journal which events count no more', async () => {
      const { wrong, declaration } = declared('VOID-JOURNAL');
      await post('/capture', document([wrong]));
      await post('/capture', document([declaration]));
      const [last] = await rows(
        `select facts from journal where kind = 'events-captured' order by seq desc limit 1`,
      );
      const ids = (
        await rows(
          `select distinct event from event_lot join lot on lot.id = lot where uri = $1 order by event`,
          [lot('VOID-JOURNAL')],
        )
      ).map(({ event }) => event);
      expect([...last.facts.voided].sort((a, b) => a - b)).toEqual(ids);
    });
  });

  it('writes the roles of every event type', async () => {
    const at = (day: number) => ({ eventTime: `2026-07-${day}T00:00:00Z`, eventTimeZoneOffset: '+08:00' });
    await post(
      '/capture',
      document(
        [
          transformation(['R-IN'], ['R-OUT'], {
            transformationID: 'urn:uuid:0190a000-0000-7000-8000-0000000000aa',
          }),
          {
            type: 'AggregationEvent',
            ...at(10),
            action: 'ADD',
            parentID: PALLET,
            childQuantityList: [{ epcClass: lot('R-OUT'), quantity: 2 }],
          },
          { type: 'AggregationEvent', ...at(11), action: 'DELETE', parentID: PALLET },
          {
            type: 'TransactionEvent',
            ...at(12),
            action: 'OBSERVE',
            parentID: PALLET,
            epcList: [],
            bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epc:id:gdti:9520001.00001.7' }],
          },
          objectEvent({
            action: 'ADD',
            epcList: [item('S1'), item('S2')],
            quantityList: undefined,
            ilmd: { 'cbvmda:lotNumber': 'R-SERIAL' },
          }),
        ].map(event => JSON.parse(JSON.stringify(event))),
      ),
    );
    const found = await rows(
      `select l.role, lot.uri from event_lot l join lot on lot.id = l.lot
       where l.event in (select event from event_lot join lot on lot.id = lot where uri like $1 or uri = $2 or uri like '%/21/S_') order by role, uri`,
      [`${lot('R-')}%`, PALLET],
    );
    const roles = found.map(({ role, uri }) => `${role} ${uri.split('/').at(-1)}`);
    expect(roles).toEqual([
      '1 R-IN',
      '2 R-OUT',
      '3 urn:uuid:0190a000-0000-7000-8000-0000000000aa',
      '4 095200010000000010',
      '5 R-OUT',
      '6 095200010000000010',
      '10 S1',
      '10 S2',
      '11 095200010000000010',
      '12 R-SERIAL',
      '13 S1',
      '13 S2',
    ]);
  });

  it('takes over the places that a document tells about', async () => {
    const place = 'https://id.gs1.org/414/9520001000003';
    const header = (id: string) => ({
      epcisHeader: {
        epcisMasterData: {
          vocabularyList: [
            {
              type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
              vocabularyElementList: [
                { id, attributes: [{ id: 'urn:epcglobal:cbv:mda:name', attribute: '演示一号地' }] },
              ],
            },
          ],
        },
      },
    });
    expect((await post('/capture', document(series('placed', 1), header(place)))).statusCode).toBe(202);
    const [row] = await rows('select name_zh, party from place join term using (id) where uri = $1', [place]);
    expect(row).toEqual({ name_zh: '演示一号地', party: t.party('farm') });
  });

  it('refuses an identifier that no index can hold, and stores its neighbours when asked to proceed', async () => {
    const long = objectEvent({ epcList: [`https://example.org/${'x'.repeat(5_000)}`] });
    const answer = await post('/capture', document([long]));
    expect([answer.statusCode, answer.json().problems[0].code]).toEqual([400, 'identifierTooLong']);
    const mixed = await post('/capture', document([long, ...series('neighbour', 1)]), FARM, proceed);
    expect(await job(mixed.headers.location)).toMatchObject({ stored: 1, success: false });
  });

  it('uses no number that a crash of the database may have taken back', async () => {
    await post('/capture', document(series('crashed', 1)));
    // What a crash leaves of what was not on disk yet: the end of the log is gone, unlogged tables are empty.
    await rows('delete from lot where uri = $1', [lot('crashed-0')]);
    await rows('truncate interner_epoch');
    const event = objectEvent({ quantityList: [{ epcClass: lot('crashed-0'), quantity: 99 }] });
    const during = await post('/capture', document([event]));
    expect([during.statusCode, during.headers['retry-after']]).toEqual([503, '5']);
    expect((await post('/capture', document([event]))).statusCode).toBe(202);
    expect(await events('crashed-0')).toBe(1);
  });

  it('refuses strangers and the wrong scope on every route', async () => {
    const guarded = t.routes.filter(({ access }) => access === 'capture' || access === 'query');
    expect(guarded.map(({ methods, url }) => `${methods[0]} ${url}`)).toEqual(
      expect.arrayContaining([
        'POST /capture',
        'POST /events',
        'GET /capture/:id',
        'GET /capture',
        'DELETE /capture/:id',
        'GET /events',
        'GET /events/:eventID',
      ]),
    );
    for (const { methods, url, access } of guarded) {
      const method = methods[0] as 'GET';
      const wrong =
        access === 'capture' ? 'farm:query,trace,recall,register' : 'farm:capture,trace,recall,register';
      expect((await t.app.inject({ method, url })).statusCode, `${method} ${url}`).toBe(401);
      const poor = await t.app.inject({ method, url, headers: { authorization: `Bearer ${wrong}` } });
      expect(poor.statusCode, `${method} ${url}`).toBe(403);
    }
  });
});
