import { createHmac, createPublicKey, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toBase64url } from './encoding/base64url.ts';
import type { JsonObject } from './encoding/json.ts';
import { issueJwt } from './jose/vc-jwt.ts';
import { multikeyOf } from './keys/public-key.ts';
import { signerOf } from './keys/signature.ts';
import { addProof } from './proof/jcs-proof.ts';
import type { Verifying } from './secured.ts';
import { encodeList, LEAST_ENTRIES, setBit } from './status/bitstring.ts';
import { aCredential, anIssuer, type TestIssuer } from './testing/issuer.ts';
import { needsOf, verifyCredential, verifyPresentation } from './verify.ts';

const at = new Date('2026-11-26T00:00:00Z');
const issuer = anIssuer();

function given(who: TestIssuer = issuer, more: Partial<Verifying> = {}): Verifying {
  return { at, document: url => (url === who.did ? who.document : undefined), ...more };
}

function failures(input: string | JsonObject, parts = given()): readonly string[] {
  const { findings, verdict } = verifyCredential(input, parts);
  const found = findings.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code);
  expect(verdict === 'invalid').toBe(found.length > 0);
  return found;
}

/** A JWS with any header and payload over the issuer's key, which its own functions would not make. */
function forged(header: JsonObject, payload: JsonObject): string {
  const text = `${toBase64url(JSON.stringify(header))}.${toBase64url(JSON.stringify(payload))}`;
  const signature = sign('sha256', Buffer.from(text), { key: issuer.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${text}.${toBase64url(signature)}`;
}

const HEADER = { alg: 'ES256', kid: issuer.signer.method, typ: 'vc+jwt', cty: 'vc' };

describe('a credential as vc+jwt', () => {
  it.each(['P-256', 'P-384', 'P-521', 'Ed25519'] as const)('is valid when signed with %s', async kind => {
    const who = anIssuer(kind);
    expect(verifyCredential(await issueJwt(aCredential(who.did), who.signer), given(who)).verdict).toBe(
      'valid',
    );
  });

  it('is not valid with any one character changed', async () => {
    const text = await issueJwt(aCredential(issuer.did), issuer.signer);
    for (let index = 0; index < text.length; index++) {
      const other = text[index] === 'A' ? 'B' : 'A';
      const changed = text.slice(0, index) + other + text.slice(index + 1);
      expect(verifyCredential(changed, given()).verdict, `character ${index}`).not.toBe('valid');
    }
  });

  it('refuses none, and HMAC made with the public key', () => {
    const text = `${toBase64url(JSON.stringify({ ...HEADER, alg: 'none' }))}.${toBase64url(JSON.stringify(aCredential(issuer.did)))}.`;
    expect(failures(text)).toContain('algorithmRefused');
    const head = `${toBase64url(JSON.stringify({ ...HEADER, alg: 'HS256' }))}.${text.split('.')[1]}`;
    const pem = createPublicKey(issuer.privateKey).export({ type: 'spki', format: 'pem' });
    const mac = createHmac('sha256', pem).update(head).digest();
    expect(failures(`${head}.${toBase64url(mac)}`)).toContain('algorithmRefused');
  });

  it.each([
    ['wrong typ', { ...HEADER, typ: 'JWT' }, {}, 'wrongMediaType'],
    ['wrong cty', { ...HEADER, cty: 'vp' }, {}, 'wrongMediaType'],
    ['something critical', { ...HEADER, crit: ['x'], x: 1 }, {}, 'extensionNotUnderstood'],
    ['claim vc', HEADER, { vc: {} }, 'vcClaim'],
    ['claim vp', HEADER, { vp: 'x' }, 'vcClaim'],
    ['iss of somebody else', HEADER, { iss: 'did:web:other.example' }, 'issuerClaimDiffers'],
    ['exp in the past', HEADER, { exp: 1_700_000_000 }, 'signatureExpired'],
    ['exp that is no number', HEADER, { exp: 'never' }, 'signatureExpired'],
    ['nbf in the future', HEADER, { nbf: 1_900_000_000 }, 'signatureFromFuture'],
    ['a key of somebody else', { ...HEADER, kid: 'did:web:other.example#key-1' }, {}, 'keyOfAnother'],
    ['no key', { alg: 'ES256', typ: 'vc+jwt' }, {}, 'keyMissing'],
    ['a key that is not there', { ...HEADER, kid: `${issuer.did}#key-9` }, {}, 'keyMissing'],
    ['another algorithm than its key', { ...HEADER, alg: 'ES384' }, {}, 'signatureBad'],
    ['a term over', HEADER, { validUntil: '2026-02-01T00:00:00Z' }, 'expired'],
    ['a term not begun', HEADER, { validFrom: '2027-02-01T00:00:00Z' }, 'notYetValid'],
    ['dates reversed', HEADER, { validUntil: '2025-02-01T00:00:00Z' }, 'datesReversed'],
    ['no issuer', HEADER, { issuer: null }, 'issuerForm'],
  ])('refuses %s', (_, header, claims, code) => {
    expect(failures(forged(header, { ...aCredential(issuer.did), ...claims }))).toContain(code);
  });

  it('refuses a name that stands twice, padding, and what is no JSON', () => {
    const [head, , signature] = forged(HEADER, aCredential(issuer.did)).split('.');
    const twice = toBase64url('{"issuer":"did:web:a.example","issuer":"did:web:b.example"}');
    expect(failures(`${head}.${twice}.${signature}`)).toEqual(['notCompactJws']);
    expect(failures(`${forged(HEADER, aCredential(issuer.did))}==`)).toEqual(['notCompactJws']);
    for (const text of ['', '...', '{', '{"a":1,"a":2}', 'ü.ü.ü']) expect(failures(text)).toHaveLength(1);
  });

  it('is unknown, not valid, when the keys of its issuer or its status are not at hand', async () => {
    const text = await issueJwt(aCredential(issuer.did), issuer.signer);
    expect(verifyCredential(text, { at, document: () => undefined }).verdict).toBe('unknown');
    const status = {
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '5',
      statusListCredential: 'https://issuer.example/status/1',
    };
    const withStatus = await issueJwt(aCredential(issuer.did, { credentialStatus: status }), issuer.signer);
    expect(verifyCredential(withStatus, given()).verdict).toBe('unknown');
    expect(needsOf(withStatus)).toEqual({
      controllers: [issuer.did],
      statusLists: ['https://issuer.example/status/1'],
    });
  });

  it('is unknown under a context that is not pinned, which is never fetched', async () => {
    const contexts = ['https://www.w3.org/ns/credentials/v2', 'https://unheard.example/context'];
    const text = await issueJwt(aCredential(issuer.did, { '@context': contexts }), issuer.signer);
    const { verdict, findings } = verifyCredential(text, given());
    expect(verdict).toBe('unknown');
    expect(findings).toContainEqual(expect.objectContaining({ code: 'contextUnknown', outcome: 'unknown' }));
  });
});

