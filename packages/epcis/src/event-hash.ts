import { hash } from 'node:crypto';
import { type EventContext, expandCompact } from './context.ts';
import {
  hashExtensionText,
  hashKey,
  hashScalar,
  type HashScope,
  hashTime,
  hashUri,
  hashWord,
} from './hash-values.ts';
import { sensorElementParts } from './hash-sensor.ts';
import type { ExactNumbers } from './json.ts';
import { BIZ_STEPS, BIZ_TRANSACTION_TYPES, DISPOSITIONS, SOURCE_DESTINATION_TYPES } from './vocabulary.ts';

/** Edition of the event hash algorithm: ratified 2.0, or the 2.1 draft. */
export type HashVersion = '2.0' | '2.1';

/** Digest algorithms, named as in the Named Information Hash Algorithm Registry (RFC 6920). */
export type HashAlgorithm = 'sha-256' | 'sha-384' | 'sha-512' | 'sha3-256' | 'sha3-384' | 'sha3-512';

const OPENSSL_NAMES: Readonly<Record<HashAlgorithm, string>> = {
  'sha-256': 'sha256',
  'sha-384': 'sha384',
  'sha-512': 'sha512',
  'sha3-256': 'sha3-256',
  'sha3-384': 'sha3-384',
  'sha3-512': 'sha3-512',
};

/** An event as parsed JSON. */
export type EventObject = Readonly<Record<string, unknown>>;

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

const COMMENT = '{http://www.w3.org/2000/01/rdf-schema#}comment';

/** By code point, which is the order of the UTF-8 bytes; plain `sort` compares UTF-16 units. */
function byCodePoint(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a === b) continue;
    const surrogates = Number(a >= 0xd800 && a <= 0xdfff) - Number(b >= 0xd800 && b <= 0xdfff);
    return surrogates !== 0 ? surrogates : a - b;
  }
  return left.length - right.length;
}

/** Sorts by code value and joins without separator (rules 2, 10, 11). */
export function sortedJoin(parts: string[], scope: HashScope): string {
  const count = parts.length;
  if (count === 1) return parts[0] as string;
  if (count === 0) return '';
  if (scope.astral === true) return parts.sort(byCodePoint).join('');
  if (count === 2) {
    const [first, second] = parts as [string, string];
    return second < first ? second + first : first + second;
  }
  if (count > 12) return parts.sort().join('');
  // most lists are short, and then this is several times faster than Array.prototype.sort
  for (let index = 1; index < count; index += 1) {
    const part = parts[index] as string;
    let at = index;
    for (; at > 0 && part < (parts[at - 1] as string); at -= 1) parts[at] = parts[at - 1] as string;
    parts[at] = part;
  }
  let text = '';
  for (let index = 0; index < count; index += 1) text += parts[index];
  return text;
}

/** Adds an extension member as `{namespace}local=value`, or with its members nested and sorted (rules 19, 20). */
function pushExtension(
  parts: string[],
  key: string,
  value: unknown,
  holder: object,
  own: string,
  scope: HashScope,
): void {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      pushExtension(parts, key, value[index], value, String(index), scope);
    }
  } else if (typeof value === 'object' && value !== null) {
    parts.push(key + sortedJoin(extensionParts(value as EventObject, scope), scope));
  } else {
    const text =
      typeof value === 'string'
        ? hashExtensionText(value, scope)
        : (hashScalar(value, holder, own, scope) ?? '');
    parts.push(text === '' ? key : `${key}=${text}`);
  }
}

/** The members of an object as pre-hash parts, without those in `placed`. */
export function extensionParts(from: EventObject, scope: HashScope, placed?: ReadonlySet<string>): string[] {
  const parts: string[] = [];
  for (const key of Object.keys(from)) {
    if (placed?.has(key) === true || key === '@context') continue;
    const name = hashKey(key, scope.context);
    if (name !== COMMENT) pushExtension(parts, name, from[key], from, key, scope);
  }
  return parts;
}

