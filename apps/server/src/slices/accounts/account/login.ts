/** A login as it is kept and looked up: however it is typed, it is the same. */
export function foldLogin(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

/** Whether a folded login may be taken: something one can say on the telephone. */
export function isLogin(login: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{2,99}$/u.test(login);
}
