import { EPCIS_CONTEXT_URL } from '../context.ts';
import { type Making, put, type XmlReading } from './read-extension.ts';
import { attributeOf, type XmlElement } from './xml-element.ts';
import { isStandardType } from './xml-fields.ts';
import { childOf, putVocabularies } from './xml-master-data.ts';
import { isEpcis, JSON_IN_XML, QUERY_1, QUERY_2 } from './xml-names.ts';

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
  if (masterData === undefined || list === undefined) return;
  const read: Making = {};
  put(r, document, 'epcisHeader', { epcisMasterData: read }, header);
  putVocabularies(r, read, list);
}

/** Elements without namespace that the standard does not have here. */
function refuseOthers(r: XmlReading, element: XmlElement, known: readonly string[]): void {
  for (const child of element.children) {
    if (child.namespace === '' && !known.includes(child.local))
      r.findings.push({ code: 'unknownField', element: child, params: { field: child.local } });
  }
}

function listIn(r: XmlReading, target: object, holder: XmlElement | undefined): XmlElement | undefined {
  const list = childOf(holder, 'EventList');
  if (list !== undefined) put(r, target, 'eventList', [], list);
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
  return listIn(r, inner, resultsBody);
}

/**
 * Finds the events of an `EPCISDocument`, an `EPCISQueryDocument` (both of either edition) or a bare event; undefined
 * when it is none of them.
 */
export function readFrame(r: XmlReading, root: XmlElement): XmlFrame | undefined {
  const { local, namespace } = root;
  const isQuery = local === 'EPCISQueryDocument' && (namespace === QUERY_1 || namespace === QUERY_2);
  if (!isQuery && !(local === 'EPCISDocument' && isEpcis(namespace))) {
    const alone = unwrapped(root);
    return isEvent(alone.event)
      ? { kind: 'event', document: {}, events: [alone], list: undefined }
      : undefined;
  }
  const document: Making = {};
  put(r, document, '@context', EPCIS_CONTEXT_URL, root);
  put(r, document, 'type', local, root);
  putAttribute(r, document, root, 'schemaVersion');
  putAttribute(r, document, root, 'creationDate');
  refuseOthers(r, root, ['EPCISHeader', 'EPCISBody', 'extension']);
  const header = childOf(root, 'EPCISHeader');
  if (header !== undefined) putHeader(r, document, header);
  const element = childOf(root, 'EPCISBody');
  let list: XmlElement | undefined;
  if (element !== undefined) {
    const body: Making = {};
    put(r, document, 'epcisBody', body, element);
    if (!isQuery) refuseOthers(r, element, ['EventList', 'extension']);
    list = isQuery ? putResults(r, body, element) : listIn(r, body, element);
  }
  return {
    kind: isQuery ? 'EPCISQueryDocument' : 'EPCISDocument',
    document,
    events: (list?.children ?? []).map(unwrapped),
    list,
  };
}
