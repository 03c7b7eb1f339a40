import { createHash } from 'node:crypto';
import { fromBase64url, toBase64url } from '../encoding/base64url.ts';
import { isObject, type Json, type JsonObject, readJson } from '../encoding/json.ts';
import type { Kind, Opened, Verifying } from '../secured.ts';
import { readJws } from './jws.ts';
import { openJws } from './vc-jwt.ts';

/** One thing disclosed: a member of an object, or an element of a list. */
interface Disclosure {
  readonly name: string | undefined;
  readonly value: Json;
}

/**
 * Opens a credential in `vc+sd-jwt` (RFC 9901, VC-JOSE-COSE §3.2): signature as for any JWS, then each disclosure is
 * put where its digest stands. One that stands nowhere, or twice, makes the whole bad. We issue none: what we state is
 * public. A key binding at the end is not asked for and not judged.
 */
export function openSdJwt(text: string, kind: Kind, given: Verifying): Opened {
  const [first = '', ...rest] = text.split('~');
  const jws = readJws(first);
  const disclosures = readDisclosures(rest.slice(0, -1));
  if (jws === undefined || disclosures === undefined) {
    return { findings: [{ check: 'form', outcome: 'failed', code: 'notCompactJws' }] };
  }
  const opened = openJws(jws, { kind, mediaType: `${kind}+sd-jwt` }, given);
  const isHashKnown = jws.payload._sd_alg === undefined || jws.payload._sd_alg === 'sha-256';
  const left = new Map(disclosures);
  const document = isHashKnown ? disclose(jws.payload, left) : jws.payload;
  const isGood = isHashKnown && left.size === 0 && disclosures.size === rest.length - 1;
  return {
    ...opened,
    document: document as JsonObject,
    findings: [
      ...opened.findings,
      ...(isGood ? [] : [{ check: 'form', outcome: 'failed', code: 'disclosureBad' } as const]),
    ],
  };
}

function readDisclosures(texts: readonly string[]): ReadonlyMap<string, Disclosure> | undefined {
  const found = new Map<string, Disclosure>();
  for (const text of texts) {
    const disclosure = readDisclosure(text);
    if (disclosure === undefined) return undefined;
    found.set(toBase64url(createHash('sha256').update(text, 'ascii').digest()), disclosure);
  }
  return found;
}

function readDisclosure(text: string): Disclosure | undefined {
  const bytes = fromBase64url(text);
  if (bytes === undefined) return undefined;
  try {
    const parts = readJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (!Array.isArray(parts) || parts.length < 2 || parts.length > 3) return undefined;
    const [, name, value] = parts.length === 3 ? parts : [parts[0], undefined, parts[1]];
    const isName = name === undefined || (typeof name === 'string' && name !== '_sd' && name !== '...');
    return isName ? { name: name as string | undefined, value } : undefined;
  } catch {
    return undefined;
  }
}

/** Puts disclosures in their places, innermost too; those used are taken out of `left`. */
function disclose(value: Json, left: Map<string, Disclosure>): Json {
  if (Array.isArray(value)) return value.flatMap(item => discloseElement(item, left));
  if (!isObject(value)) return value;
  const members: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value)) {
    if (name !== '_sd' && name !== '_sd_alg') members[name] = disclose(member, left);
  }
  for (const digest of Array.isArray(value._sd) ? value._sd : []) {
    const disclosure = typeof digest === 'string' ? left.get(digest) : undefined;
    if (disclosure?.name === undefined || Object.hasOwn(members, disclosure.name)) continue;
    left.delete(digest as string);
    members[disclosure.name] = disclose(disclosure.value, left);
  }
  return members;
}

function discloseElement(item: Json, left: Map<string, Disclosure>): readonly Json[] {
  const digest = isObject(item) && Object.keys(item).length === 1 ? item['...'] : undefined;
  if (typeof digest !== 'string') return [disclose(item, left)];
  const disclosure = left.get(digest);
  if (disclosure === undefined || disclosure.name !== undefined) return [];
  left.delete(digest);
  return [disclose(disclosure.value, left)];
}
