import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newRecoveryCodes, recoveryDigest } from './recovery-codes.ts';
import { base32, stepAt, stepOfCode, totpCode, totpUri } from './totp.ts';

describe('one-time codes', () => {
  const secret = Buffer.from('12345678901234567890');

  it.each([
    // RFC 6238, appendix B (SHA-1).
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('are those of RFC 6238 at second %d', (seconds, code) => {
    expect(totpCode(secret, stepAt(new Date(seconds * 1_000)), 8)).toBe(code);
  });

  it('are taken one step early or late, and no more', () => {
    const now = new Date('2026-07-18T04:00:10Z');
    const step = stepAt(now);
    const taken = [-2, -1, 0, 1, 2].map(drift => stepOfCode(secret, totpCode(secret, step + drift), now));
    expect(taken).toEqual([undefined, step - 1, step, step + 1, undefined]);
  });

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６'])('are six digits: %j is none', code =>
    expect(stepOfCode(secret, code, new Date())).toBeUndefined(),
  );

  it('come from a secret that authenticators read', () => {
    expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
    const uri = new URL(totpUri(secret, 'Pinxin 品信', 'ma@example.cn'));
    expect(uri.searchParams.get('secret')).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(decodeURIComponent(uri.pathname)).toBe('/Pinxin 品信:ma@example.cn');
  });
});

describe('recovery codes', () => {
  it('are ten different ones, known again however they are typed', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^([2-9a-hjkmnp-tv-z]{4}-){3}[2-9a-hjkmnp-tv-z]{4}$/);
      expect(recoveryDigest(` ${code.toUpperCase().replaceAll('-', ' ')}`)).toEqual(recoveryDigest(code));
    }
  });

  it('are nothing else', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        fc.pre(!/^[2-9a-z\s-]*$/i.test(text));
        expect(recoveryDigest(text)).toBeUndefined();
      }),
    );
  });
});
