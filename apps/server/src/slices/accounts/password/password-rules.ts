import { isCommonPassword } from './common-passwords.ts';

/** Why a password is not taken. */
export type PasswordFault = 'tooShort' | 'tooLong' | 'tooPlain' | 'leaked' | 'holdsName';

/** Characters; no rules of composition (NIST SP 800-63B §3.1.1.2). */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

/** What guessers try first, as the core of longer passwords too. */
const COMMON = [
  'password',
  'passw0rd',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx',
  'qazwsx',
  'letmein',
  'welcome',
  'iloveyou',
  'admin',
  'administrator',
  'root',
  'abc123',
  'woaini',
  '5201314',
  '1314520',
  'pinxin',
  'ningxia',
  'changeme',
  'secret',
  'monkey',
  'dragon',
  'football',
  '8888',
  '6666',
  '0000',
  '123123',
  '1111',
];

/** Everything that speaks against a password; empty when it is taken. `names` are what others know of its owner. */
export async function passwordFaults(
  password: string,
  names: readonly string[],
): Promise<readonly PasswordFault[]> {
  const text = password.normalize('NFKC');
  const { length } = [...text];
  const folded = text.toLowerCase();
  const holdsName = names.some(name => name.length >= 3 && folded.includes(name.toLowerCase()));
  return [
    ...(length < SHORTEST_PASSWORD ? (['tooShort'] as const) : []),
    ...(length > LONGEST_PASSWORD ? (['tooLong'] as const) : []),
    ...(isPlain(folded) ? (['tooPlain'] as const) : []),
    // So long a text is no known password; looking for one in it would cost time.
    ...(length <= LONGEST_PASSWORD && (await isCommonPassword(password)) ? (['leaked'] as const) : []),
    ...(holdsName ? (['holdsName'] as const) : []),
  ];
}

/** Few different characters, a run along the alphabet or digits, or little beside a word that everybody tries. */
function isPlain(text: string): boolean {
  if (text === '') return false;
  if (new Set(text).size < 5) return true;
  let rest = text;
  for (const word of COMMON) rest = rest.replaceAll(word, '');
  return withoutRuns(rest).length < Math.min(6, text.length / 2);
}

/** The text without runs of three and more neighbours such as `1234`, `cba`, `aaa`. */
function withoutRuns(text: string): string {
  const codes = [...text].map(character => character.codePointAt(0)!);
  const inRun = codes.map((_code, index) => [index, index - 1, index - 2].some(start => isRun(codes, start)));
  return [...text].filter((_character, index) => !inRun[index]).join('');
}

function isRun(codes: readonly number[], start: number): boolean {
  const [one, two, three] = codes.slice(Math.max(start, 0), start + 3);
  if (start < 0 || one === undefined || two === undefined || three === undefined) return false;
  const step = two - one;
  return Math.abs(step) <= 1 && three - two === step;
}
