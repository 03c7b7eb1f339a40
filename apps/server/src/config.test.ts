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

  it('takes an empty variable as absent and drops the slash of the public address', () => {
    const config = readConfig({ PINXIN_PORT: ' ', PINXIN_PUBLIC_URL: 'https://trace.example.cn/' });
    expect(config).toMatchObject({ port: 8080, publicUrl: 'https://trace.example.cn' });
  });

  it('tells everything that is wrong at once, in both languages, and never a password', () => {
    const wrong = { PINXIN_PORT: '80a', PINXIN_LOG: 'loud', DATABASE_URL: 'mysql://u:hunter2@h/d' };
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
    }
  });
});
