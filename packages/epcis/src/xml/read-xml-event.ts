import { DISPOSITIONS, type Vocabulary } from '../vocabulary.ts';
import {
  extensionKey,
  type Making,
  put,
  putExtensions,
  putNumber,
  readAttributes,
  type XmlReading,
} from './read-extension.ts';
import { putSensors } from './read-sensors.ts';
import { attributeOf, type XmlElement } from './xml-element.ts';
import { isStandardType, orderOf, requiredList, XML_FIELDS, type XmlField } from './xml-fields.ts';
import { ATTRIBUTES, isEpcis, JSON_IN_XML, XSI } from './xml-names.ts';
import { REASONS, wordFromXml } from './xml-words.ts';

/** Is the element written by the standard: without namespace, or in EPCIS's own? */
function isStandard({ namespace }: XmlElement): boolean {
  return namespace === '' || isEpcis(namespace);
}

function repeated(r: XmlReading, element: XmlElement): void {
  r.findings.push({ code: 'repeatedElement', element, params: { element: element.local } });
}

function unknown(r: XmlReading, element: XmlElement): void {
  r.findings.push({ code: 'unknownField', element, params: { field: element.local } });
}

/** The text of an element that holds nothing else. */
function textOf(r: XmlReading, element: XmlElement): string {
  if (element.children.length > 0) r.findings.push({ code: 'notText', element });
  return element.text.trim();
}

/** The texts of all children of one name. */
function putTexts(
  r: XmlReading,
  target: object,
  element: XmlElement,
  child: string,
  read: (text: string) => string = text => text,
): void {
  const list: string[] = [];
  put(r, target, element.local, list, element);
  for (const each of element.children) {
    if (each.local === child && isStandard(each)) put(r, list, list.length, read(textOf(r, each)), each);
    else unknown(r, each);
  }
}

function putQuantities(r: XmlReading, event: object, element: XmlElement): void {
  const list: Making[] = [];
  put(r, event, element.local, list, element);
  for (const each of element.children) {
    if (each.local !== 'quantityElement' || !isStandard(each)) {
      unknown(r, each);
      continue;
    }
    const read: Making = {};
    put(r, list, list.length, read, each);
    for (const member of each.children) {
      if (read[member.local] !== undefined) repeated(r, member);
      if (attributeOf(member, 'nil', XSI) === 'true') continue;
      if (member.local === 'quantity') putNumber(r, read, 'quantity', member.text, member);
      else put(r, read, member.local, textOf(r, member), member);
    }
  }
}

function putTyped(
  r: XmlReading,
  event: object,
  element: XmlElement,
  member: string,
  words: Vocabulary,
): void {
  const list: Making[] = [];
  put(r, event, element.local, list, element);
  for (const each of element.children) {
    if (each.local !== member || !isStandard(each)) {
      unknown(r, each);
      continue;
    }
    const read: Making = {};
    put(r, list, list.length, read, each);
    const type = attributeOf(each, 'type');
    if (type !== undefined) put(r, read, 'type', wordFromXml(words, type), each);
    put(r, read, member, textOf(r, each), each);
  }
}

/** What of an element's children the standard knows goes to `known`; the rest, also inside `extension`, is users' own. */
function putOpen(
  r: XmlReading,
  target: Making,
  element: XmlElement,
  known: (child: XmlElement) => boolean,
  inside: (r: XmlReading, child: XmlElement) => string,
): void {
  const attributes = readAttributes(r, element.attributes);
  if (attributes !== undefined) put(r, target, ATTRIBUTES, attributes, element);
  const others: XmlElement[] = [];
  const wrapped: XmlElement[] = [];
  for (const child of element.children) {
    if (isStandard(child) && child.local === 'extension') wrapped.push(...child.children);
    else if (!isStandard(child) || !known(child)) others.push(child);
  }
  putExtensions(r, target, others);
  putExtensions(r, target, wrapped, inside);
}

function putPlace(r: XmlReading, event: object, element: XmlElement): void {
  const read: Making = {};
  put(r, event, element.local, read, element);
  const known = (child: XmlElement): boolean => {
    if (child.local !== 'id') return false;
    if (read.id !== undefined) repeated(r, child);
    put(r, read, 'id', textOf(r, child), child);
    return true;
  };
  putOpen(r, read, element, known, extensionKey);
}

function putError(r: XmlReading, event: object, element: XmlElement): void {
  const read: Making = {};
  put(r, event, element.local, read, element);
  const known = (child: XmlElement): boolean => {
    if (read[child.local] !== undefined) repeated(r, child);
    if (child.local === 'correctiveEventIDs') putTexts(r, read, child, 'correctiveEventID');
    else if (child.local === 'reason') put(r, read, 'reason', wordFromXml(REASONS, textOf(r, child)), child);
    else if (child.local === 'declarationTime') put(r, read, 'declarationTime', textOf(r, child), child);
    else return false;
    return true;
  };
  putOpen(r, read, element, known, keyInExtension);
}

function putDispositions(r: XmlReading, event: object, element: XmlElement): void {
  const read: Making = {};
  put(r, event, element.local, read, element);
  for (const child of element.children) {
    const list = (read[child.local] ?? []) as unknown[];
    if (list.length === 0) put(r, read, child.local, list, child);
    put(r, list, list.length, wordFromXml(DISPOSITIONS, textOf(r, child)), child);
  }
}

