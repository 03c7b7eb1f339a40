import { readContext } from '@pinxin/epcis/context';
import { eventHash } from '@pinxin/epcis/event-hash';
import { parseXmlDocument } from '@pinxin/epcis/xml/xml-document';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bare, document, lot, objectEvent } from '../testing/events.ts';
import { type TraceApp, traceApp } from '../testing/trace-app.ts';
import { xmlDocument, xmlEvent } from '../testing/xml-events.ts';
import { workOffCapture } from './work-off-capture.ts';

const FARM = 'farm:capture,query';

describe('EPCIS XML over HTTP', () => {
  let t: TraceApp;
  beforeAll(async () => {
    t = await traceApp({ inlineEvents: 20, maxEvents: 1_000, maxBytes: 1_000_000 });
  });
  afterAll(() => t.close());

  const post = (url: string, payload: string | Buffer, headers: Record<string, string> = {}) =>
    t.app.inject({
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${FARM}`, 'content-type': 'application/xml', ...headers },
      payload,
    });
  const get = (url: string, headers: Record<string, string> = {}) =>
    t.app.inject({ url, headers: { authorization: `Bearer ${FARM}`, ...headers } });
  const found = (number: string, headers: Record<string, string> = {}) =>
    get(`/events?MATCH_anyEPCClass=${encodeURIComponent(lot(number))}`, headers);
  const xml = { accept: 'application/xml' };

  it('stores the bytes of each element as received and answers both JSON and XML of it', async () => {
    const event = xmlEvent('X1', '<own:note unit="kg"> 枸杞 <!-- kept --></own:note>');
    const sent = xmlDocument(event, 'xmlns:own="https://ns.example.com/own/"');
    expect((await post('/capture', sent)).statusCode).toBe(202);
    const { rows } = await t.database.pool.query(
      'select doc, context from event join event_lot l on l.event = event.id join lot on lot.id = l.lot where uri = $1',
      [lot('X1')],
    );
    expect(rows[0].doc.toString()).toBe(event);
    expect(JSON.parse(rows[0].context)).toEqual([{ own: 'https://ns.example.com/own/' }]);

    const json = await found('X1');
    expect(json.headers['content-type']).toContain('application/json');
    const [read] = json.json().epcisBody.queryResults.resultsBody.eventList;
    expect(read).toMatchObject({
      ...{ type: 'ObjectEvent', bizStep: 'shipping', action: 'OBSERVE' },
      '@context': [{ own: 'https://ns.example.com/own/' }],
      quantityList: [{ epcClass: lot('X1'), quantity: 10.5, uom: 'KGM' }],
      'own:note': { 'xml:text': ' 枸杞 ', 'xml:attributes': { unit: 'kg' } },
    });
    expect(json.body).toContain('"quantity":10.50');
    expect(read.epcList).toBeUndefined();

    const answer = await found('X1', xml);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      200,
      'application/xml; charset=utf-8',
    ]);
    const again = parseXmlDocument(answer.rawPayload, { strictness: 'strict' });
    expect(again.ok && again.value.kind).toBe('EPCISQueryDocument');
    const [one] = again.ok ? again.value.events : [];
    const before = parseXmlDocument(Buffer.from(sent), { strictness: 'strict' });
    const [first] = before.ok ? before.value.events : [];
    if (one?.ok !== true || first?.ok !== true) throw new Error(answer.body);
    const { recordTime, eventID, ...rest } = one.value.value;
    expect(rest).toEqual(first.value.value);
    expect(eventID).toBe(eventHash(first.value.value, readContext(first.value.value['@context'])));
    expect(recordTime).toBe(t.clock.now().toISOString());
  });

  it('takes an event told in JSON and again in XML for one event', async () => {
    const fields = {
      ...{ bizStep: 'shipping', eventTime: '2026-07-01T08:00:00.000+08:00' },
      quantityList: [{ epcClass: lot('SAME'), quantity: 10.5, uom: 'KGM' }],
    };
    const json = { 'content-type': 'application/json' };
    expect((await post('/capture', JSON.stringify(document([objectEvent(fields)])), json)).statusCode).toBe(
      202,
    );
    const again = await post('/capture', xmlDocument(xmlEvent('SAME')));
    expect((await get(String(again.headers.location))).json()).toMatchObject({ stored: 0, repeated: 1 });
  });

  it('takes EPCIS 1.2, and answers XML 1.2 when that edition is asked for', async () => {
    const event = `<ObjectEvent><eventTime>2026-07-01T08:00:00Z</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset><baseExtension><eventID>urn:uuid:0190a000-0000-7000-8000-0000000000cc</eventID></baseExtension><epcList/><action>ADD</action><extension><quantityList><quantityElement><epcClass>${lot('OLD')}</epcClass></quantityElement></quantityList></extension></ObjectEvent>`;
    const sent = `<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2" creationDate="2026-07-18T00:00:00Z"><EPCISBody><EventList>${event}</EventList></EPCISBody></e:EPCISDocument>`;
    expect((await post('/capture', sent, { 'content-type': 'text/xml; charset=utf-8' })).statusCode).toBe(
      202,
    );
    const answer = await found('OLD', { ...xml, 'gs1-epcis-version': '1.2' });
    expect(answer.headers['gs1-epcis-version']).toBe('1.2.0');
    expect(answer.body).toContain('<baseExtension><eventID>urn:uuid:0190a000');
    expect(answer.body).toContain('urn:epcglobal:epcis-query:xsd:1');
    expect((await found('OLD', xml)).body).not.toContain('baseExtension');
  });

  it('answers 406 when it cannot answer what is asked, JSON when both are as welcome', async () => {
    const status = async (headers: Record<string, string>) => (await found('X1', headers)).statusCode;
    expect(await status({ accept: 'text/csv' })).toBe(406);
    expect(await status({ accept: 'application/json', 'gs1-epcis-version': '1.2' })).toBe(406);
    expect(await status({ 'gs1-epcis-version': '3.0' })).toBe(406);
    expect(await status({ ...xml, 'gs1-cbv-xml-format': 'Pinyin' })).toBe(406);
    expect((await found('X1', { accept: 'text/csv' })).json().type).toBe(
      'epcisException:NotAcceptableException',
    );
    const type = async (accept: string) => (await found('X1', { accept })).headers['content-type'];
    expect(await type('*/*')).toContain('json');
    expect(await type('application/xml, application/json')).toContain('json');
    expect(await type('application/json;q=0.4, text/xml')).toContain('xml');
    expect(await type('text/*;q=0.3')).toContain('xml');
    expect((await found('X1', { ...xml, 'gs1-cbv-xml-format': 'Always_Web_URI' })).body).toContain(
      '<bizStep>https://ref.gs1.org/cbv/BizStep-shipping</bizStep>',
    );
  });

  it('tells all problems with path, line and column, and stores nothing', async () => {
    const bad = xmlEvent('BAD', '', 9).replace('OBSERVE', 'LOOK').replace('2026-07-01', 'yesterday');
    const answer = await post('/capture', xmlDocument(`${xmlEvent('GOOD')}\n${bad}`), {
      'accept-language': 'en',
    });
    expect(answer.statusCode).toBe(400);
    const { type, problems } = answer.json();
    expect(type).toBe('epcisException:ValidationException');
    const list = '/EPCISDocument/EPCISBody/EventList/ObjectEvent[2]';
    expect(problems.map((each: { at: string; code: string }) => [each.at, each.code])).toEqual([
      [`${list}/eventTime`, 'notADateTime'],
      [`${list}/action`, 'unknownAction'],
    ]);
    expect(problems[1].message).toMatch(/\(line 5, column \d+\)$/);
    expect((await found('GOOD')).json().epcisBody.queryResults.resultsBody.eventList).toEqual([]);
  });

  it.each([
    [
      'an entity bomb',
      '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
      'doctypeRefused',
    ],
    [
      'an external entity',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      'doctypeRefused',
    ],
    ['an external DTD', '<!DOCTYPE a SYSTEM "http://example.com/a.dtd"><a/>', 'doctypeRefused'],
    ['deep nesting', '<a>'.repeat(100_000), 'tooDeep'],
    ['another vocabulary', '<html/>', 'notEpcis'],
    ['JSON called XML', JSON.stringify(document([])), 'notXml'],
    ['nothing', '', 'notXml'],
  ])('refuses %s', async (_what, body, code) => {
    const answer = await post('/capture', body);
    expect([answer.statusCode, answer.json().problems?.[0].code]).toEqual([400, code]);
  });

  it('refuses XML that is called JSON', async () => {
    const answer = await post('/capture', xmlDocument(''), { 'content-type': 'application/json' });
    expect([answer.statusCode, answer.json().problems[0].code]).toEqual([400, 'notJson']);
  });

  it('captures one event, answers where it is, and refuses an identifier that is taken', async () => {
    const alone = (number: string, uuid: string) =>
      xmlEvent(number).replace(
        '</eventTimeZoneOffset>',
        `</eventTimeZoneOffset><eventID>urn:uuid:${uuid}</eventID>`,
      );
    const uuid = '0190a000-0000-7000-8000-0000000000dd';
    const answer = await post('/events', alone('ONE', uuid));
    expect([answer.statusCode, answer.headers.location]).toEqual([201, `/events/urn%3Auuid%3A${uuid}`]);
    const read = await get(String(answer.headers.location), xml);
    expect(read.body).toContain(lot('ONE'));
    const taken = await post('/events', alone('TWO', uuid));
    expect([taken.statusCode, taken.json().code]).toEqual([409, 'eventIdTaken']);
    const whole = await post('/events', xmlDocument(xmlEvent('ONE')));
    expect([whole.statusCode, whole.json().problems[0].at]).toEqual([400, '/EPCISDocument']);
  });

  it('holds the limits for XML, and works off a large document in the background', async () => {
    const many = (count: number, run: string) =>
      xmlDocument(Array.from({ length: count }, (_, index) => xmlEvent(`${run}-${index}`)).join('\n'));
    expect((await post('/capture', many(1_001, 'MUCH'))).statusCode).toBe(413);
    expect((await post('/capture', 'x'.repeat(1_000_001))).statusCode).toBe(413);
    const answer = await post('/capture', many(900, 'LATER'));
    expect(answer.statusCode).toBe(202);
    const id = String(answer.headers.location).slice('/capture/'.length);
    await workOffCapture(t.capture, id);
    expect((await get(`/capture/${id}`)).json()).toMatchObject({ success: true, stored: 900 });
  });

  it('answers events told in JSON as XML, extensions and bare event included', async () => {
    const fields = {
      'ex:deep': { 'ex:list': [1.5, true, null], plain: 'x' },
      quantityList: [{ epcClass: lot('J1') }],
    };
    const told = {
      ...bare(objectEvent(fields)),
      '@context': [
        'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
        { ex: 'https://ns.example.org/' },
      ],
    };
    expect(
      (await post('/events', JSON.stringify(told), { 'content-type': 'application/ld+json' })).statusCode,
    ).toBe(201);
    const answer = await found('J1', xml);
    const again = parseXmlDocument(answer.rawPayload, { strictness: 'strict' });
    const [one] = again.ok ? again.value.events : [];
    expect(one?.ok === true && one.value.value['ex:deep']).toEqual(fields['ex:deep']);
  });
});
