import { EPCIS_CONTEXT_URL } from '../context.ts';
import { type Making, put, type XmlReading } from './read-extension.ts';
import { attributeOf, type XmlElement } from './xml-element.ts';
import { isStandardType } from './xml-fields.ts';
import { childOf, putVocabularies } from './xml-master-data.ts';
import { isEpcis, JSON_IN_XML, MASTER_DATA_1, MASTER_DATA_2, QUERY_1, QUERY_2 } from './xml-names.ts';

/** An event in a document. */
export interface EventElement {
  readonly event: XmlElement;
  /** The event, or the `extension` around it that 1.2 puts newer event types into. */
  readonly whole: XmlElement;
}

/** What stands around the events of a document, and where they are. */
export interface XmlFrame {
  readonly kind: 'EPCISDocument' | 'EPCISQueryDocument' | 'event';
  /** The document as JSON has it, its events left out. */
  readonly document: Making;
  readonly events: readonly EventElement[];
  /** What the events stand in: the namespaces they share. */
  readonly list: XmlElement | undefined;
}

/** The event inside an element of an event list: 1.2 wraps the types that 1.0 did not have, once or twice. */
export function unwrapped(whole: XmlElement): EventElement {
  let event = whole;
  const wraps = (each: XmlElement) =>
    each.local === 'extension' &&
    (each.namespace === '' || isEpcis(each.namespace)) &&
    each.children.length === 1;
  while (wraps(event)) event = event.children[0] as XmlElement;
  return { event, whole };
}

function isEvent({ local, namespace, children }: XmlElement): boolean {
  if (namespace === JSON_IN_XML) return local === 'event';
  if (namespace === '' || isEpcis(namespace)) return isStandardType(local);
  return children.some(each => each.local === 'eventTime');
}

function putAttribute(r: XmlReading, document: Making, root: XmlElement, name: string): void {
  const value = attributeOf(root, name);
  if (value !== undefined) put(r, document, name, value, root);
}

function textOf(element: XmlElement | undefined): string | undefined {
  return element?.text.trim();
}

/** Who sent it, to whom: from the Standard Business Document Header. */
function putParties(r: XmlReading, document: Making, header: XmlElement): void {
  const business = childOf(header, 'StandardBusinessDocumentHeader');
  if (business === undefined) return;
  const values = [
    ['sender', textOf(childOf(childOf(business, 'Sender'), 'Identifier'))],
    ['receiver', textOf(childOf(childOf(business, 'Receiver'), 'Identifier'))],
    [
      'instanceIdentifier',
      textOf(childOf(childOf(business, 'DocumentIdentification'), 'InstanceIdentifier')),
    ],
  ] as const;
  for (const [name, value] of values) if (value !== undefined) put(r, document, name, value, business);
}

function putHeader(r: XmlReading, document: Making, header: XmlElement): void {
  putParties(r, document, header);
  const masterData =
    childOf(header, 'EPCISMasterData') ?? childOf(childOf(header, 'extension'), 'EPCISMasterData');
  const list = childOf(masterData, 'VocabularyList');
  if (masterData !== undefined && list !== undefined) putMasterData(r, document, header, list);
}

/** JSON has master data of a document in its header, wherever it stood. */
function putMasterData(r: XmlReading, document: Making, holder: XmlElement, list: XmlElement): void {
  const read: Making = {};
  put(r, document, 'epcisHeader', { epcisMasterData: read }, holder);
  putVocabularies(r, read, list);
}

/** Elements without namespace that the standard does not have here. */
function refuseOthers(r: XmlReading, element: XmlElement, known: readonly string[]): void {
  for (const child of element.children) {
    if (child.namespace === '' && !known.includes(child.local))
      r.findings.push({ code: 'unknownField', element: child, params: { field: child.local } });
  }
}

/** The events in an element. Where master data is told, the schema lets the list be left out; JSON has an empty one. */
function listIn(
  r: XmlReading,
  target: object,
  holder: XmlElement,
  hasMasterData: boolean,
): XmlElement | undefined {
  const list = childOf(holder, 'EventList');
  if (list !== undefined || hasMasterData) put(r, target, 'eventList', [], list ?? holder);
  return list;
}

function putResults(r: XmlReading, body: Making, element: XmlElement): XmlElement | undefined {
  const results = childOf(element, 'QueryResults');
  if (results === undefined) return undefined;
  const read: Making = {};
  put(r, body, 'queryResults', read, results);
  for (const name of ['queryName', 'subscriptionID']) {
    const child = childOf(results, name);
    if (child !== undefined) put(r, read, name, child.text.trim(), child);
  }
  const resultsBody = childOf(results, 'resultsBody');
  if (resultsBody === undefined) return undefined;
  const inner: Making = {};
  put(r, read, 'resultsBody', inner, resultsBody);
  const vocabularies = childOf(resultsBody, 'VocabularyList');
  if (vocabularies !== undefined) putVocabularies(r, inner, vocabularies);
  return listIn(r, inner, resultsBody, vocabularies !== undefined);
}

/** The body, and in it the events; of a master data document what it tells instead. */
function putBody(
  r: XmlReading,
  document: Making,
  element: XmlElement,
  root: XmlElement,
): XmlElement | undefined {
  const body: Making = {};
  put(r, document, 'epcisBody', body, element);
  if (root.local === 'EPCISQueryDocument') return putResults(r, body, element);
  const told = root.local === 'EPCISMasterDataDocument' ? childOf(element, 'VocabularyList') : undefined;
  refuseOthers(r, element, [root.local === 'EPCISDocument' ? 'EventList' : 'VocabularyList', 'extension']);
  if (told !== undefined) putMasterData(r, document, element, told);
  return listIn(r, body, element, root.local === 'EPCISMasterDataDocument' || 'epcisHeader' in document);
}

/** Is this the outermost element of a document, of either edition? */
function isDocument({ local, namespace }: XmlElement): boolean {
  switch (local) {
    case 'EPCISDocument':
      return isEpcis(namespace);
    case 'EPCISQueryDocument':
      return namespace === QUERY_1 || namespace === QUERY_2;
    case 'EPCISMasterDataDocument':
      return namespace === MASTER_DATA_1 || namespace === MASTER_DATA_2;
    default:
      return false;
  }
}

/**
 * Finds the events of an `EPCISDocument`, an `EPCISQueryDocument` (both of either edition) or a bare event; undefined
 * when it is none of them. An `EPCISMasterDataDocument` is read as a document without events whose header tells the
 * same.
 */
export function readFrame(r: XmlReading, root: XmlElement): XmlFrame | undefined {
  if (!isDocument(root)) {
    const alone = unwrapped(root);
    return isEvent(alone.event)
      ? { kind: 'event', document: {}, events: [alone], list: undefined }
      : undefined;
  }
  const kind = root.local === 'EPCISQueryDocument' ? 'EPCISQueryDocument' : 'EPCISDocument';
  const document: Making = {};
  put(r, document, '@context', EPCIS_CONTEXT_URL, root);
  put(r, document, 'type', kind, root);
  putAttribute(r, document, root, 'schemaVersion');
  putAttribute(r, document, root, 'creationDate');
  refuseOthers(r, root, ['EPCISHeader', 'EPCISBody', 'extension']);
  const header = childOf(root, 'EPCISHeader');
  if (header !== undefined) putHeader(r, document, header);
  const element = childOf(root, 'EPCISBody');
  const list = element === undefined ? undefined : putBody(r, document, element, root);
  return { kind, document, events: (list?.children ?? []).map(unwrapped), list };
}
