import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { JsonObject } from '../encoding/json.ts';
import { didDocument } from '../keys/did-web.ts';
import { jwkOf, type KeyKind, type PublicKey } from '../keys/public-key.ts';
import { type Signer, signerOf } from '../keys/signature.ts';

/** An issuer with one key, and what it publishes. For tests. */
export interface TestIssuer {
  readonly did: string;
  readonly publicKey: PublicKey;
  readonly privateKey: KeyObject;
  readonly signer: Signer;
  readonly document: JsonObject;
}

/** Makes an issuer with a fresh key of this kind. */
export function anIssuer(
  kind: KeyKind = 'P-256',
  did = 'did:web:issuer.example',
  revoked?: string,
): TestIssuer {
  const pair =
    kind === 'Ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: kind });
  const publicKey = { kind, key: pair.publicKey };
  const jwk = jwkOf(publicKey);
  const document = didDocument(did, [{ name: 'key-1', jwk, ...(revoked === undefined ? {} : { revoked }) }]);
  return {
    did,
    publicKey,
    privateKey: pair.privateKey,
    signer: signerOf(`${did}#key-1`, kind, pair.privateKey),
    document,
  };
}

/** A small credential that nothing is wrong with. */
export function aCredential(issuer: string, more: JsonObject = {}): JsonObject {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: 'https://issuer.example/credentials/1',
    type: ['VerifiableCredential'],
    issuer: { id: issuer, name: '演示发证机关' },
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2029-01-01T00:00:00Z',
    credentialSubject: { id: 'https://id.example/01/09520000000016', name: '枸杞' },
    ...more,
  };
}
