import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openSecrets } from '../../../kernel/secrets.ts';
import { comparePassword, hashPassword, isOutdated } from './password-hash.ts';
import { passwordFaults } from './password-rules.ts';

describe('a password', () => {
  const [former, today] = [randomBytes(32), randomBytes(32)];
  const secrets = openSecrets([today, former]);
  // Made with the reference implementation (argon2 20190702): m=65536, t=2, p=1, salt "somesalt", no key.
  const REFERENCE = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';

  it('is kept as argon2id in PHC form and known again, on any keyboard', async () => {
    const hash = await hashPassword(secrets, '贺兰山下 é wolfberry');
    expect(hash).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1,keyid=[A-Za-z0-9+/]{6}\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
    expect(await comparePassword(secrets, '贺兰山下 e\u0301 wolfberry', hash)).toBe('right');
    expect(await comparePassword(secrets, '贺兰山下 e wolfberry', hash)).toBe('wrong');
    expect(await hashPassword(secrets, '贺兰山下 é wolfberry')).not.toBe(hash);
  });

  it('is verified against what another program made, without a pepper, and then asks for one', async () => {
    expect(await comparePassword(secrets, 'password', REFERENCE)).toBe('right');
    expect(await comparePassword(secrets, 'differentpassword', REFERENCE)).toBe('wrong');
    expect(isOutdated(secrets, REFERENCE)).toBe(true);
  });

  it('is worth nothing without the key that lies outside the database', async () => {
    const hash = await hashPassword(secrets, 'a boat on the yellow river');
    const stripped = hash.replace(/,keyid=.{6}/, '');
    expect(await comparePassword(secrets, 'a boat on the yellow river', stripped)).toBe('wrong');
    const other = openSecrets([randomBytes(32)]);
    expect(await comparePassword(other, 'a boat on the yellow river', hash)).toBe('pepperMissing');
    expect(hash).not.toContain(Buffer.from(secrets.derived('pepper of passwords')!.key).toString('base64'));
  });

  it('goes on with a former key that is still here, and asks to be hashed with the new one', async () => {
    const hash = await hashPassword(openSecrets([former]), 'something or other');
    expect(await comparePassword(secrets, 'something or other', hash)).toBe('right');
    expect(isOutdated(secrets, hash)).toBe(true);
  });

  it('asks to be hashed anew when what is asked of a hash has risen', async () => {
    const hash = await hashPassword(secrets, 'something or other');
    expect(isOutdated(secrets, hash)).toBe(false);
    expect(isOutdated(secrets, hash.replace('m=19456', 'm=4096'))).toBe(true);
  });

  it.each([
    '',
    'plain',
    '$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAA',
    '$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
  ])('never fits a hash that cannot be read: %s', async hash =>
    expect(await comparePassword(secrets, 'password', hash)).toBe('wrong'),
  );

  it.each([
    ['short', ['tooShort']],
    ['aaaaaaaaaaaaaa', ['tooPlain']],
    ['123456789012345', ['tooPlain', 'leaked']],
    ['Password123456', ['tooPlain', 'leaked']],
    ['unbelievable', ['leaked']],
    ['FinalFantasy7!', ['leaked']],
    ['2024Supernatural', ['leaked']],
    ['liverpoolliverpool', ['leaked']],
    ['unbelievable boats', []],
    ['woaini5201314', ['tooPlain']],
    ['zhaomin-has-a-boat', ['holdsName']],
    ['x'.repeat(200), ['tooLong', 'tooPlain']],
    ['a boat on the yellow river', []],
    ['枸杞熟了红满坡一年又一年好', []],
  ])('%s', async (password, faults) => expect(await passwordFaults(password, ['zhaomin'])).toEqual(faults));
});
