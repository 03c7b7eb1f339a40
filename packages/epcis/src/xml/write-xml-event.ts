import type { EventContext } from '../context.ts';
import type { ExactNumbers } from '../json.ts';
import { DISPOSITIONS, type Vocabulary } from '../vocabulary.ts';
import {
  element,
  membersElement,
  numberText,
  ownAttributes,
  writeExtensions,
  type XmlWriting,
} from './write-extension.ts';
import { writeSensors } from './write-sensors.ts';
import { arrange, type XmlVersion } from './xml-arrangement.ts';
import { isStandardType, requiredList, XML_FIELDS, type XmlField } from './xml-fields.ts';
import { isNcName } from './xml-names.ts';
import { escapeAttribute, escapeText } from './xml-text.ts';
import { type CbvForm, REASONS, wordToXml } from './xml-words.ts';
import { XmlNames } from './xml-writing.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Which XML to write. */
export interface XmlForm {
  readonly version: XmlVersion;
  readonly cbv: CbvForm;
}

function texts(name: string, list: readonly string[]): string {
  return list.map(each => element(name, escapeText(each))).join('');
}

function words(name: string, list: readonly string[] | undefined, w: XmlWriting): string {
  return (list ?? []).map(each => element(name, escapeText(wordToXml(DISPOSITIONS, each, w.cbv)))).join('');
}

function writeQuantity(value: JsonObject, w: XmlWriting): string {
  const { epcClass, quantity, uom } = value;
  let text = element('epcClass', escapeText(epcClass as string));
  if (quantity !== undefined)
    text += element('quantity', numberText(quantity as number, value, 'quantity', w));
  if (uom !== undefined) text += element('uom', escapeText(uom as string));
  return element('quantityElement', text);
}

function writeTyped(value: JsonObject, member: string, list: Vocabulary, w: XmlWriting): string {
  const { type } = value;
  const attribute =
    type === undefined ? '' : ` type="${escapeAttribute(wordToXml(list, type as string, w.cbv))}"`;
  return element(member, escapeText(value[member] as string), attribute);
}

const EPCIS_PREFIX = 'epcis:';

/** Is this one of the names that JSON calls `epcis:…` and XML writes inside `extension`? */
function isOfLaterEdition(key: string): boolean {
  const local = key.slice(EPCIS_PREFIX.length);
  if (!key.startsWith(EPCIS_PREFIX) || !isNcName(local)) return false;
  return !XML_FIELDS.has(local) && local !== 'extension' && local !== 'baseExtension';
}

/** Users' own members, and those of later editions of the standard, which stand inside `extension`. */
function writeOwn(holder: JsonObject, keys: readonly string[], w: XmlWriting): readonly [string, string] {
  const later = keys.filter(isOfLaterEdition);
  const own = keys.filter(key => !isOfLaterEdition(key));
  const free = (key: string) =>
    key === 'extension' || key === 'baseExtension' ? undefined : w.names.of(key);
  const inside = writeExtensions(holder, later, w, key => key.slice(EPCIS_PREFIX.length));
  return [inside, writeExtensions(holder, own, w, free)];
}

function writeOpen(
  name: string,
  value: JsonObject,
  known: readonly string[],
  content: string,
  w: XmlWriting,
): string {
  const [attributes, keys] = ownAttributes(value, w);
  const rest = keys.filter(key => !known.includes(key));
  const [inside, own] = writeOwn(value, rest, w);
  return element(name, content + (inside === '' ? '' : element('extension', inside)) + own, attributes);
}

function writePlace(name: string, value: JsonObject, w: XmlWriting): string {
  const [attributes, keys] = ownAttributes(value, w);
  const free = (key: string) => (key === 'extension' ? undefined : w.names.of(key));
  const own = writeExtensions(
    value,
    keys.filter(key => key !== 'id'),
    w,
    free,
  );
  return element(name, element('id', escapeText(value.id as string)) + own, attributes);
}