function putCertification(r: XmlReading, event: Making, element: XmlElement): void {
  const text = textOf(r, element);
  const before = event.certificationInfo;
  if (before === undefined) put(r, event, 'certificationInfo', text, element);
  else if (Array.isArray(before)) put(r, before, before.length, text, element);
  else put(r, event, 'certificationInfo', [before, text], element);
}

function putField(r: XmlReading, event: Making, element: XmlElement, field: XmlField): void {
  const { local } = element;
  if (field.kind !== 'certification' && event[local] !== undefined) repeated(r, element);
  switch (field.kind) {
    case 'text':
      put(r, event, local, textOf(r, element), element);
      return;
    case 'word':
      put(r, event, local, wordFromXml(field.list, textOf(r, element)), element);
      return;
    case 'epcs':
      putTexts(r, event, element, 'epc');
      return;
    case 'quantities':
      putQuantities(r, event, element);
      return;
    case 'typed':
      putTyped(r, event, element, field.member, field.list);
      return;
    case 'certification':
      putCertification(r, event, element);
      return;
    case 'place':
      putPlace(r, event, element);
      return;
    case 'error':
      putError(r, event, element);
      return;
    case 'dispositions':
      putDispositions(r, event, element);
      return;
    case 'sensors':
      putSensors(r, event, element);
      return;
    case 'ilmd': {
      const read: Making = {};
      put(r, event, 'ilmd', read, element);
      putOpen(r, read, element, () => false, keyInExtension);
    }
  }
}

/** Inside `extension` stand names of later editions of the standard itself; JSON calls them `epcis:…`. */
function keyInExtension(r: XmlReading, element: XmlElement): string {
  return element.namespace === '' || isEpcis(element.namespace)
    ? `epcis:${element.local}`
    : extensionKey(r, element);
}

/** Tells the first element that stands before one which should come first. */
function checkOrder(r: XmlReading, elements: readonly XmlElement[], type: string): void {
  const order = orderOf(type);
  let last = -1;
  for (const element of elements) {
    const place = isStandard(element) ? order.indexOf(element.local) : order.length + 1;
    if (place < 0) continue;
    if (place < last) {
      r.findings.push({ code: 'wrongElementOrder', element, params: { element: element.local } });
      return;
    }
    last = place;
  }
}

/** Standard fields, in wrappers or not (1.2 wraps what it added to 1.0; 2.0 does not), and users' own. */
function putChildren(
  r: XmlReading,
  event: Making,
  elements: readonly XmlElement[],
  type: string,
  strict: boolean,
  wrapped: boolean,
): void {
  if (strict && isStandardType(type)) checkOrder(r, elements, type);
  const others: XmlElement[] = [];
  for (const element of elements) {
    const field = isStandard(element) ? XML_FIELDS.get(element.local) : undefined;
    const isWrapper = element.local === 'extension' || element.local === 'baseExtension';
    if (field !== undefined) putField(r, event, element, field);
    else if (isStandard(element) && isWrapper) putChildren(r, event, element.children, type, strict, true);
    else others.push(element);
  }
  putExtensions(r, event, others, wrapped ? keyInExtension : extensionKey);
}

/** What JSON says of an event's lists that XML cannot: `json:notes="epcList:empty certificationInfo:list"`. */
function applyNotes(r: XmlReading, event: Making, element: XmlElement): void {
  for (const note of (attributeOf(element, 'notes', JSON_IN_XML) ?? '').split(' ')) {
    const [field = '', what] = note.split(':');
    if (!XML_FIELDS.has(field)) continue;
    if (what === 'empty' && event[field] === undefined) put(r, event, field, [], element);
    if (what === 'list' && typeof event[field] === 'string') put(r, event, field, [event[field]], element);
  }
}

function readType(r: XmlReading, element: XmlElement): string {
  if (element.namespace === JSON_IN_XML) return attributeOf(element, 'type', JSON_IN_XML) ?? '';
  if (isStandard(element)) return element.local;
  return extensionKey(r, element);
}

/** Attributes that bare events carry as documents do. */
const OF_THE_DOCUMENT: ReadonlySet<string> = new Set(['schemaVersion', 'creationDate']);

/**
 * An event as EPCIS JSON has it: bare words, lists for repeated elements, extensions by prefix. Findings are of what
 * JSON could not show; all else is left to be found where JSON is checked. The `@context` holds the prefixes used.
 */
export function readXmlEvent(r: XmlReading, element: XmlElement, strict: boolean): Making {
  const event: Making = {};
  const type = readType(r, element);
  put(r, event, 'type', type, element);
  const own = element.attributes.filter(each => each.namespace !== '' || !OF_THE_DOCUMENT.has(each.local));
  const attributes = readAttributes(r, own);
  if (attributes !== undefined) put(r, event, ATTRIBUTES, attributes, element);
  putChildren(r, event, element.children, type, strict, false);
  const required = requiredList(event);
  const list = required === undefined ? undefined : event[required.name];
  if (required?.filler === true && Array.isArray(list) && list.length === 0) delete event[required.name];
  applyNotes(r, event, element);
  const context = r.prefixes.context();
  const more = event['@context'] as readonly unknown[] | undefined;
  if (Object.keys(context).length > 0) put(r, event, '@context', [context, ...(more ?? [])], element);
  return event;
}
