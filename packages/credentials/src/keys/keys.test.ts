import { describe, expect, it } from 'vitest';
import { anIssuer } from '../testing/issuer.ts';
import { didWebOf, didWebUrl } from './did-web.ts';
import { jwkOf, multikeyOf, publicKeyOfJwk, publicKeyOfMultikey } from './public-key.ts';

describe('public keys', () => {
  it.each(['P-256', 'P-384', 'P-521', 'Ed25519'] as const)(
    '%s goes through JWK and Multikey and back',
    kind => {
      for (let round = 0; round < 8; round++) {
        const { publicKey } = anIssuer(kind);
        const again = publicKeyOfMultikey(multikeyOf(publicKey))!;
        expect(again.kind).toBe(kind);
        expect(jwkOf(again)).toEqual(jwkOf(publicKey));
        expect(publicKeyOfJwk(jwkOf(publicKey))?.kind).toBe(kind);
      }
    },
  );

  it('takes no private key, no shared secret, no point beside the curve', () => {
    const { publicKey, privateKey } = anIssuer();
    const jwk = jwkOf(publicKey);
    expect(publicKeyOfJwk(privateKey.export({ format: 'jwk' }) as never)).toBeUndefined();
    expect(publicKeyOfJwk({ kty: 'oct', k: 'AAAA' })).toBeUndefined();
    expect(publicKeyOfJwk({ ...jwk, y: jwk.x! })).toBeUndefined();
    expect(publicKeyOfJwk({ ...jwk, x: 'AAAA' })).toBeUndefined();
    expect(publicKeyOfMultikey('zzzz')).toBeUndefined();
  });
});

describe('did:web', () => {
  it('stands where its method says', () => {
    expect(didWebUrl('did:web:a.example')).toBe('https://a.example/.well-known/did.json');
    expect(didWebUrl('did:web:a.example%3A8443:parties:pty_1')).toBe(
      'https://a.example:8443/parties/pty_1/did.json',
    );
    expect(didWebOf('https://a.example:8443', ['parties', 'x'])).toBe('did:web:a.example%3A8443:parties:x');
  });

  it('is refused when it would lead elsewhere', () => {
    for (const did of [
      'did:web:',
      'did:key:z6',
      'did:web:a.example%2Fb',
      'did:web:a.example:..:x',
      'did:web:u%40h.example',
      'did:web:a.example:b%2Fc',
    ]) {
      expect(didWebUrl(did)).toBeUndefined();
    }
  });
});