function writeError(name: string, value: JsonObject, w: XmlWriting): string {
  const { declarationTime, reason, correctiveEventIDs } = value;
  let text = element('declarationTime', escapeText(declarationTime as string));
  if (reason !== undefined)
    text += element('reason', escapeText(wordToXml(REASONS, reason as string, w.cbv)));
  if (correctiveEventIDs !== undefined)
    text += element(
      'correctiveEventIDs',
      texts('correctiveEventID', correctiveEventIDs as readonly string[]),
    );
  return writeOpen(name, value, ['declarationTime', 'reason', 'correctiveEventIDs'], text, w);
}

function writeField(event: JsonObject, name: string, field: XmlField, w: XmlWriting): string {
  const value = event[name];
  switch (field.kind) {
    case 'text':
      return element(name, escapeText(value as string));
    case 'word':
      return element(name, escapeText(wordToXml(field.list, value as string, w.cbv)));
    case 'certification':
      return texts(name, Array.isArray(value) ? (value as readonly string[]) : [value as string]);
    case 'epcs':
      return element(name, texts('epc', value as readonly string[]));
    case 'quantities':
      return element(name, (value as readonly JsonObject[]).map(each => writeQuantity(each, w)).join(''));
    case 'typed':
      return element(
        name,
        (value as readonly JsonObject[]).map(each => writeTyped(each, field.member, field.list, w)).join(''),
      );
    case 'place':
      return writePlace(name, value as JsonObject, w);
    case 'error':
      return writeError(name, value as JsonObject, w);
    case 'dispositions': {
      const { set, unset } = value as {
        readonly set?: readonly string[];
        readonly unset?: readonly string[];
      };
      return element(name, words('unset', unset, w) + words('set', set, w));
    }
    case 'sensors':
      return writeSensors(name, value as readonly JsonObject[], w);
    case 'ilmd':
      return writeOpen(name, value as JsonObject, [], '', w);
  }
}

/** Standard fields by name; `json:notes` tells what of lists XML cannot. */
function writeFields(event: JsonObject, w: XmlWriting): readonly [Map<string, string>, readonly string[]] {
  const fields = new Map<string, string>();
  const notes: string[] = [];
  const required = requiredList(event);
  for (const [name, field] of XML_FIELDS) {
    const value = event[name];
    const empty = Array.isArray(value) && value.length === 0;
    const mustStand = required?.name === name;
    if (value === undefined) {
      if (mustStand && required.filler) fields.set(name, element(name, ''));
    } else if (empty && !(mustStand && !required.filler)) {
      notes.push(`${name}:empty`);
      if (mustStand) fields.set(name, element(name, ''));
    } else {
      fields.set(name, writeField(event, name, field, w));
      if (name === 'certificationInfo' && Array.isArray(value) && value.length === 1)
        notes.push(`${name}:list`);
    }
  }
  return [fields, notes];
}

/**
 * An event, given as JSON has it, as an XML element that declares all its prefixes itself. The event must be one that
 * `validateEvent` passes. What XML cannot say is kept in attributes and elements of our own namespace, which any
 * reader may ignore; read again, the event is the same and its hash too.
 */
export function xmlOfEvent(
  event: JsonObject,
  context: EventContext,
  exact: ExactNumbers | undefined,
  form: XmlForm,
): string {
  const names = new XmlNames(context);
  const w: XmlWriting = { names, exact, cbv: form.cbv };
  const type = event.type as string;
  const [fields, notes] = writeFields(event, w);
  const [attributes, keys] = ownAttributes(event, w);
  const own = keys.filter(key => key !== 'type' && key !== '@context' && !XML_FIELDS.has(key));
  const [inside, others] = writeOwn(event, own, w);
  const undeclared = names.undeclared();
  const context1 = undeclared.length === 0 ? '' : membersElement([['@context', undeclared]], event, w);
  const noted = notes.length === 0 ? '' : ` ${names.own('json', 'notes')}="${notes.join(' ')}"`;
  const content = arrange(type, fields, inside, form.version) + others + context1;
  const named = isStandardType(type) ? type : names.of(type);
  const name = named ?? names.own('json', 'event');
  const typed = named === undefined ? ` ${names.own('json', 'type')}="${escapeAttribute(type)}"` : '';
  return element(name, content, names.declarations() + attributes + noted + typed);
}
