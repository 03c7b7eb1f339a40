/** Shorter ones stand inside many good passwords. */
const SHORTEST_CORE = 6;
/** What people put before or behind a known password to make it long enough. */
const LONGEST_TRIMMING = 5;

let known: Promise<ReadonlySet<string>> | undefined;

/**
 * The 49,233 passwords that leaks show most often (zxcvbn-ts, MIT licence), read when the first password is chosen: a
 * server where nobody sets one does not keep them.
 */
async function commonPasswords(): Promise<ReadonlySet<string>> {
  known ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map(each => each.toLowerCase())),
  );
  return await known;
}

/**
 * Whether a password is one that leaked often, one of them again and again, or one with a few signs around it
 * (NIST SP 800-63B §3.1.1.2; ASVS 2.1.7). The list lies here: no password, and no part of one, is sent to anybody.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  const common = await commonPasswords();
  const text = password.normalize('NFKC').toLowerCase();
  const shortest = Math.max(SHORTEST_CORE, text.length - LONGEST_TRIMMING);
  for (let length = text.length; length >= shortest; length--)
    for (let from = 0; from + length <= text.length; from++)
      if (common.has(text.slice(from, from + length))) return true;
  return [2, 3, 4].some(times => isRepeated(text, times, common));
}

function isRepeated(text: string, times: number, common: ReadonlySet<string>): boolean {
  const part = text.slice(0, Math.ceil(text.length / times));
  return part.length * times === text.length && part.repeat(times) === text && common.has(part);
}
