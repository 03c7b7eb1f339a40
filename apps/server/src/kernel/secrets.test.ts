import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSecrets, SecretUnreadable } from './secrets.ts';
import { readSecretsKey, secretsKeyFile, secretsKeys } from './secrets-key.ts';

describe('secrets at rest', () => {
  const key = Buffer.alloc(32, 7);
  const secrets = openSecrets([key]);

  it('come back as they were, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.string(), (bytes, purpose) => {
        expect(Buffer.from(secrets.open(secrets.seal(bytes, purpose), purpose))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('never look alike, and do not hold what they hide', () => {
    const bytes = Buffer.from('a secret that is long enough to be found');
    const [one, other] = [secrets.seal(bytes, 'totp of acc_1'), secrets.seal(bytes, 'totp of acc_1')];
    expect(one).not.toEqual(other);
    expect(Buffer.from(one).includes(bytes.subarray(0, 8))).toBe(false);
    expect(one.length).toBe(bytes.length + 33);
  });

  it('are for one purpose: in another row they are nothing', () => {
    const sealed = secrets.seal(Buffer.from('x'), 'totp of acc_1');
    expect(() => secrets.open(sealed, 'totp of acc_2')).toThrow(SecretUnreadable);
  });

  it('show every changed bit, and being cut', () => {
    const sealed = secrets.seal(Buffer.from('secret'), 'p');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Uint8Array.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => secrets.open(changed, 'p'), `bit ${bit}`).toThrow(SecretUnreadable);
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => secrets.open(sealed.subarray(0, length), 'p')).toThrow(SecretUnreadable);
  });

  it('stay readable when a new key takes over, and say when their key is gone', () => {
    const sealed = secrets.seal(Buffer.from('old'), 'p');
    const next = randomBytes(32);
    const both = openSecrets([next, key]);
    expect(Buffer.from(both.open(sealed, 'p')).toString()).toBe('old');
    expect(() => secrets.open(both.seal(Buffer.from('new'), 'p'), 'p')).toThrow('not here');
    expect(() => openSecrets([next]).open(sealed, 'p')).toThrow('not here');
  });

  it('want a key of 256 bits', () => expect(() => openSecrets([randomBytes(16)])).toThrow(RangeError));
});

describe('the key of secrets', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'pinxin-secrets-'));
  });
  afterEach(() => rmSync(data, { recursive: true, force: true }));

  it('is made once, in a file that only its owner reads', () => {
    const made = secretsKeys(join(data, 'new'), []);
    expect(secretsKeys(join(data, 'new'), [])).toEqual(made);
    expect(readdirSync(join(data, 'new'))).toEqual(['secrets-key']);
    if (process.platform !== 'win32')
      expect(statSync(secretsKeyFile(join(data, 'new'))).mode & 0o777).toBe(0o600);
  });

  it('comes from the environment where that names one; then no file is made', () => {
    const given = randomBytes(32);
    expect(secretsKeys(data, [given])).toEqual([given]);
    expect(readdirSync(data)).toEqual([]);
  });

  it('may be followed by former ones', () => {
    const keys = [randomBytes(32), randomBytes(32)];
    writeFileSync(secretsKeyFile(data), keys.map(key => `${key.toString('base64')}\n`).join(''));
    expect(secretsKeys(data, [])).toEqual(keys);
  });

  it.each(['', 'not a key\n', `${'A'.repeat(43)}\nnonsense\n`])('is not guessed from %j', text => {
    writeFileSync(secretsKeyFile(data), text);
    expect(() => secretsKeys(data, [])).toThrow(expect.objectContaining({ code: 'configuration' }));
    expect(readFileSync(secretsKeyFile(data), 'utf8')).toBe(text);
  });

  it('is read in both forms of Base64', () => {
    const key = Buffer.alloc(32, 0xfb);
    expect(readSecretsKey(key.toString('base64'))).toEqual(key);
    expect(readSecretsKey(` ${key.toString('base64url')}\n`)).toEqual(key);
    expect(readSecretsKey(key.subarray(1).toString('base64'))).toBeUndefined();
  });
});