describe('a key that was retired', () => {
  const retired = anIssuer('P-256', issuer.did, '2026-06-01T00:00:00Z');

  it('vouches only for what a log shows to be older', async () => {
    const text = await issueJwt(aCredential(retired.did), retired.signer);
    const verdict = (loggedAt?: string) =>
      verifyCredential(text, given(retired, loggedAt === undefined ? {} : { loggedAt: new Date(loggedAt) }))
        .verdict;
    expect(verdict()).toBe('unknown');
    expect(verdict('2026-05-31T23:59:59Z')).toBe('valid');
    expect(verdict('2026-06-01T00:00:00Z')).toBe('invalid');
  });

  it('is refused when it is not meant for assertions', async () => {
    const { assertionMethod: _, ...document } = issuer.document as Record<string, JsonObject>;
    const text = await issueJwt(aCredential(issuer.did), issuer.signer);
    expect(failures(text, { at, document: () => document })).toEqual(['keyNotForThis']);
  });
});

describe('a credential with a Data Integrity proof', () => {
  it.each(['P-256', 'P-384', 'Ed25519'] as const)(
    'is valid over %s, and no longer when changed',
    async kind => {
      const who = anIssuer(kind);
      const secured = await addProof(aCredential(who.did), who.signer, { created: at });
      expect(verifyCredential(secured, given(who)).verdict).toBe('valid');
      expect(failures({ ...secured, name: 'changed' }, given(who))).toContain('signatureBad');
      const proof = secured.proof as Record<string, string>;
      expect(
        failures({ ...secured, proof: { ...proof, created: '2026-01-01T00:00:00Z' } }, given(who)),
      ).toContain('signatureBad');
      expect(
        failures({ ...secured, proof: { ...proof, proofPurpose: 'authentication' } }, given(who)),
      ).toContain('purposeWrong');
    },
  );

  it('is not valid with any one byte of its canonical text changed', async () => {
    const secured = JSON.stringify(await addProof(aCredential(issuer.did), issuer.signer, { created: at }));
    const bytes = Buffer.from(secured);
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index]! ^= 1;
      expect(verifyCredential(changed.toString(), given()).verdict, `byte ${index}`).not.toBe('valid');
    }
  });

  it('needs every proof of a set that it knows, and remarks on one of another suite', async () => {
    const once = await addProof(aCredential(issuer.did), issuer.signer, { created: at });
    const twice = await addProof(once, issuer.signer, { created: at });
    expect(verifyCredential(twice, given()).verdict).toBe('valid');
    const [first, second] = twice.proof as readonly JsonObject[];
    const broken = { ...second!, created: '2020-01-01T00:00:00Z' };
    expect(failures({ ...once, proof: [first!, broken] })).toEqual(['signatureBad']);
    const other = { type: 'DataIntegrityProof', cryptosuite: 'unheard-of-2030' };
    expect(verifyCredential({ ...once, proof: [first!, other] }, given()).verdict).toBe('valid');
    expect(verifyCredential({ ...once, proof: other }, given()).verdict).toBe('unknown');
  });

  it('does not bind an issuer that is a plain URL to a key that names itself', async () => {
    const who = anIssuer('Ed25519');
    const key = multikeyOf(who.publicKey);
    const signer = signerOf(`did:key:${key}#${key}`, 'Ed25519', who.privateKey);
    const secured = await addProof(aCredential('https://issuer.example/5678'), signer, { created: at });
    const { verdict, findings } = verifyCredential(secured, given());
    expect(verdict).toBe('unknown');
    expect(findings).toContainEqual(expect.objectContaining({ code: 'issuerUnbound' }));
    const own = await addProof(aCredential(`did:key:${key}`), signer, { created: at });
    expect(verifyCredential(own, given()).verdict).toBe('valid');
  });
});

