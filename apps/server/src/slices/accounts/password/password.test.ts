import { describe, expect, it } from 'vitest';
import { hashPassword, isOutdated, verifyNothing, verifyPassword } from './password-hash.ts';
import { passwordFaults } from './password-rules.ts';

describe('a password', () => {
  it('is kept as argon2id in PHC form and known again, on any keyboard', async () => {
    const hash = await hashPassword('贺兰山下 é wolfberry');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await verifyPassword('贺兰山下 e\u0301 wolfberry', hash)).toBe(true);
    expect(await verifyPassword('贺兰山下 e wolfberry', hash)).toBe(false);
    expect(await hashPassword('贺兰山下 é wolfberry')).not.toBe(hash);
  });

  it('is verified against what another program made', async () => {
    // Made with the reference implementation (argon2 20190702): m=65536, t=2, p=1, salt "somesalt".
    const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword('password', hash)).toBe(true);
    expect(await verifyPassword('differentpassword', hash)).toBe(false);
  });

  it('asks to be hashed anew when what is asked of a hash has risen', async () => {
    expect(isOutdated(await hashPassword('something or other'))).toBe(false);
    expect(
      isOutdated('$argon2id$v=19$m=4096,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'),
    ).toBe(true);
  });

  it.each([
    '',
    'plain',
    '$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAA',
    '$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
  ])('never fits a hash that cannot be read: %s', async hash =>
    expect(await verifyPassword('password', hash)).toBe(false),
  );

  it('takes the same time where there is nobody', async () => {
    expect(await verifyNothing('anything')).toBe(false);
  });

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
