import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../document.ts';
import type { ParsedDocument, ParsedEvent } from '../event.ts';
import { writeDocument } from '../write-document.ts';
import { arbitraryEvent, CONTEXT } from './testing/arbitrary-event.ts';
import { writeXmlDocument, type XmlForm } from './write-xml-document.ts';
import { parseXmlDocument } from './xml-document.ts';

const encoder = new TextEncoder();
const HEAD = { creationDate: '2026-06-21T00:00:00Z' };
const FORMS: readonly XmlForm[] = [
  { version: '2.0', cbv: 'urn' },
  { version: '2.0', cbv: 'webUri' },
  { version: '1.2', cbv: 'urn' },
];
/** As many events as the whole run is to generate; a hundred in everyday tests. */
const RUNS = Number(process.env.PINXIN_PROPERTY_RUNS ?? 300);

function jsonDocument(events: readonly object[]): Uint8Array {
  return encoder.encode(
    JSON.stringify({
      '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld', CONTEXT],
      ...{ type: 'EPCISDocument', schemaVersion: '2.0', ...HEAD, epcisBody: { eventList: events } },
    }),
  );
}

function parsed(result: ReturnType<typeof parseDocument>): ParsedDocument {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function only(document: ParsedDocument): ParsedEvent {
  const [event] = document.events;
  if (event?.ok !== true) throw new Error(JSON.stringify(event));
  return event.value;
}

function stored(document: ParsedDocument) {
  return [{ bytes: only(document).bytes, context: document.context.source }];
}

function withoutContext({ '@context': _context, ...rest }: Readonly<Record<string, unknown>>): object {
  return rest;
}

describe('an event that goes through XML', () => {
  for (const form of FORMS) {
    it(`comes back to JSON as it was, with its hash (XML ${form.version}, words as ${form.cbv})`, () => {
      fc.assert(
        fc.property(arbitraryEvent, event => {
          const json = parsed(parseDocument(jsonDocument([event]), { strictness: 'lenient' }));
          const xml = writeXmlDocument(stored(json), HEAD, form);
          const again = parsed(parseXmlDocument(xml, { strictness: 'lenient' }));
          expect(withoutContext(only(again).value)).toEqual(withoutContext(only(json).value));
          expect(Buffer.from(only(again).hash)).toEqual(Buffer.from(only(json).hash));
          const back = parsed(parseDocument(writeDocument(stored(again), HEAD), { strictness: 'lenient' }));
          expect(withoutContext(only(back).value)).toEqual(withoutContext(only(json).value));
          expect(Buffer.from(only(back).hash)).toEqual(Buffer.from(only(json).hash));
        }),
        { numRuns: RUNS },
      );
    });
  }

  it('comes back from JSON to the same XML, byte by byte', () => {
    fc.assert(
      fc.property(arbitraryEvent, fc.constantFrom(...FORMS), (event, form) => {
        const json = parsed(parseDocument(jsonDocument([event]), { strictness: 'lenient' }));
        const xml = writeXmlDocument(stored(json), HEAD, form);
        const read = parsed(parseXmlDocument(xml, { strictness: 'lenient' }));
        const between = parsed(parseDocument(writeDocument(stored(read), HEAD), { strictness: 'lenient' }));
        const again = writeXmlDocument(stored(between), HEAD, form);
        const twice = writeXmlDocument(
          stored(parsed(parseXmlDocument(again, { strictness: 'lenient' }))),
          HEAD,
          form,
        );
        expect(Buffer.from(twice).toString()).toBe(Buffer.from(again).toString());
      }),
      { numRuns: RUNS },
    );
  });
});
