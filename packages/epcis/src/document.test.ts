import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aDocument, aDrying, aHarvest, aPacking, bytesOf } from './demo-event.ts';
import { type ParsedDocument, type ParsedEvent, type ParseOptions, parseDocument } from './document.ts';
import { eventHash, hashUriOfDigest } from './event-hash.ts';

const STRICT: ParseOptions = { strictness: 'strict' };

function parsed(input: unknown, options = STRICT): ParsedDocument {
  const result = parseDocument(bytesOf(input), options);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function onlyEvent(input: unknown): ParsedEvent {
  const event = parsed(input).events[0];
  if (event?.ok !== true) throw new Error(JSON.stringify(event));
  return event.value;
}

function refusal(input: unknown, options = STRICT): readonly string[] {
  const result = parseDocument(input instanceof Uint8Array ? input : bytesOf(input), options);
  return result.ok ? [] : result.error.map(({ code, at }) => `${code} ${at}`.trim());
}

describe('parseDocument', () => {
  it('reads identifiers, words, quantities and roles of a transformation', () => {
    const event = onlyEvent(
      aDocument([aDrying({ transformationID: 'https://example.org/253/9521234543213T1' })]),
    );
    expect(event).toMatchObject({
      index: 0,
      type: 'TransformationEvent',
      eventTime: Date.UTC(2026, 5, 19, 10),
      offsetMinutes: 480,
      transformationId: 'https://id.gs1.org/253/9521234543213T1',
      bizStep: 'https://ref.gs1.org/cbv/BizStep-commissioning',
      bizLocation: 'https://id.gs1.org/414/9521234500001',
      bizTransactions: [
        { type: 'https://ref.gs1.org/cbv/BTT-prodorder', value: 'urn:epcglobal:cbv:bt:9521234500001:4711' },
      ],
      sources: [
        { type: 'https://ref.gs1.org/cbv/SDT-owning_party', value: 'https://id.gs1.org/417/9521234500001' },
      ],
      destinations: [
        {
          type: 'https://ref.gs1.org/cbv/SDT-possessing_party',
          value: 'https://id.gs1.org/417/9521234500001',
        },
      ],
    });
    expect(event.epcs.map(({ epc, ...rest }) => [epc.uri, epc.kind, rest])).toEqual([
      [
        'https://id.gs1.org/01/09521234543213/10/PD0618',
        'lot',
        { role: 'input', quantity: '120.5', uom: 'KGM' },
      ],
      [
        'https://id.gs1.org/01/09521234543220/10/DRY0619',
        'lot',
        { role: 'output', quantity: '30', uom: 'KGM' },
      ],
    ]);
  });

  it('reads parent and children, lot number, error declaration and certificates', () => {
    expect(onlyEvent(aDocument([aPacking()])).epcs.map(each => each.role)).toEqual([
      'parent',
      'child',
      'child',
    ]);
    const declared = {
      declarationTime: '2026-07-01T00:00:00Z',
      reason: 'incorrect_data',
      correctiveEventIDs: ['urn:uuid:1'],
    };
    const event = onlyEvent(
      aDocument([aHarvest({ errorDeclaration: declared, certificationInfo: 'https://example.org/1' })]),
    );
    expect(event).toMatchObject({
      action: 'ADD',
      ilmdLot: 'PD0618',
      certificationInfo: ['https://example.org/1'],
      errorDeclaration: {
        declarationTime: Date.UTC(2026, 6, 1),
        reason: 'https://ref.gs1.org/cbv/ER-incorrect_data',
        correctiveEventIds: ['urn:uuid:1'],
      },
    });
  });

  it('keeps the bytes of each event as they came, and hashes by the context of document and event', () => {
    const spaced = `${JSON.stringify(aHarvest(), null, 3)}`;
    const inner = JSON.stringify(aPacking({ '@context': { own: 'https://example.org/own/' }, 'own:x': '1' }));
    const text = JSON.stringify(aDocument(['A', 'B']))
      .replace('"A"', ` ${spaced} `)
      .replace('"B"', inner);
    const document = parsed(text);
    const events = document.events.map(each => (each.ok ? each.value : undefined));
    expect(events.map(each => new TextDecoder().decode(each?.bytes))).toEqual([spaced, inner]);
    expect(hashUriOfDigest(events[0]?.hash as Uint8Array)).toBe(eventHash(aHarvest(), document.context));
    expect(hashUriOfDigest(events[1]?.hash as Uint8Array)).toBe(
      eventHash(aPacking({ 'https://example.org/own/x': '1' }), document.context),
    );
  });

  it('keeps every digit of a quantity', () => {
    const text = JSON.stringify(aDocument([aHarvest()])).replace('120.5', '12345678901234567890.1230');
    const event = onlyEvent(text);
    expect(event.epcs[0]?.quantity).toBe('12345678901234567890.123');
    const rounded = JSON.stringify(aDocument([aHarvest()])).replace('120.5', '12345678901234567890');
    expect(hashUriOfDigest(event.hash)).not.toBe(hashUriOfDigest(onlyEvent(rounded).hash));
  });

  it('gives good events beside refused ones', () => {
    const { events } = parsed(aDocument([aHarvest(), { type: 'x' }, aPacking()]));
    expect(events.map(each => each.ok)).toEqual([true, false, true]);
  });

  it('reads query documents, bare events and lists of them', () => {
    const context = 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld';
    const query = {
      '@context': context,
      type: 'EPCISQueryDocument',
      epcisBody: {
        queryResults: { queryName: 'SimpleEventQuery', resultsBody: { eventList: [aPacking()] } },
      },
    };
    expect(parsed(query)).toMatchObject({ kind: 'EPCISQueryDocument', events: [{ ok: true }] });
    const bare = aPacking({ '@context': context });
    expect(parsed(bare)).toMatchObject({ kind: 'event', events: [{ ok: true }] });
    expect(parsed([bare, bare]).events.map(each => each.ok && each.value.index)).toEqual([0, 1]);
    expect(parsed(aPacking()).events[0]).toMatchObject({
      error: [{ code: 'missingField', params: { field: '@context' } }],
    });
  });

  it('reads header and master data', () => {
    const attributes = [{ id: 'urn:epcglobal:cbv:mda#name', attribute: '演示基地' }];
    const place = { id: 'https://id.gs1.org/414/9521234500001', attributes, children: ['urn:demo:plot:1'] };
    const list = [{ type: 'urn:epcglobal:epcis:vtype:BusinessLocation', vocabularyElementList: [place] }];
    const document = parsed(
      aDocument([], {
        sender: 'a',
        receiver: 'b',
        epcisHeader: { epcisMasterData: { vocabularyList: list } },
      }),
    );
    expect(document).toMatchObject({ sender: 'a', receiver: 'b', creationDate: '2026-06-21T00:00:00Z' });
    expect(document.masterData).toEqual([
      {
        type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
        id: 'https://id.gs1.org/414/9521234500001',
        attributes: [{ id: 'urn:epcglobal:cbv:mda#name', value: '演示基地' }],
        children: ['urn:demo:plot:1'],
      },
    ]);
  });

  it('passes over a byte order mark', () => {
    expect(parsed(`\ufeff${JSON.stringify(aDocument([aPacking()]))}`).events[0]?.ok).toBe(true);
  });

  it.each<[string, unknown, readonly string[]]>([
    ['what is not UTF-8', new Uint8Array([123, 0xff, 125]), ['notUtf8']],
    ['what is not JSON', '{"type":', ['notJson']],
    ['an empty text', '', ['notJson']],
    [
      'nesting beyond the limit',
      `{"type":"EPCISDocument","x:y":${'['.repeat(70)}${']'.repeat(70)}}`,
      ['tooDeep'],
    ],
    ['a million brackets', '['.repeat(1_000_000), ['tooDeep']],
    [
      'U+0000',
      JSON.stringify(aDocument([])).replace('EPCISDocument', 'EPCISDocument\\u0000'),
      ['nulCharacter'],
    ],
    ['numbers beyond all range', `{"type":"EPCISDocument","x:y":1e999999}`, ['numberOutOfRange']],
    ['other JSON', { hello: 'world' }, ['notEpcis']],
    [
      'a document without body',
      { type: 'EPCISDocument' },
      ['missingField', 'missingField', 'missingField', 'missingField'],
    ],
    [
      'an event list that is none',
      aDocument([], { epcisBody: { eventList: {} } }),
      ['notAList /epcisBody/eventList'],
    ],
    ['unknown fields of a document', aDocument([], { events: [] }), ['unknownField /events']],
    ['a wrong version', aDocument([], { schemaVersion: 'two' }), ['wrongVersion /schemaVersion']],
  ])('refuses %s', (_, input, expected) => {
    expect(refusal(input)).toEqual(expected);
  });

  it('refuses more events than allowed', () => {
    expect(refusal(aDocument([1, 2, 3]), { strictness: 'strict', maxEvents: 2 })).toEqual([
      'tooManyEvents /epcisBody/eventList',
    ]);
    expect(refusal([1, 2, 3], { strictness: 'strict', maxEvents: 2 })).toEqual(['tooManyEvents']);
  });
});

/** A value somewhere inside is replaced, removed or added. */
function mutated(value: unknown, path: readonly number[], by: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[step % (keys.length + 1)] ?? 'added:field';
  const member = mutated((value as Record<string, unknown>)[key], rest, by);
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === key ? member : item));
  return { ...value, [key]: member };
}

