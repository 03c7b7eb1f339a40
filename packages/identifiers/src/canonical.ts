import type { CanonicalEpc, CanonicalUri } from './canonical-epc.ts';
import { BASE, isPlainLink, readCanonicalForm, readTradeItemUrn } from './canonical-form.ts';
import { type EpcReading, readEpcUrn } from './epc-urn-reading.ts';
import { fitsKey, fitsQualifier, keyChecks, type LinkKey, linkKeyNamed } from './link-key.ts';
import { type LinkPath, readLinkPath } from './link-path.ts';
import { uriEscape, uriUnescape } from './percent-encoding.ts';
import { type IdentifierProblem, problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

export type { CanonicalEpc, CanonicalUri } from './canonical-epc.ts';
export type { EpcKind } from './link-key.ts';

function linkTo(ai: string, value: string, qualifierAi?: string, qualifier?: string): CanonicalUri {
  const base = `${BASE}${ai}/${uriEscape(value, 'path')}`;
  if (qualifierAi === undefined || qualifier === undefined) return base as CanonicalUri;
  return `${base}/${qualifierAi}/${uriEscape(qualifier, 'path')}` as CanonicalUri;
}

interface Qualifier {
  readonly ai: string;
  readonly value: string;
}

function tradeItem(rule: LinkKey, value: string, qualifiers: readonly Qualifier[]): CanonicalEpc {
  const key = value;
  const gtin = value.slice(0, 14);
  let lot: string | undefined;
  let serial: Qualifier | undefined;
  for (const each of qualifiers) {
    if (each.ai === '10') lot = each.value;
    else if (each.ai === '21' || each.ai === '235') serial = each;
  }
  if (serial !== undefined) {
    const uri = linkTo(rule.ai, value, serial.ai, serial.value);
    const item = { uri, kind: 'item', gtin, key, serial: serial.value } as const;
    return lot === undefined ? item : { ...item, lotOfItem: linkTo(rule.ai, value, '10', lot) };
  }
  if (lot !== undefined) return { uri: linkTo(rule.ai, value, '10', lot), kind: 'lot', gtin, key, lot };
  return { uri: linkTo(rule.ai, value), kind: 'class', gtin, key };
}

/** The finest level only: package variants and service relation instances are left out (EPCIS event hash). */
function finest(rule: LinkKey, value: string, qualifiers: readonly Qualifier[]): CanonicalEpc {
  if (rule.ai === '01' || rule.ai === '8006') return tradeItem(rule, value, qualifiers);
  const last = qualifiers[0];
  if (last === undefined || last.ai === '8019')
    return { uri: linkTo(rule.ai, value), kind: rule.kind, key: value };
  const uri = linkTo(rule.ai, value, last.ai, last.value);
  if (last.ai === '8011') return { uri, kind: 'item', key: value, serial: last.value };
  return { uri, kind: rule.kind, key: value };
}

function readUrn(
  received: string,
  reading: Result<EpcReading, IdentifierProblem>,
): Result<CanonicalEpc, IdentifierProblem> {
  if (!reading.ok) {
    return reading.error.code === 'unknownEpcScheme' ? outsideGs1(received) : reading;
  }
  const { ai, rawKey, qualifier } = reading.value;
  const rule = linkKeyNamed(ai) as LinkKey;
  const value = uriUnescape(rawKey, 'path');
  const qualifiers =
    qualifier === undefined ? [] : [{ ai: qualifier.ai, value: uriUnescape(qualifier.raw, 'path') }];
  return ok(finest(rule, value, qualifiers));
}

function outsideGs1(received: string): Result<CanonicalEpc, IdentifierProblem> {
  return ok({ uri: received as CanonicalUri, kind: 'other' });
}

function isGs1Domain(received: string): boolean {
  return /^https?:\/\/id\.gs1\.org\//i.test(received);
}

function readLink(received: string, path: LinkPath): Result<CanonicalEpc, IdentifierProblem> {
  const { key, value, qualifiers } = path;
  const at = received.lastIndexOf(path.raw.replace(/^0+/, ''));
  // a GRAI starts with a zero that fills the place of a GTIN's indicator; the hash's lenient form does not ask
  const misshapen = !fitsKey(key, value) || (key.ai === '8003' && !value.startsWith('0'));
  if (misshapen) {
    // a page of some web site may have a key's number in its path; on GS1's own domain it is a broken key
    return isGs1Domain(received) ? refuse(problem('wrongShape', at, { ai: key.ai })) : outsideGs1(received);
  }
  if (!keyChecks(key, value)) return refuse(problem('incorrectCheckDigit', at, { ai: key.ai }));
  for (const each of qualifiers) {
    if (fitsQualifier(each.ai, each.value)) continue;
    const code = each.value === '' ? 'emptyValue' : 'wrongShape';
    return refuse(problem(code, received.lastIndexOf(each.raw), { ai: each.ai }));
  }
  return ok(finest(key, value, qualifiers));
}

/**
 * Reads any form in which an EPCIS event may name a thing, a place or a party (EPC URN, class, pattern of a class,
 * Digital Link on any domain) and gives its canonical URI; URIs outside GS1 pass unchanged as kind `other`.
 *
 * Refuses `empty`, `malformedEpcUrn`, `wrongShape` and `incorrectCheckDigit`: a wrong check digit is a mistyped
 * number, and would silently start a second history (GS1 General Specifications).
 */
export function canonicalEpc(received: string): Result<CanonicalEpc, IdentifierProblem> {
  const canonical = readCanonicalForm(received) ?? readTradeItemUrn(received);
  if (canonical !== undefined) return ok(canonical);
  if (received.length === 0) return refuse(problem('empty'));
  if (received.startsWith('urn:epc:')) return readUrn(received, readEpcUrn(received));
  const path = readLinkPath(received);
  return path === undefined ? outsideGs1(received) : readLink(received, path);
}

/** An identifier taken as it came, and what {@link canonicalEpc} has against it. */
export interface DoubtfulEpc {
  readonly epc: CanonicalEpc;
  readonly doubt?: IdentifierProblem;
}

/**
 * As {@link canonicalEpc}, for whoever must keep what partners send even when it is wrong: instead of a refusal, the
 * lenient canonical URI as kind `other`, with the doubt beside it.
 */
export function canonicalEpcOrDoubt(received: string): DoubtfulEpc {
  const result = canonicalEpc(received);
  if (result.ok) return { epc: result.value };
  return { epc: { uri: canonicalUriOf(received) as CanonicalUri, kind: 'other' }, doubt: result.error };
}

/** The sub-delimiters that the hash algorithm escapes; every other character stays as received. */
function escapeAsReceived(raw: string): string {
  return raw.replace(/[!()*+,:]/g, character => uriEscape(character, 'path'));
}

function urnUriOf(received: string, reading: Result<EpcReading, IdentifierProblem>): string {
  if (!reading.ok) return received;
  const { ai, rawKey, qualifier } = reading.value;
  const base = `${BASE}${ai}/${escapeAsReceived(rawKey)}`;
  return qualifier === undefined ? base : `${base}/${qualifier.ai}/${escapeAsReceived(qualifier.raw)}`;
}

/** Qualifiers of the constrained form; beside these only the package variant is known, and it is left out. */
const CONSTRAINED_QUALIFIERS: ReadonlySet<string> = new Set(['10', '21', '235', '254', '8011']);

function linkUriOf(received: string, path: LinkPath): string {
  const { key, value, raw, qualifiers } = path;
  if (!key.constrained || !fitsKey(key, value)) return received;
  let tail = '';
  for (const each of qualifiers) {
    if (!fitsQualifier(each.ai, each.value)) return received;
    if (CONSTRAINED_QUALIFIERS.has(each.ai)) tail = `/${each.ai}/${escapeAsReceived(each.raw)}`;
    else if (each.ai !== '22') return received;
  }
  return `${BASE}${key.ai}/${escapeAsReceived(raw)}${tail}`;
}

/**
 * The lenient canonical form that the EPCIS event hash is computed over (CBV 2.0, event hash): as
 * {@link canonicalEpc}, but nothing is refused, check digits are not looked at, and characters stay escaped or
 * plain as received. What has no such form comes back unchanged.
 */
export function canonicalUriOf(received: string): string {
  if (isPlainLink(received)) return received;
  if (received.startsWith('urn:epc:')) {
    return readTradeItemUrn(received)?.uri ?? urnUriOf(received, readEpcUrn(received));
  }
  const path = readLinkPath(received);
  return path === undefined ? received : linkUriOf(received, path);
}

/** What {@link canonicalEpc} and {@link canonicalUriOf} say of one text. */
export interface CanonicalForms {
  readonly epc: Result<CanonicalEpc, IdentifierProblem>;
  readonly hashed: string;
}

/** Both canonical forms of a text for the price of one. */
export function canonicalForms(received: string): CanonicalForms {
  const item = readTradeItemUrn(received);
  if (item !== undefined) return { epc: ok(item), hashed: item.uri };
  if (received.startsWith('urn:epc:')) {
    const reading = readEpcUrn(received);
    return { epc: readUrn(received, reading), hashed: urnUriOf(received, reading) };
  }
  if (received.length === 0 || isPlainLink(received))
    return { epc: canonicalEpc(received), hashed: received };
  const path = readLinkPath(received);
  if (path === undefined) return { epc: outsideGs1(received), hashed: received };
  return { epc: readLink(received, path), hashed: linkUriOf(received, path) };
}
