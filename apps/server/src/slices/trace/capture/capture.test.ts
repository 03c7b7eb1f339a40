import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { document, item, lot, objectEvent, PALLET, series, transformation } from '../testing/events.ts';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';
import { captureCalls, FARM, PACKER, proceed } from './testing/capture-calls.ts';

const BAD = objectEvent({ action: 'LOOK', eventTime: 'yesterday' });

describe('capture', () => {
  let t: TraceApp;
  beforeAll(async () => {
    t = await traceApp({ inlineEvents: 20, maxEvents: 2_000, maxBytes: 2_000_000 });
  });
  afterAll(() => t.close());

  const { post, get, rows, events, job } = captureCalls(() => t);

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
