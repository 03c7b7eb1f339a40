import { expandCompact } from './context.ts';
import { type EventObject, extensionParts, LedParts, sortedJoin } from './hash-extension.ts';
import { sensorElementParts } from './hash-sensor.ts';
import { type HashScope, hashScalar, hashTime, hashUri, hashWord } from './hash-values.ts';
import { BIZ_STEPS, BIZ_TRANSACTION_TYPES, DISPOSITIONS, SOURCE_DESTINATION_TYPES } from './vocabulary.ts';

/** Edition of the event hash algorithm: ratified 2.0, or the 2.1 draft. */
export type HashVersion = '2.0' | '2.1';

/** Fields that are hashed in their own place, and those that are never hashed (CBV 2.0 event hash, table of order). */
const PLACED: ReadonlySet<string> = new Set([
  ...[
    'type',
    '@type',
    'eventTime',
    'eventTimeZoneOffset',
    'epcList',
    'parentID',
    'inputEPCList',
    'childEPCs',
  ],
  ...[
    'quantityList',
    'childQuantityList',
    'inputQuantityList',
    'outputEPCList',
    'outputQuantityList',
    'action',
  ],
  ...['transformationID', 'bizStep', 'disposition', 'persistentDisposition', 'readPoint', 'bizLocation'],
  ...['bizTransactionList', 'sourceList', 'destinationList', 'sensorElementList', 'ilmd'],
  ...['@context', 'recordTime', 'eventID', 'errorDeclaration', 'certificationInfo', 'comment'],
]);

/** The name of a list and its parts; nothing when there are none. */
function named(name: string, parts: LedParts, scope: HashScope): string {
  return parts.parts.length === 0 ? '' : name + parts.sortedJoin(scope);
}

function uris(value: unknown, name: string, member: string, scope: HashScope): string {
  if (!Array.isArray(value)) return '';
  const parts = new LedParts();
  for (const item of value) {
    const uri = typeof item === 'string' ? hashUri(item, scope) : '';
    if (uri !== '') parts.push(uri, `${member}=${uri}`);
  }
  return named(name, parts, scope);
}

function quantities(value: unknown, name: string, scope: HashScope): string {
  if (!Array.isArray(value)) return '';
  const parts = new LedParts();
  for (const item of value as readonly EventObject[]) {
    if (typeof item !== 'object' || item === null) continue;
    const { epcClass, quantity, uom } = item;
    const uri = typeof epcClass === 'string' ? hashUri(epcClass, scope) : undefined;
    let part = uri === undefined ? 'quantityElement' : `quantityElementepcClass=${uri}`;
    const amount = hashScalar(quantity, item, 'quantity', scope);
    if (amount !== undefined && amount !== '') part += `quantity=${amount}`;
    if (typeof uom === 'string' && uom.trim() !== '') part += `uom=${uom.trim()}`;
    if (part !== 'quantityElement') parts.push(uri ?? '', part);
  }
  return named(name, parts, scope);
}

/** Type before value, so that the list sorts by type (rule 13). */
function typed(value: unknown, name: string, member: string, scope: HashScope): string {
  if (!Array.isArray(value)) return '';
  const list = name === 'bizTransactionList' ? BIZ_TRANSACTION_TYPES : SOURCE_DESTINATION_TYPES;
  const parts: string[] = [];
  for (const item of value as readonly EventObject[]) {
    if (typeof item !== 'object' || item === null) continue;
    const { type, [member]: id } = item;
    let part = typeof type === 'string' ? `type=${hashWord(type, list, scope)}` : '';
    if (typeof id === 'string') part += `${member}=${hashUri(id, scope)}`;
    if (part !== '') parts.push(part);
  }
  return parts.length === 0 ? '' : name + sortedJoin(parts, scope);
}

function persistentDisposition(value: unknown, scope: HashScope): string {
  if (typeof value !== 'object' || value === null) return '';
  let text = '';
  for (const member of ['set', 'unset']) {
    const words = (value as EventObject)[member];
    if (!Array.isArray(words)) continue;
    const parts = words.filter(word => typeof word === 'string');
    text += sortedJoin(
      parts.map(word => `${member}=${hashWord(word, DISPOSITIONS, scope)}`),
      scope,
    );
  }
  return text === '' ? '' : `persistentDisposition${text}`;
}

const ID: ReadonlySet<string> = new Set(['id']);

/**
 * `readPoint` or `bizLocation`. What users added there follows the identifier in 2.1; in 2.0 it goes to the block
 * at the end, under its parent's name (rule 21).
 */
