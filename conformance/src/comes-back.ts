import { isDeepStrictEqual } from 'node:util';
import type { ParsedDocument, ParsedEvent } from '@pinxin/epcis/document';
import type { EpcisProblemCode } from '@pinxin/epcis/problem';
import { type StoredEvent, writeDocument } from '@pinxin/epcis/write-document';
import { writeXmlDocument } from '@pinxin/epcis/xml/write-xml-document';
import { described, parseEither, problemsIn } from './event-file.ts';

/** Findings of the rules that GS1's schemas do not have: a document may be valid and still have these. */
export const BEYOND_SCHEMA: ReadonlySet<EpcisProblemCode> = new Set([
  ...(['duplicateKey', 'brokenText', 'brokenIdentifier', 'parentRequired'] as const),
  ...(['negativeQuantity', 'repeatedItem', 'sensorTimeAfterEvent', 'wrongEventId'] as const),
]);

const HEAD = { creationDate: '2026-01-01T00:00:00Z' };

const FORMS = [
  ['JSON', (events: readonly StoredEvent[]) => writeDocument(events, HEAD)],
  ['XML 2.0', (events: readonly StoredEvent[]) => writeXmlDocument(events, HEAD)],
  [
    'XML 1.2',
    (events: readonly StoredEvent[]) => writeXmlDocument(events, HEAD, { version: '1.2', cbv: 'urn' }),
  ],
] as const;

function good(document: ParsedDocument): readonly ParsedEvent[] {
  return document.events.flatMap(event => (event.ok ? [event.value] : []));
}

function stored(document: ParsedDocument): readonly StoredEvent[] {
  return good(document).map(({ bytes }) => ({ bytes, context: document.context.source }));
}

function content({ value }: ParsedEvent): unknown {
  const { '@context': _context, ...rest } = value;
  return rest;
}

/** What differs between the events of two documents, if anything; their values too when `whole`. */
function difference(before: ParsedDocument, after: ParsedDocument, whole: boolean): string | undefined {
  const events = good(before);
  const again = good(after);
  if (again.length !== events.length) return 'has fewer events';
  for (const [index, event] of events.entries()) {
    const other = again[index] as ParsedEvent;
    if (whole && !isDeepStrictEqual(content(event), content(other))) return `event ${index} is different`;
    if (Buffer.compare(event.hash, other.hash) !== 0) return `event ${index} has another hash`;
  }
  return undefined;
}

/**
 * Written out in each form and read again, every event is the same event; back in the form it came in, all its content
 * is the same too. A document of XML may repeat what a list of JSON may not, and is then not compared there.
 */
export function comesBack(bytes: Uint8Array): string | undefined {
  const first = parseEither(bytes, 'lenient');
  if (!first.ok) return undefined;
  for (const [name, write] of FORMS) {
    const second = parseEither(write(stored(first.value)), 'lenient');
    if (!second.ok) return `as ${name} it is refused: ${described(second.error)}`;
    const problems = problemsIn(second.value);
    if (problems.length > 0 && problems.every(({ code }) => BEYOND_SCHEMA.has(code))) continue;
    const lost = difference(first.value, second.value, false);
    if (lost !== undefined) return `as ${name} ${lost} ${described(problems)}`;
    const back = FORMS[first.value.placeOf === undefined ? 0 : 1][1](stored(second.value));
    const third = parseEither(back, 'lenient');
    if (!third.ok) return `back from ${name} it is refused: ${described(third.error)}`;
    const changed = difference(second.value, third.value, true);
    if (changed !== undefined) return `back from ${name} ${changed}`;
  }
  return undefined;
}
