import { passwordFaults } from '../password/password-rules.ts';
import type { Fault } from '../refusal.ts';
import { isLogin } from './login.ts';

/** What speaks against a new password, placed. */
export async function faultsOfPassword(
  password: string,
  names: readonly string[],
  at: string,
): Promise<readonly Fault[]> {
  return (await passwordFaults(password, names)).map(code => ({ at, code }));
}

/** What speaks against a new account; `login` is folded already. */
export function faultsOfAccount(login: string, name: string): readonly Fault[] {
  return [
    ...(isLogin(login) ? [] : [{ at: '/login', code: 'loginForm' }]),
    ...(name.length >= 1 && name.length <= 100 ? [] : [{ at: '/name', code: 'nameForm' }]),
  ];
}

/** A person's name as it is kept: as written (NFC), without spaces around it. */
export function keptName(name: string): string {
  return name.normalize('NFC').trim();
}
