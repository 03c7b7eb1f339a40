import type { JsonObject } from '../encoding/json.ts';
import { SM2_METHOD } from '../sm2/parallel.ts';

const PART = /^(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+$/;

/**
 * Where the document of a `did:web` stands; undefined when it is none. `did:web:a.example:x:y` →
 * `https://a.example/x/y/did.json`, `did:web:a.example` → `https://a.example/.well-known/did.json`.
 */
export function didWebUrl(did: string): string | undefined {
  if (!did.startsWith('did:web:')) return undefined;
  const parts = did.slice('did:web:'.length).split(':');
  if (!parts.every(part => PART.test(part) && part !== '.' && part !== '..')) return undefined;
  const [host, ...path] = parts.map(decodeURIComponent);
  const isHost = host !== undefined && /^[A-Za-z0-9.-]+(:\d{1,5})?$/.test(host);
  if (!isHost || path.some(part => /[/?#\\]/.test(part))) return undefined;
  const folder = path.length === 0 ? '.well-known' : path.map(encodeURIComponent).join('/');
  return `https://${host}/${folder}/did.json`;
}

/** The `did:web` whose document stands below this address; a port is written `%3A`, as the method asks. */
export function didWebOf(origin: string, path: readonly string[]): string {
  const { host } = new URL(origin);
  return ['did:web', host.replace(':', '%3A'), ...path].join(':');
}

/** A public key as an issuer publishes it, and from when until when it signed. */
export interface PublishedKey {
  /** Fragment, without `#`. */
  readonly name: string;
  readonly jwk: Readonly<Record<string, string>>;
  /** From then on nothing is signed with it any more; it stays published for what was signed before. */
  readonly revoked?: string;
}

/**
 * The document of a `did:web` (DID Core 1.0, Controlled Identifiers 1.0): each key stays in it for as long as anything
 * signed with it is to be verified; a retired one says since when.
 */
export function didDocument(
  did: string,
  keys: readonly PublishedKey[],
  more: { readonly alsoKnownAs?: readonly string[]; readonly service?: readonly JsonObject[] } = {},
): JsonObject {
  const ids = keys.map(({ name }) => `${did}#${name}`);
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'],
    id: did,
    ...(more.alsoKnownAs === undefined ? {} : { alsoKnownAs: more.alsoKnownAs }),
    verificationMethod: keys.map(({ name, jwk, revoked }) => ({
      // A curve that no standard names must not make others stumble over a JsonWebKey.
      ...{ id: `${did}#${name}`, type: jwk.crv === 'SM2' ? SM2_METHOD : 'JsonWebKey', controller: did },
      publicKeyJwk: jwk,
      ...(revoked === undefined ? {} : { revoked }),
    })),
    assertionMethod: ids,
    ...(more.service === undefined ? {} : { service: more.service }),
  };
}
