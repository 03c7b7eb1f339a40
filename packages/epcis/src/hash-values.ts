import { type CanonicalForms, canonicalForms, canonicalUriOf } from '@pinxin/identifiers/canonical';
import { isPlainLink } from '@pinxin/identifiers/canonical-form';
import { type EventContext, expandCompact } from './context.ts';
import { millisecondsOf, utcText } from './date-time.ts';
import { canonicalDecimal, decimalText, isPlainDecimal } from './decimal.ts';
import type { ExactNumbers } from './json.ts';
import { GS1_VOC, type Vocabulary, webUriOfUrn } from './vocabulary.ts';

/** What the values of one event are read with. */
export interface HashScope {
  readonly context: EventContext;
  readonly exact?: ExactNumbers;
  /** Identifiers of one document, by the form received; filled while hashing. */
  readonly memo?: Map<string, CanonicalForms>;
  /** Are there surely no characters beyond the Basic Multilingual Plane, nor halves of them? */
  readonly withinPlane?: boolean;
  /** Are there characters beyond the Basic Multilingual Plane, so that sorting must look at code points? */
  readonly astral?: boolean;
}

/** Older spellings of the GS1 Web Vocabulary's namespace become the one of context 2.0.1. */
function currentVocabulary(uri: string): string {
  const host = uri.charCodeAt(4) === 115 ? 8 : 7;
  const name = uri.startsWith('www.', host) ? host + 4 : host;
  return uri.startsWith('gs1.org/voc/', name) ? GS1_VOC + uri.slice(name + 12) : uri;
}

/** Without white space around it (rule 5); most texts have none. */
function trimmedText(text: string): string {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return first > 32 && first < 127 && last > 32 && last < 127 ? text : text.trim();
}

/** A URI in the one form that is hashed: expanded, CBV and GS1 vocabularies on ref.gs1.org, keys as Digital Links. */
export function hashUri(text: string, scope: HashScope): string {
  if (isPlainLink(text)) return text;
  const trimmed = trimmedText(text);
  if (trimmed.startsWith('http')) {
    const current = currentVocabulary(trimmed);
    return current === trimmed ? canonicalUri(trimmed, scope) : current;
  }
  if (trimmed.startsWith('urn:')) {
    return trimmed.startsWith('epc:', 4) ? canonicalUri(trimmed, scope) : webUriOfUrn(trimmed);
  }
  const expanded = expandCompact(trimmed, scope.context);
  return expanded === trimmed ? trimmed : currentVocabulary(expanded);
}

/** `canonicalUriOf`, remembered within a document: the same places and parties come again and again. */
function canonicalUri(uri: string, scope: HashScope): string {
  return scope.memo === undefined ? canonicalUriOf(uri) : formsOf(uri, scope.memo).hashed;
}

/** `canonicalForms`, once for each text of a document. */
export function formsOf(received: string, memo: Map<string, CanonicalForms>): CanonicalForms {
  const known = memo.get(received);
  if (known !== undefined) return known;
  const forms = canonicalForms(received);
  memo.set(received, forms);
  return forms;
}

/** A standard word, in any of its forms, as its web URI; other URIs as {@link hashUri} has them. */
export function hashWord(text: string, list: Vocabulary, scope: HashScope): string {
  const known = list.uris.get(text);
  if (known !== undefined) return known;
  const trimmed = trimmedText(text);
  return list.uris.get(trimmed) ?? hashUri(trimmed, scope);
}

/** A moment as UTC with milliseconds; what is no moment stays as it is. */
export function hashTime(text: string): string {
  const trimmed = trimmedText(text);
  const milliseconds = millisecondsOf(trimmed);
  return Number.isNaN(milliseconds) ? trimmed : utcText(milliseconds);
}

/**
 * A value outside the standard fields. XML has no types, so that a text of digits counts as a number and the text
 * of a moment as a moment: the same event in XML and JSON must hash alike (CBV 2.0 event hash, rules 6, 8, 9, 14–18).
 */
export function hashExtensionText(text: string, scope: HashScope): string {
  const trimmed = trimmedText(text);
  if (isPlainDecimal(trimmed)) return canonicalDecimal(trimmed);
  if (trimmed.includes(':')) {
    const milliseconds = millisecondsOf(trimmed);
    return Number.isNaN(milliseconds) ? hashUri(trimmed, scope) : utcText(milliseconds);
  }
  return trimmed;
}

/** Any scalar of a field that is neither URI nor word; undefined for null, objects and lists. */
export function hashScalar(
  value: unknown,
  holder: object,
  key: string,
  scope: HashScope,
): string | undefined {
  if (typeof value === 'string') return trimmedText(value);
  if (typeof value === 'number') return decimalText(value, holder, key, scope.exact);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return undefined;
}

/** Splits a full URI into namespace and local name: after its last `/` or `#`, else after its last colon. */
function splitUri(uri: string): string {
  const slash = Math.max(uri.lastIndexOf('/'), uri.lastIndexOf('#'));
  const at = slash >= 0 ? slash : uri.lastIndexOf(':');
  return `{${uri.slice(0, at + 1)}}${uri.slice(at + 1)}`;
}

const ID_AND_TYPE: ReadonlyMap<string, string> = new Map([
  ['@id', 'id'],
  ['@type', 'type'],
]);

/** Names of one context that were asked for: most of its events use the same few. */
const namesByContext = new WeakMap<EventContext, Map<string, string>>();
const MAX_NAMES = 128;
const MAX_NAME_LENGTH = 300;

/** A key as `{namespace}local`; keys without a namespace stay bare (rules 19, 20 and 25). */
export function hashKey(key: string, context: EventContext): string {
  let names = namesByContext.get(context);
  if (names === undefined) {
    names = new Map();
    namesByContext.set(context, names);
  }
  const known = names.get(key);
  if (known !== undefined) return known;
  const name = nameOf(key, context);
  if (names.size < MAX_NAMES && name.length <= MAX_NAME_LENGTH) names.set(key, name);
  return name;
}

function nameOf(key: string, context: EventContext): string {
  const colon = key.indexOf(':');
  if (colon > 0) {
    const namespace = context.namespaces.get(key.slice(0, colon));
    if (namespace === undefined || key.startsWith('//', colon + 1)) return splitUri(key);
    return `{${namespace}}${key.slice(colon + 1)}`;
  }
  const term = context.terms.get(key);
  if (term !== undefined) return splitUri(term);
  if (key.startsWith('@')) return ID_AND_TYPE.get(key) ?? key;
  if (context.vocab !== undefined && key !== 'id' && key !== 'type') return splitUri(context.vocab + key);
  return key;
}
