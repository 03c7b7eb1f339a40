import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { OperatorError } from './kernel/operator-error.ts';

describe('the configuration', () => {
  it('works with an empty environment', () => {
    expect(readConfig({})).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      databaseUrl: undefined,
      logLevel: 'info',
    });
  });

  it('reads keys of secrets, the present one first', () => {
    const keys = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const text = keys.map(key => key.toString('base64')).join(', ');
    expect(readConfig({ PINXIN_SECRETS_KEY: text }).secretsKeys).toEqual(keys);
    expect(readConfig({}).secretsKeys).toEqual([]);
  });

  it('takes an empty variable as absent and drops the slash of the public address', () => {
    const config = readConfig({ PINXIN_PORT: ' ', PINXIN_PUBLIC_URL: 'https://trace.example.cn/' });
    expect(config).toMatchObject({ port: 8080, publicUrl: 'https://trace.example.cn' });
  });

  it('takes the form of the status, and no other than the two', () => {
    expect(readConfig({}).statusProfile).toBe('w3c');
    expect(readConfig({ PINXIN_STATUS_PROFILE: 'untp-strict' }).statusProfile).toBe('untp-strict');
    expect(() => readConfig({ PINXIN_STATUS_PROFILE: 'strict' })).toThrow(OperatorError);
  });

  it('tells everything that is wrong at once, in both languages, and never a password', () => {
    const wrong = {
      PINXIN_PORT: '80a',
      PINXIN_LOG: 'loud',
      PINXIN_SECRETS_KEY: 'bmVhcmx5IHRoZSBrZXk',
      DATABASE_URL: 'mysql://u:hunter2@h/d',
    };
    try {
      readConfig(wrong);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(OperatorError);
      const { zh, en } = error as OperatorError;
      for (const name of Object.keys(wrong)) {
        expect(zh).toContain(name);
        expect(en).toContain(name);
      }
      expect(zh + en).not.toContain('hunter2');
      expect(zh + en).not.toContain('bmVhcmx5');
    }
  });
});
