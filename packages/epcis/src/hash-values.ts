import { canonicalUriOf } from '@pinxin/identifiers/canonical';
import { type EventContext, expandCompact } from './context.ts';
import { millisecondsOf, utcText } from './date-time.ts';
import { canonicalDecimal, decimalText, isPlainDecimal } from './decimal.ts';
import type { ExactNumbers } from './json.ts';
import { GS1_VOC, type Vocabulary, webUriOfUrn } from './vocabulary.ts';

/** What the values of one event are read with. */
export interface HashScope {
  readonly context: EventContext;
  readonly exact?: ExactNumbers;
}

/** Older spellings of the GS1 Web Vocabulary's namespace become the one of context 2.0.1. */
function currentVocabulary(uri: string): string {
  const match = /^https?:\/\/(?:www\.)?gs1\.org\/voc\//.exec(uri);
  return match === null ? uri : GS1_VOC + uri.slice(match[0].length);
}

/** A URI in the one form that is hashed: expanded, CBV and GS1 vocabularies on ref.gs1.org, keys as Digital Links. */
export function hashUri(text: string, scope: HashScope): string {
  const trimmed = text.trim();
  if (trimmed.startsWith('http')) {
    return trimmed.includes('gs1.org/voc/') ? currentVocabulary(trimmed) : canonicalUriOf(trimmed);
  }
  if (trimmed.startsWith('urn:epc:')) return canonicalUriOf(trimmed);
  const expanded = expandCompact(trimmed, scope.context);
  if (expanded !== trimmed) return currentVocabulary(expanded);
  return webUriOfUrn(trimmed);
}

/** A standard word, in any of its forms, as its web URI; other URIs as {@link hashUri} has them. */
export function hashWord(text: string, list: Vocabulary, scope: HashScope): string {
  const trimmed = text.trim();
  return list.words.has(trimmed) ? list.webPrefix + trimmed : hashUri(trimmed, scope);
}

/** A moment as UTC with milliseconds; what is no moment stays as it is. */
export function hashTime(text: string): string {
  const trimmed = text.trim();
  const milliseconds = millisecondsOf(trimmed);
  return Number.isNaN(milliseconds) ? trimmed : utcText(milliseconds);
}

/**
 * A value outside the standard fields. XML has no types, so that a text of digits counts as a number and the text
 * of a moment as a moment: the same event in XML and JSON must hash alike (CBV 2.0 event hash, rules 6, 8, 9, 14–18).
 */
export function hashExtensionText(text: string, scope: HashScope): string {
  const trimmed = text.trim();
  if (isPlainDecimal(trimmed)) return canonicalDecimal(trimmed);
  if (trimmed.includes(':')) {
    const milliseconds = millisecondsOf(trimmed);
    return Number.isNaN(milliseconds) ? hashUri(trimmed, scope) : utcText(milliseconds);
  }
  return trimmed;
}

/** Any scalar of a field that is neither URI nor word; undefined for null, objects and lists. */
export function hashScalar(value: unknown, holder: object, key: string, scope: HashScope): string | undefined {
  if (typeof value === 'string') return value.trim();
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

/** A key as `{namespace}local`; keys without a namespace stay bare (rules 19, 20 and 25). */
export function hashKey(key: string, context: EventContext): string {
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