describe('the status of a credential', () => {
  const url = 'https://issuer.example/status/1';
  const entry = { type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListCredential: url };

  async function list(
    set: readonly number[],
    more: JsonObject = {},
    bytes = LEAST_ENTRIES / 8,
  ): Promise<string> {
    const bits = new Uint8Array(bytes);
    for (const index of set) setBit(bits, index, true);
    const subject = {
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: encodeList(bits),
      ...more,
    };
    const types = ['VerifiableCredential', 'BitstringStatusListCredential'];
    return await issueJwt(
      aCredential(issuer.did, { id: url, type: types, credentialSubject: subject }),
      issuer.signer,
    );
  }

  async function codes(
    index: number | string,
    statusList: string,
    more: JsonObject = {},
  ): Promise<readonly string[]> {
    const credentialStatus = { ...entry, statusListIndex: index, ...more };
    const text = await issueJwt(aCredential(issuer.did, { credentialStatus }), issuer.signer);
    const { findings } = verifyCredential(text, given(issuer, { statusList: () => statusList }));
    return findings
      .filter(({ check }) => check === 'status')
      .map(({ code, outcome }) => `${outcome} ${code}`);
  }

  it('is read from a text or a number', async () => {
    const one = await list([7]);
    expect(await codes('7', one)).toEqual(['failed revoked']);
    expect(await codes(7, one)).toEqual(['failed revoked']);
    expect(await codes('8', one)).toEqual(['passed statusClear']);
  });

  it('is unknown, never clear, when the list can not answer', async () => {
    const good = await list([]);
    expect(await codes('07', good)).toEqual(['unknown statusMalformed']);
    expect(await codes(-1, good)).toEqual(['unknown statusMalformed']);
    expect(await codes(LEAST_ENTRIES, good)).toEqual(['unknown statusRange']);
    expect(await codes(1, good, { statusPurpose: 'suspension' })).toEqual(['unknown statusUnverified']);
    expect(await codes(1, await list([], {}, 100))).toEqual(['unknown statusListShort']);
    expect(await codes(1, await list([], { encodedList: 'uAAAA' }))).toEqual(['unknown statusMalformed']);
    const bomb = encodeList(new Uint8Array(17 * 1024 * 1024));
    expect(await codes(1, await list([], { encodedList: bomb }))).toEqual(['unknown statusMalformed']);
    expect(await codes(1, `${good}A`)).toEqual(['unknown statusUnverified']);
  });

  it('is not told by a list with any one character changed', async () => {
    const good = await list([]);
    const text = await issueJwt(
      aCredential(issuer.did, { credentialStatus: { ...entry, statusListIndex: '3' } }),
      issuer.signer,
    );
    for (let index = 0; index < good.length; index++) {
      const changed = good.slice(0, index) + (good[index] === 'A' ? 'B' : 'A') + good.slice(index + 1);
      expect(verifyCredential(text, given(issuer, { statusList: () => changed })).verdict).not.toBe('valid');
    }
  });
});

describe('a presentation', () => {
  const frame = { '@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiablePresentation'] };

  it('is valid with secured credentials, and not with one that is not', async () => {
    const inner = await issueJwt(aCredential(issuer.did), issuer.signer);
    const enveloped = {
      '@context': 'https://www.w3.org/ns/credentials/v2',
      type: 'EnvelopedVerifiableCredential',
      id: `data:application/vc+jwt,${inner}`,
    };
    const vp = (credential: JsonObject) =>
      issueJwt({ ...frame, holder: issuer.did, verifiableCredential: [credential] }, issuer.signer, 'vp');
    expect(verifyPresentation(await vp(enveloped), given()).verdict).toBe('valid');
    expect(verifyPresentation(await vp({ ...enveloped, id: 'not-a-credential' }), given()).verdict).toBe(
      'invalid',
    );
    expect(verifyPresentation(await vp(aCredential(issuer.did)), given()).verdict).toBe('invalid');
    expect(verifyPresentation(await issueJwt(aCredential(issuer.did), issuer.signer), given()).verdict).toBe(
      'invalid',
    );
  });
});
