import { asList, isObject, type Json, type JsonObject } from '../encoding/json.ts';
import { type PublicKey, publicKeyOfJwk, publicKeyOfMultikey } from './public-key.ts';

/** What a key may be used for, as controller documents name it. */
export type Purpose = 'assertionMethod' | 'authentication';

/** A verification method as its controller publishes it. */
export interface VerificationMethod {
  readonly id: string;
  readonly controller: string;
  readonly key: PublicKey;
  readonly purposes: ReadonlySet<Purpose>;
  /** From then on nothing may be signed with it any more (Controlled Identifiers 1.0 §2.2). */
  readonly revoked: Date | undefined;
  readonly expires: Date | undefined;
}

/**
 * Finds a verification method in its controller's document (DID Core, Controlled Identifiers 1.0); undefined when it is
 * not there, names another controller, or holds no key of a kind known here.
 */
export function methodIn(document: JsonObject, url: string): VerificationMethod | undefined {
  const controller = document.id;
  if (typeof controller !== 'string') return undefined;
  const entries = asList(document.verificationMethod).filter(isObject);
  const entry = entries.find(each => absolute(each.id, controller) === url);
  if (entry === undefined || entry.controller !== controller) return undefined;
  const key =
    entry.publicKeyMultibase === undefined
      ? publicKeyOfJwk(entry.publicKeyJwk)
      : publicKeyOfMultikey(String(entry.publicKeyMultibase));
  const [revoked, expires] = [instant(entry.revoked), instant(entry.expires)];
  if (key === undefined || revoked === null || expires === null) return undefined;
  const purposes = (['assertionMethod', 'authentication'] as const).filter(purpose =>
    asList(document[purpose]).some(each => absolute(isObject(each) ? each.id : each, controller) === url),
  );
  return { id: url, controller, key, purposes: new Set(purposes), revoked, expires };
}

function absolute(id: Json | undefined, controller: string): string | undefined {
  if (typeof id !== 'string') return undefined;
  return id.startsWith('#') ? `${controller}${id}` : id;
}

/** Undefined when absent, null when it is there and can't be read: then nothing is to be believed. */
function instant(value: Json | undefined): Date | undefined | null {
  if (value === undefined) return undefined;
  const at = typeof value === 'string' ? new Date(value) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? null : at;
}

/** The document of a `did:key`, which is made from the DID itself; undefined for any other. */
export function didKeyDocument(did: string): JsonObject | undefined {
  const text = did.startsWith('did:key:') ? did.slice('did:key:'.length) : undefined;
  if (text === undefined || publicKeyOfMultikey(text) === undefined) return undefined;
  const id = `${did}#${text}`;
  return {
    id: did,
    verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase: text }],
    assertionMethod: [id],
    authentication: [id],
  };
}

/** The controller that a verification method's URL belongs to: everything before the fragment. */
export function controllerOf(method: string): string {
  const at = method.indexOf('#');
  return at < 0 ? method : method.slice(0, at);
}
