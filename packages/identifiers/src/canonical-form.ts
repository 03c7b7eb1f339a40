import type { CanonicalEpc, CanonicalUri } from './canonical-epc.ts';
import { allDigits, isDigit } from './characters.ts';
import { digitFor } from './check-digit.ts';
import { fitsKey, keyChecks, linkKeyNamed } from './link-key.ts';

/** What every canonical URI of a GS1 key starts with. */
export const BASE = 'https://id.gs1.org/';
const BASE_LENGTH = BASE.length;
const SLASH = 47;

/** Where the letters, digits, `-`, `.` and `_` from `from` on end: alike in GS1 set 82, in a URI and in a URN. */
function plainEnd(text: string, from: number): number {
  const { length } = text;
  let at = from;
  for (; at < length; at += 1) {
    const code = text.charCodeAt(at);
    const letter = (code | 32) >= 97 && (code | 32) <= 122;
    if (!letter && !isDigit(code) && code !== 45 && code !== 46 && code !== 95) break;
  }
  return at;
}

/** Is the rest of the text from `from` a lot or serial of 1 to 20 plain characters? */
function isPlainValue(text: string, from: number): boolean {
  const { length } = text;
  return from < length && length - from <= 20 && plainEnd(text, from) === length;
}

/** Do `/10/` or `/21/` and a plain lot or serial follow the 14 digits of a GTIN? */
function hasPlainQualifier(link: string): boolean {
  if (link.charCodeAt(36) !== SLASH || link.charCodeAt(39) !== SLASH) return false;
  const first = link.charCodeAt(37);
  const second = link.charCodeAt(38);
  return ((first === 49 && second === 48) || (first === 50 && second === 49)) && isPlainValue(link, 40);
}

/**
 * The offset behind `…/<code>/` when the text is a link on GS1's own domain of one key only, with a value of plain
 * characters; -1 for every other text.
 */
function plainKeyStart(text: string): number {
  let at = BASE_LENGTH;
  while (isDigit(text.charCodeAt(at))) at += 1;
  if (at === BASE_LENGTH || text.charCodeAt(at) !== SLASH || plainEnd(text, at + 1) < text.length) return -1;
  return at + 1;
}

function isGtinLink(text: string): boolean {
  return text.charCodeAt(20) === 49 && text.charCodeAt(19) === 48 && text.charCodeAt(21) === SLASH;
}

/**
 * Is the text one of the common links that the lenient canonical form leaves as they are? Neither lengths of keys
 * nor check digits are looked at, except that a GTIN must have its 14 digits. False says nothing.
 */
export function isPlainLink(text: string): boolean {
  if (!text.startsWith(BASE)) return false;
  if (!isGtinLink(text)) return plainKeyStart(text) > 0;
  return allDigits(text, 22, 36) && (text.length === 36 || hasPlainQualifier(text));
}

/** The common shapes when they are canonical already; undefined sends the text to the general path. */
export function readCanonicalForm(received: string): CanonicalEpc | undefined {
  if (!received.startsWith(BASE)) return undefined;
  const uri = received as CanonicalUri;
  if (!isGtinLink(received)) return readPlainKey(uri);
  if (!hasGtin(received)) return undefined;
  const gtin = received.slice(22, 36);
  if (received.length === 36) return { uri, kind: 'class', gtin, key: gtin };
  if (!hasPlainQualifier(received)) return undefined;
  const value = received.slice(40);
  return received.charCodeAt(37) === 49
    ? { uri, kind: 'lot', gtin, key: gtin, lot: value }
    : { uri, kind: 'item', gtin, key: gtin, serial: value };
}

/** Do 14 digits with a right check digit stand behind `…/01/`? Weights are 3 and 1 in turn, the check digit's 1. */
function hasGtin(link: string): boolean {
  if (link.length < 36) return false;
  let sum = 0;
  for (let at = 22; at < 36; at += 2) {
    const odd = link.charCodeAt(at) - 48;
    const even = link.charCodeAt(at + 1) - 48;
    if (odd < 0 || odd > 9 || even < 0 || even > 9) return false;
    sum += 3 * odd + even;
  }
  return sum % 10 === 0;
}

function readPlainKey(uri: CanonicalUri): CanonicalEpc | undefined {
  const start = plainKeyStart(uri);
  if (start < 0) return undefined;
  const rule = linkKeyNamed(uri.slice(BASE_LENGTH, start - 1));
  // pieces of a trade item also tell its GTIN, and a GRAI starts with a zero
  if (rule === undefined || rule.ai === '8006') return undefined;
  const key = uri.slice(start);
  if (!fitsKey(rule, key) || !keyChecks(rule, key) || (rule.ai === '8003' && uri.charCodeAt(start) !== 48))
    return undefined;
  return { uri, kind: rule.kind, key };
}

const SGTIN = 'urn:epc:id:sgtin:';
const LGTIN = 'urn:epc:class:lgtin:';

/**
 * The EPC URNs that come in great numbers, pieces and lots of trade items, when their serial or lot is plain: then
 * what is canonical is also what is hashed. Undefined sends the text to the general path.
 */
export function readTradeItemUrn(received: string): CanonicalEpc | undefined {
  const isItem = received.startsWith(SGTIN);
  if (!isItem && !received.startsWith(LGTIN)) return undefined;
  const start = isItem ? SGTIN.length : LGTIN.length;
  const dot = received.indexOf('.', start);
  const end = start + 14; // company prefix and reference are 13 digits together, the dot between them
  if (dot < start + 6 || dot > start + 12 || received.charCodeAt(end) !== 46) return undefined;
  if (!allDigits(received, start, dot) || !allDigits(received, dot + 1, end)) return undefined;
  if (!isPlainValue(received, end + 1)) return undefined;
  const body = received.slice(dot + 1, dot + 2) + received.slice(start, dot) + received.slice(dot + 2, end);
  const gtin = body + digitFor(body);
  const value = received.slice(end + 1);
  return isItem
    ? { uri: `${BASE}01/${gtin}/21/${value}` as CanonicalUri, kind: 'item', gtin, key: gtin, serial: value }
    : { uri: `${BASE}01/${gtin}/10/${value}` as CanonicalUri, kind: 'lot', gtin, key: gtin, lot: value };
}