function uris(value: unknown, name: string, member: string, scope: HashScope): string {
  if (!Array.isArray(value)) return '';
  const parts: string[] = [];
  for (const item of value) {
    const uri = typeof item === 'string' ? hashUri(item, scope) : '';
    if (uri !== '') parts.push(`${member}=${uri}`);
  }
  return parts.length === 0 ? '' : name + sortedJoin(parts, scope);
}

function quantities(value: unknown, name: string, scope: HashScope): string {
  if (!Array.isArray(value)) return '';
  const parts: string[] = [];
  for (const item of value as readonly EventObject[]) {
    if (typeof item !== 'object' || item === null) continue;
    const { epcClass, quantity, uom } = item;
    let part = typeof epcClass === 'string' ? `epcClass=${hashUri(epcClass, scope)}` : '';
    const amount = hashScalar(quantity, item, 'quantity', scope);
    if (amount !== undefined && amount !== '') part += `quantity=${amount}`;
    if (typeof uom === 'string' && uom.trim() !== '') part += `uom=${uom.trim()}`;
    if (part !== '') parts.push(`quantityElement${part}`);
  }
  return parts.length === 0 ? '' : name + sortedJoin(parts, scope);
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
  const added = sortedJoin(extensionParts(value as EventObject, scope, ID), scope);
  if (version === '2.1') text += added;
  else if (added !== '') trailing.push(name + added);
  return text === '' ? '' : name + text;
}

function sensors(value: unknown, scope: HashScope, version: HashVersion, trailing: string[]): string {
  if (!Array.isArray(value)) return '';
  const parts: string[] = [];
  for (const item of value) {
    if (typeof item !== 'object' || item === null) continue;
    const { regular, added } = sensorElementParts(item as EventObject, scope, version);
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

function preHash(event: EventObject, scope: HashScope, version: HashVersion): string {
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
    const parts = extensionParts(ilmd as EventObject, scope);
    if (parts.length > 0) text += `ilmd${sortedJoin(parts, scope)}`;
  }
  const extensions = extensionParts(event, scope, PLACED);
  return text + sortedJoin(trailing.length === 0 ? extensions : [...trailing, ...extensions], scope);
}

/**
 * The string over which an event is hashed (CBV 2.0 and 2.1 draft, EPCIS event hash). Deliberately not covered:
 * `recordTime`, `eventID`, `errorDeclaration`, `certificationInfo` and comments.
 *
 * `event` is a parsed JSON object whose nesting is bounded by the caller; any shape is accepted, as fields that are
 * not of the standard's shape contribute nothing. `exact` keeps digits that JavaScript numbers lose.
 */
export function eventPreHash(
  event: EventObject,
  context: EventContext,
  version: HashVersion,
  exact?: ExactNumbers,
): string {
  return preHashIn(event, exact === undefined ? { context } : { context, exact }, version);
}

/** As {@link eventPreHash}, with what the caller keeps for a whole document. */
export function preHashIn(event: EventObject, scope: HashScope, version: HashVersion): string {
  const text = preHash(event, scope, version);
  // JavaScript compares UTF-16 units; with characters beyond the Basic Multilingual Plane code points differ
  return /[\ud800-\udfff]/.test(text) ? preHash(event, { ...scope, astral: true }, version) : text;
}

/** The digest of a pre-hash string. */
export function digestOf(preHash: string, algorithm: HashAlgorithm = 'sha-256'): Uint8Array {
  return hash(OPENSSL_NAMES[algorithm], preHash, 'buffer');
}

/** A digest as an event identifier: `ni:///sha-256;…?ver=CBV2.0` (RFC 6920; CBV 2.0 event hash, rule 22). */
export function hashUriOfDigest(
  digest: Uint8Array,
  version: HashVersion = '2.0',
  algorithm: HashAlgorithm = 'sha-256',
): string {
  const hex = Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('hex');
  return `ni:///${algorithm};${hex}?ver=CBV${version}`;
}

/** The event hash identifier of an event; see {@link eventPreHash}. */
export function eventHash(
  event: EventObject,
  context: EventContext,
  version: HashVersion = '2.0',
  algorithm: HashAlgorithm = 'sha-256',
  exact?: ExactNumbers,
): string {
  return hashUriOfDigest(
    digestOf(eventPreHash(event, context, version, exact), algorithm),
    version,
    algorithm,
  );
}
