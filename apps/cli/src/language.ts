/** The command line's two languages. Chinese is the source. */
export type Language = 'zh' | 'en';

/** A sentence in both. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** `--lang`, else PINXIN_LANG, else the terminal's own language, else Chinese. */
export function chooseLanguage(flag: string | undefined, env: NodeJS.ProcessEnv): Language {
  const wish = flag ?? env.PINXIN_LANG ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '';
  return wish.toLowerCase().startsWith('en') ? 'en' : 'zh';
}
