import type { DocumentHead, DocumentParts, QueryHead, StoredEvent } from '../write-document.ts';
import { readStored } from './stored-event.ts';
import { type XmlForm, xmlOfEvent } from './write-xml-event.ts';
import { wrappedEvent } from './xml-arrangement.ts';
import { EPCIS_1, EPCIS_2, QUERY_1, QUERY_2 } from './xml-names.ts';
import { escapeAttribute, escapeText } from './xml-text.ts';

export type { XmlForm } from './write-xml-event.ts';

const encoder = new TextEncoder();
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** EPCIS 2.0 XML with CBV's URNs, which readers of either edition know. */
export const XML_2_0: XmlForm = { version: '2.0', cbv: 'urn' };

/** One event as XML, with the record time and identifier that were stored beside it. */
function eventText(stored: StoredEvent, form: XmlForm): string {
  const { value, context, exact } = readStored(stored);
  const { recordTime, eventId } = stored;
  const event = { ...value };
  if (recordTime !== undefined) event.recordTime = recordTime;
  if (eventId !== undefined && event.eventID === undefined) event.eventID = eventId;
  return wrappedEvent(
    value.type as string,
    xmlOfEvent(event, context, movedTo(event, value, exact), form),
    form.version,
  );
}

/** Exact numbers are found by the object that holds them; a copy holds those of its original. */
function movedTo(
  copy: object,
  original: object,
  exact: ReturnType<typeof readStored>['exact'],
): ReturnType<typeof readStored>['exact'] {
  const own = exact?.get(original);
  return exact === undefined || own === undefined ? exact : new Map([...exact, [copy, own]]);
}

function eventsText(events: Iterable<StoredEvent>, form: XmlForm): string {
  let text = '';
  for (const event of events) text += `\n${eventText(event, form)}`;
  return text;
}

function listText(events: Iterable<StoredEvent>, form: XmlForm): string {
  const text = eventsText(events, form);
  return text === '' ? '<EventList/>' : `<EventList>${text}\n</EventList>`;
}

function attributes({ creationDate }: DocumentHead, { version }: XmlForm): string {
  return ` schemaVersion="${version}" creationDate="${escapeAttribute(creationDate)}"`;
}

/** An `EPCISDocument` of stored events, whatever they came as. */
export function writeXmlDocument(
  events: Iterable<StoredEvent>,
  head: DocumentHead,
  form: XmlForm = XML_2_0,
): Uint8Array {
  return encoder.encode(`${documentStart(head, form)}${listText(events, form)}${DOCUMENT_END}`);
}

/** The pieces of an `EPCISDocument`, for one that is too large to be held; see {@link writeXmlDocument}. */
export function xmlParts(head: DocumentHead, form: XmlForm = XML_2_0): DocumentParts {
  return {
    start: encoder.encode(`${documentStart(head, form)}<EventList>`),
    events: events => encoder.encode(eventsText(events, form)),
    end: encoder.encode(`\n</EventList>${DOCUMENT_END}`),
  };
}

const DOCUMENT_END = '</EPCISBody></epcis:EPCISDocument>\n';

function documentStart(head: DocumentHead, form: XmlForm): string {
  const namespace = form.version === '1.2' ? EPCIS_1 : EPCIS_2;
  return `${DECLARATION}<epcis:EPCISDocument xmlns:epcis="${namespace}"${attributes(head, form)}><EPCISBody>`;
}

/** An `EPCISQueryDocument` of stored events; see {@link writeXmlDocument}. */
export function writeXmlQueryDocument(
  events: Iterable<StoredEvent>,
  head: QueryHead,
  form: XmlForm = XML_2_0,
): Uint8Array {
  return encoder.encode(writeXmlResults(listText(events, form), head, form));
}

/** An `EPCISQueryDocument` around its results. */
export function writeXmlResults(body: string, head: QueryHead, form: XmlForm): string {
  const namespace = form.version === '1.2' ? QUERY_1 : QUERY_2;
  const start = `<epcisq:EPCISQueryDocument xmlns:epcisq="${namespace}"${attributes(head, form)}>`;
  const subscription =
    head.subscriptionId === undefined
      ? ''
      : `<subscriptionID>${escapeText(head.subscriptionId)}</subscriptionID>`;
  const name = `<queryName>${escapeText(head.queryName)}</queryName>${subscription}`;
  const results = `<epcisq:QueryResults>${name}<resultsBody>${body}</resultsBody></epcisq:QueryResults>`;
  return `${DECLARATION}${start}<EPCISBody>${results}</EPCISBody></epcisq:EPCISQueryDocument>\n`;
}