describe('parseDocument never throws', () => {
  it('on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array(), bytes => void parseDocument(bytes, STRICT)));
  });

  it('on any JSON', () => {
    fc.assert(fc.property(fc.json(), text => void parseDocument(bytesOf(text), { strictness: 'lenient' })));
  });

  it('on documents with any one thing changed', () => {
    const whole = aDocument([aHarvest(), aDrying(), aPacking()]);
    const path = fc.array(fc.nat(20), { minLength: 1, maxLength: 8 });
    const mode = fc.constantFrom<'strict' | 'lenient'>('strict', 'lenient');
    fc.assert(
      fc.property(path, fc.jsonValue(), mode, (steps, value, strictness) => {
        const result = parseDocument(bytesOf(mutated(whole, steps, value)), { strictness });
        if (!result.ok) expect(result.error.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('on documents with any bytes changed', () => {
    const bytes = bytesOf(aDocument([aDrying()]));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
        const changed = bytes.slice();
        changed[at] = byte;
        parseDocument(changed, STRICT);
      }),
      { numRuns: 500 },
    );
  });
});

describe('parseDocument stays quick', () => {
  const quick = (text: string) => {
    const bytes = bytesOf(text);
    const start = performance.now();
    parseDocument(bytes, { strictness: 'lenient' });
    return performance.now() - start;
  };
  const around = (field: string, value: string) =>
    JSON.stringify(aDocument([aPacking({ [field]: 'HERE' })])).replace('"HERE"', value);

  it.each([
    ['brackets in a URI', around('eventID', `"a://${'['.repeat(300_000)}"`)],
    ['zeros in a number', around('demo:x', `0.${'0'.repeat(300_000)}1`)],
    ['zeros in a text', around('demo:x', `"0.${'0'.repeat(300_000)}1"`)],
    [
      'names in a context',
      around('@context', `[${Array.from({ length: 50_000 }, (_, at) => `"a:${at}"`).join()}]`),
    ],
    ['backslashes', around('demo:x', `"${'\\\\'.repeat(300_000)}"`)],
    ['problems', around('childEPCs', `[${'1,'.repeat(200_000)}1]`)],
    ['bad events', JSON.stringify(aDocument(Array.from({ length: 50_000 }, () => ({ type: 'x' }))))],
  ])('with very many %s', (_, text) => {
    expect(quick(text)).toBeLessThan(3000);
  });
});
