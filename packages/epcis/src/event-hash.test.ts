import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readContext } from './context.ts';
import { aDrying, aHarvest, aPacking, type DemoEvent } from './demo-event.ts';
import { digestOf, eventHash, eventPreHash } from './event-hash.ts';

const CONTEXT = readContext([{ demo: 'https://example.org/demo/' }]);

describe('eventPreHash', () => {
  it('puts the fields of an event into the canonical order, identifiers and words expanded', () => {
    expect(eventPreHash(aHarvest(), CONTEXT, '2.0')).toBe(
      'eventType=ObjectEventeventTime=2026-06-17T23:30:00.000ZeventTimeZoneOffset=+08:00' +
        'quantityListquantityElementepcClass=https://id.gs1.org/01/09521234543213/10/PD0618quantity=120.5uom=KGM' +
        'action=ADDbizStep=https://ref.gs1.org/cbv/BizStep-creating_class_instance' +
        'disposition=https://ref.gs1.org/cbv/Disp-active' +
        'readPointid=https://id.gs1.org/414/9521234500001' +
        'ilmd{https://example.org/demo/}variety=演示一号{urn:epcglobal:cbv:mda:}lotNumber=PD0618',
    );
  });

  it('names the sensor list in 2.1 only, and keeps added fields in their place there', () => {
    const sensors = (version: '2.0' | '2.1') => {
      const text = eventPreHash(aDrying(), CONTEXT, version);
      return text.slice(text.search(/sensorElement/));
    };
    const report = 'sensorReporttype=https://ref.gs1.org/voc/TemperaturemeanValue=58.5uom=CEL';
    const metadata = 'sensorMetadatastartTime=2026-06-18T12:00:00.000ZendTime=2026-06-19T10:00:00.000Z';
    const probe = '{https://example.org/demo/}probe=A';
    const operator = '{https://example.org/demo/}operator=演示操作员';
    expect(sensors('2.0')).toBe(
      `sensorElement${metadata}${report}sensorElementsensorReport${probe}${operator}`,
    );
    expect(sensors('2.1')).toBe(`sensorElementListsensorElement${metadata}${report}${probe}${operator}`);
  });

  it('moves what was added to a read point to the end in 2.0', () => {
    const event = aPacking({ readPoint: { id: 'geo:38,106', 'demo:gate': '3' }, 'demo:shift': '2' });
    const place = '{https://example.org/demo/}gate=3';
    const shift = '{https://example.org/demo/}shift=2';
    expect(eventPreHash(event, CONTEXT, '2.0')).toMatch(
      new RegExp(`readPointid=geo:38,106readPoint${place}${shift}$`),
    );
    expect(eventPreHash(event, CONTEXT, '2.1')).toMatch(
      new RegExp(`readPointid=geo:38,106${place}${shift}$`),
    );
  });

  it('nests and sorts extensions, and reads texts of numbers and moments as XML must', () => {
    const event = {
      type: 'ObjectEvent',
      'demo:b': [3, '1.0', { 'demo:y': '', 'demo:x': '2026-01-01T08:00:00+08:00' }],
    };
    const key = (name: string) => `{https://example.org/demo/}${name}`;
    expect(eventPreHash(event, CONTEXT, '2.0')).toBe(
      `eventType=ObjectEvent${key('b')}=1${key('b')}=3${key('b')}${key('x')}=2026-01-01T00:00:00.000Z${key('y')}`,
    );
  });

  it('writes one key for a full URI and its compact form', () => {
    const short = eventPreHash({ 'demo:x': 'y' }, CONTEXT, '2.0');
    expect(eventPreHash({ 'https://example.org/demo/x': 'y' }, CONTEXT, '2.0')).toBe(short);
  });

  it('sorts by code point, not by UTF-16 unit', () => {
    const event = { 'demo:x': ['\u{1F34A}', '\uFF5E'] };
    expect(eventPreHash(event, CONTEXT, '2.0')).toMatch(/\uFF5E.*\u{1F34A}/u);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.toReversed().map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, reversed(member)] as const);
  return Object.fromEntries(entries.toReversed());
}

const hashOf = (event: DemoEvent) => eventHash(event, CONTEXT);

describe('eventHash', () => {
  it.each([aHarvest(), aDrying(), aPacking()])('does not depend on the order of keys and lists', event => {
    expect(hashOf(reversed(event) as DemoEvent)).toBe(hashOf(event));
  });

  it('is the same for EPC URN and Digital Link, in any domain, and for word, URI and URN', () => {
    const links = aPacking({
      childEPCs: [
        'https://example.org/01/09521234543220/21/1?x=y',
        'https://id.gs1.org/01/09521234543220/21/2',
      ],
      bizStep: 'https://ref.gs1.org/cbv/BizStep-packing',
    });
    expect(hashOf(links)).toBe(hashOf(aPacking()));
    expect(hashOf(aPacking({ bizStep: 'urn:epcglobal:cbv:bizstep:packing' }))).toBe(hashOf(aPacking()));
    expect(hashOf(aPacking({ bizStep: 'cbv:BizStep-packing' }))).toBe(hashOf(aPacking()));
  });

  it('is the same for one moment in another zone, but not for another offset', () => {
    expect(hashOf(aPacking({ eventTime: '2026-06-20T01:00:00Z' }))).toBe(hashOf(aPacking()));
    expect(hashOf(aPacking({ eventTimeZoneOffset: '+07:00' }))).not.toBe(hashOf(aPacking()));
  });

  it('does not cover what the standard leaves out', () => {
    const more = {
      recordTime: '2026-07-01T00:00:00Z',
      eventID: 'urn:uuid:00000000-0000-4000-8000-000000000000',
      certificationInfo: 'https://example.org/certificate/1',
      errorDeclaration: { declarationTime: '2026-07-01T00:00:00Z' },
      'rdfs:comment': 'x',
    };
    expect(hashOf(aPacking(more))).toBe(hashOf(aPacking()));
  });

  it('changes with every other value', () => {
    const changed = [
      aPacking({ action: 'DELETE' }),
      aPacking({ disposition: 'in_progress' }),
      aPacking({ childEPCs: ['urn:epc:id:sgtin:9521234.054322.1'] }),
      aPacking({ 'demo:x': '1' }),
      aPacking({ 'demo:x': '2' }),
      aPacking({ readPoint: { id: 'geo:1,2' } }),
    ];
    expect(new Set([aPacking(), ...changed].map(hashOf)).size).toBe(changed.length + 1);
  });

  it('names algorithm and edition', () => {
    expect(eventHash(aPacking(), CONTEXT)).toMatch(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/);
    expect(eventHash(aPacking(), CONTEXT, '2.1', 'sha3-512')).toMatch(
      /^ni:\/\/\/sha3-512;[0-9a-f]{128}\?ver=CBV2\.1$/,
    );
    expect(digestOf('', 'sha-384')).toHaveLength(48);
  });

  it('takes any JSON object without throwing', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), event => void hashOf(event)));
  });
});
