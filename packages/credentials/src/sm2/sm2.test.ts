import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signSm2, sm2PublicKey, verifySm2 } from './sm2.ts';
import { signSidecar, verifySidecar } from './sm2-proof.ts';

const privateKey = Buffer.from('39'.repeat(32), 'hex');
const publicKey = sm2PublicKey(privateKey);
const chance = () => randomBytes(32);
const message = Buffer.from('中宁枸杞');

describe('SM2', () => {
  it('verifies what it signed, with the same ID only', () => {
    const signature = signSm2(privateKey, message, chance);
    expect(verifySm2(publicKey, message, signature)).toBe(true);
    expect(verifySm2(publicKey, message, signature, '')).toBe(false);
    expect(verifySm2(publicKey, Buffer.from('中宁构杞'), signature)).toBe(false);
  });

  it('notices every changed byte of signature and key', () => {
    const signature = signSm2(privateKey, message, chance);
    for (let index = 0; index < 64; index++) {
      const changed = Buffer.from(signature);
      changed[index]! ^= 1;
      expect(verifySm2(publicKey, message, changed)).toBe(false);
      const key = Buffer.from(publicKey);
      key[index + 1]! ^= 1;
      expect(verifySm2(key, message, signature)).toBe(false);
    }
  });

  it('refuses what Node makes with a key on the same curve: plain ECDSA without Z', () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'SM2' });
    const der = pair.publicKey.export({ type: 'spki', format: 'der' });
    const ecdsa = sign('sm3', message, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
    for (const id of ['1234567812345678', ''])
      expect(verifySm2(der.subarray(-65), message, ecdsa, id)).toBe(false);
  });

  it('throws away random numbers that may not be used, and refuses keys outside the range', () => {
    const numbers = [Buffer.alloc(32), Buffer.alloc(32, 0xff), randomBytes(32)];
    numbers[2]![0] = 1;
    const signature = signSm2(privateKey, message, () => numbers.shift()!);
    expect(numbers).toHaveLength(0);
    expect(verifySm2(publicKey, message, signature)).toBe(true);
    expect(() => sm2PublicKey(Buffer.alloc(32))).toThrow(RangeError);
    expect(() => sm2PublicKey(Buffer.alloc(32, 0xff))).toThrow(RangeError);
  });

  it('stands beside a secured credential and commits to all that it says of itself', () => {
    const wish = {
      created: new Date('2026-11-26T00:00:00Z'),
      verificationMethod: 'did:web:issuer.example#sm2',
    };
    const proof = signSidecar(message, privateKey, wish, chance);
    expect(verifySidecar({ ...proof }, message, publicKey)).toBe(true);
    expect(verifySidecar({ ...proof, created: '2020-01-01T00:00:00.000Z' }, message, publicKey)).toBe(false);
    expect(verifySidecar({ ...proof, signerId: 'x' }, message, publicKey)).toBe(false);
    expect(verifySidecar({ ...proof, suite: 'ES256' }, message, publicKey)).toBe(false);
    expect(verifySidecar({ ...proof }, Buffer.from('else'), publicKey)).toBe(false);
  });
});
