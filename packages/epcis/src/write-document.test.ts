import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aDocument, aDrying, aHarvest, aPacking, bytesOf, type DemoEvent } from './demo-event.ts';
import { type ParsedEvent, parseDocument } from './document.ts';
import { type StoredEvent, writeDocument, writeEvent, writeQueryDocument } from './write-document.ts';

const HEAD = { creationDate: '2026-07-01T00:00:00Z' };

function read(bytes: Uint8Array): readonly ParsedEvent[] {
  const result = parseDocument(bytes, { strictness: 'strict' });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.events.map(each => {
    if (!each.ok) throw new Error(JSON.stringify(each.error));
    return each.value;
  });
}

function stored(events: readonly DemoEvent[], context?: unknown): readonly StoredEvent[] {
  const document = aDocument(events, context === undefined ? {} : { '@context': context });
  return read(bytesOf(document)).map(({ bytes }) => ({ bytes, context: document['@context'] }));
}

const hexOf = (events: readonly ParsedEvent[]) => events.map(each => Buffer.from(each.hash).toString('hex'));
const EPCIS = 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld';

describe('writeDocument', () => {
  it('gives events of several documents back with the same hashes, though they use one prefix differently', () => {
    const first = stored([aHarvest(), aDrying()]);
    const second = stored([aHarvest()], [EPCIS, { demo: 'https://example.org/other/' }]);
    const before = [first, second].flatMap(events =>
      events.flatMap(event => hexOf(read(writeDocument([event], HEAD)))),
    );
    expect(hexOf(read(writeDocument([...first, ...second], HEAD)))).toEqual(before);
    expect(before[0]).not.toBe(before[2]);
  });

  it('copies bytes: order, decimals and white space come back as sent', () => {
    const text = JSON.stringify(aDocument([aHarvest()], { '@context': EPCIS })).replace('120.5', ' 120.500');
    const [event] = read(bytesOf(text.replaceAll('demo:', 'https://example.org/')));
    const written = writeDocument([{ bytes: event?.bytes as Uint8Array, context: EPCIS }], HEAD);
    expect(new TextDecoder().decode(written)).toContain(new TextDecoder().decode(event?.bytes));
  });

  it('fills in eventID where there is none, and replaces recordTime', () => {
    const own = 'urn:uuid:00000000-0000-4000-8000-000000000001';
    const events = stored([
      aPacking({ recordTime: '2020-01-01T00:00:00Z', eventID: own }),
      aPacking({ action: 'DELETE' }),
    ]);
    const given = { recordTime: '2026-07-01T00:00:00Z', eventId: 'ni:///sha-256;00?ver=CBV2.0' };
    const [first, second] = read(
      writeDocument(
        events.map(each => ({ ...each, ...given })),
        HEAD,
      ),
    );
    expect(first).toMatchObject({ eventId: own, recordTimeReceived: given.recordTime });
    expect(second).toMatchObject({ eventId: given.eventId, recordTimeReceived: given.recordTime });
  });

  it('puts a context that all share on the document', () => {
    const context = [{ demo: 'https://example.org/demo/' }];
    const text = new TextDecoder().decode(
      writeDocument(stored([aHarvest(), aDrying()]), { ...HEAD, context }),
    );
    expect(text.match(/@context/g)).toHaveLength(1);
    expect(hexOf(read(bytesOf(text)))).toEqual(hexOf(read(bytesOf(aDocument([aHarvest(), aDrying()])))));
  });

  it('lets the context of the event itself hold against that of its document', () => {
    const event = aPacking({ '@context': { demo: 'https://example.org/inner/' }, 'demo:x': '1' });
    const before = read(bytesOf(aDocument([event])));
    expect(hexOf(read(writeDocument(stored([event]), HEAD)))).toEqual(hexOf(before));
  });

  it('keeps every hash, whatever the events hold', () => {
    const extension = fc.dictionary(
      fc.stringMatching(/^demo:[a-z]{1,5}$/),
      fc.jsonValue({ noUnicodeString: true }),
    );
    fc.assert(
      fc.property(fc.array(extension, { maxLength: 4 }), fc.nat(2), (extensions, indent) => {
        const clean = JSON.parse(
          JSON.stringify(extensions).replaceAll('\\u0000', ''),
        ) as readonly DemoEvent[];
        const document = aDocument(clean.map(each => aPacking(each)));
        const before = read(bytesOf(JSON.stringify(document, null, indent)));
        const again = writeDocument(
          before.map(({ bytes }) => ({ bytes, context: document['@context'] })),
          HEAD,
        );
        expect(hexOf(read(again))).toEqual(hexOf(before));
      }),
    );
  });

  it('writes an empty document', () => {
    expect(read(writeDocument([], HEAD))).toEqual([]);
  });
});

describe('writeQueryDocument and writeEvent', () => {
  it('write what parseDocument reads', () => {
    const events = stored([aHarvest(), aPacking()]);
    const written = writeQueryDocument(events, {
      ...HEAD,
      queryName: 'SimpleEventQuery',
      subscriptionId: '演示"1',
    });
    expect(parseDocument(written, { strictness: 'strict' })).toMatchObject({
      value: { kind: 'EPCISQueryDocument' },
    });
    expect(hexOf(read(written))).toEqual(hexOf(read(writeDocument(events, HEAD))));
    expect(events.flatMap(event => hexOf(read(writeEvent(event))))).toEqual(hexOf(read(written)));
  });
});
