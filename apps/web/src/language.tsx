import { LANGUAGES, type Language } from '@pinxin/site/language';
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';
import { en } from './messages/en.ts';
import { fill } from './messages/say.ts';
import { SIGNING, type SigningKey } from './messages/signing.ts';
import { WORK, type WorkKey } from './messages/work.ts';
import { type MessageKey as SentenceKey, zhCN } from './messages/zh-CN.ts';

/** The name of any sentence of the console. */
export type MessageKey = SentenceKey | WorkKey | SigningKey;

/** Words in the reader's language. */
export interface Words {
  readonly language: Language;
  readonly say: (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;
  readonly choose: (language: Language) => void;
}

const PAIRS: Readonly<Partial<Record<WorkKey | SigningKey, readonly [string, string]>>> = {
  ...WORK,
  ...SIGNING,
};
const KEPT = 'pinxin.language';
const WORDS = { 'zh-CN': zhCN, en } as const;
const LanguageContext = createContext<Words | undefined>(undefined);

/** The language now, for code outside React (requests name it to the server). */
export function languageNow(): Language {
  const kept = readKept();
  if (kept !== undefined) return kept;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

/** Gives words to everything inside. The choice is kept on this device. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(languageNow);
  const choose = useCallback((chosen: Language) => {
    localStorage.setItem(KEPT, chosen);
    document.documentElement.lang = chosen;
    setLanguage(chosen);
  }, []);
  const words = useMemo<Words>(
    () => ({ language, choose, say: (key, values) => fill(sentence(key, language), values) }),
    [language, choose],
  );
  document.documentElement.lang = language;
  return <LanguageContext value={words}>{children}</LanguageContext>;
}

/** Words for a component. */
export function useWords(): Words {
  const words = use(LanguageContext);
  if (words === undefined) throw new Error('useWords stands outside LanguageProvider');
  return words;
}

function sentence(key: MessageKey, language: Language): string {
  const pair = PAIRS[key as WorkKey | SigningKey];
  return pair === undefined ? WORDS[language][key as SentenceKey] : pair[language === 'zh-CN' ? 0 : 1];
}

function readKept(): Language | undefined {
  try {
    const kept = localStorage.getItem(KEPT);
    return LANGUAGES.find(language => language === kept);
  } catch {
    return undefined;
  }
}
