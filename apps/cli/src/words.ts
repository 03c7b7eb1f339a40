/** The languages of the command line; Chinese is the source. */
export type CliLanguage = 'zh' | 'en';

/** A sentence in both. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** `--lang` first, then the environment as POSIX reads it; Chinese where nothing says otherwise. */
export function chooseLanguage(asked: string | undefined, environment: NodeJS.ProcessEnv): CliLanguage {
  if (asked !== undefined) return asked.toLowerCase().startsWith('en') ? 'en' : 'zh';
  const set = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return /^en/i.test(set) ? 'en' : 'zh';
}

/** Why a command was not done, in both languages. `exitCode` 1: not done, 2: wrongly called. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly words: Words;
  readonly code: string;
  readonly exitCode: 1 | 2;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    words: Words,
    exitCode: 1 | 2 = 1,
    facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(words.en);
    this.code = code;
    this.words = words;
    this.exitCode = exitCode;
    this.facts = facts;
  }
}