function place(
  event: EventObject,
  name: string,
  scope: HashScope,
  version: HashVersion,
  trailing: string[],
): string {
  const value = event[name];
  if (typeof value !== 'object' || value === null) return '';
  const { id } = value as EventObject;
  let text = typeof id === 'string' ? `id=${hashUri(id, scope)}` : '';
  const added = extensionParts(value as EventObject, scope, ID).sortedJoin(scope);
  if (version === '2.1') text += added;
  else if (added !== '') trailing.push(name + added);
  return text === '' ? '' : name + text;
}

function sensors(value: unknown, scope: HashScope, version: HashVersion, trailing: string[]): string {
  if (!Array.isArray(value)) return '';
  const parts: string[] = [];
  for (const item of value) {
    if (typeof item !== 'object' || item === null) continue;
    const { regular, added } = sensorElementParts(item as EventObject, scope, version === '2.1');
    if (regular !== '') parts.push(`sensorElement${regular}`);
    if (added !== '') trailing.push(`sensorElement${added}`);
  }
  if (parts.length === 0) return '';
  return (version === '2.1' ? 'sensorElementList' : '') + sortedJoin(parts, scope);
}

function scalar(event: EventObject, key: string, scope: HashScope): string {
  const text = hashScalar(event[key], event, key, scope);
  return text === undefined || text === '' ? '' : `${key}=${text}`;
}

function head(event: EventObject, scope: HashScope): string {
  const { type, eventTime } = event;
  let text = typeof type === 'string' ? `eventType=${expandCompact(type.trim(), scope.context)}` : '';
  if (typeof eventTime === 'string') text += `eventTime=${hashTime(eventTime)}`;
  return text + scalar(event, 'eventTimeZoneOffset', scope);
}

/** What the event is about: objects, parent, children, inputs and outputs, in the canonical order. */
function what(event: EventObject, scope: HashScope): string {
  const { parentID } = event;
  let text = uris(event.epcList, 'epcList', 'epc', scope);
  if (typeof parentID === 'string' && parentID !== '') text += `parentID=${hashUri(parentID, scope)}`;
  text += uris(event.inputEPCList, 'inputEPCList', 'epc', scope);
  text += uris(event.childEPCs, 'childEPCs', 'epc', scope);
  text += quantities(event.quantityList, 'quantityList', scope);
  text += quantities(event.childQuantityList, 'childQuantityList', scope);
  text += quantities(event.inputQuantityList, 'inputQuantityList', scope);
  text += uris(event.outputEPCList, 'outputEPCList', 'epc', scope);
  return text + quantities(event.outputQuantityList, 'outputQuantityList', scope);
}

function why(event: EventObject, scope: HashScope): string {
  const { transformationID, bizStep, disposition } = event;
  let text = scalar(event, 'action', scope);
  if (typeof transformationID === 'string') text += `transformationID=${hashUri(transformationID, scope)}`;
  if (typeof bizStep === 'string') text += `bizStep=${hashWord(bizStep, BIZ_STEPS, scope)}`;
  if (typeof disposition === 'string') text += `disposition=${hashWord(disposition, DISPOSITIONS, scope)}`;
  return text + persistentDisposition(event.persistentDisposition, scope);
}

function build(event: EventObject, scope: HashScope, version: HashVersion): string {
  const trailing: string[] = [];
  let text = head(event, scope) + what(event, scope) + why(event, scope);
  text += place(event, 'readPoint', scope, version, trailing);
  text += place(event, 'bizLocation', scope, version, trailing);
  text += typed(event.bizTransactionList, 'bizTransactionList', 'bizTransaction', scope);
  text += typed(event.sourceList, 'sourceList', 'source', scope);
  text += typed(event.destinationList, 'destinationList', 'destination', scope);
  text += sensors(event.sensorElementList, scope, version, trailing);
  const { ilmd } = event;
  if (typeof ilmd === 'object' && ilmd !== null) {
    text += named('ilmd', extensionParts(ilmd as EventObject, scope), scope);
  }
  const extensions = extensionParts(event, scope, PLACED);
  if (trailing.length === 0) return text + extensions.sortedJoin(scope);
  return text + sortedJoin([...trailing, ...extensions.parts], scope);
}

/**
 * The string over which an event is hashed, read with what its caller keeps for a whole document; see
 * `eventPreHash`.
 */
export function preHashIn(event: EventObject, scope: HashScope, version: HashVersion): string {
  const text = build(event, scope, version);
  if (scope.withinPlane === true) return text;
  // JavaScript compares UTF-16 units; with characters beyond the Basic Multilingual Plane code points differ
  return /[\ud800-\udfff]/.test(text) ? build(event, { ...scope, astral: true }, version) : text;
}
