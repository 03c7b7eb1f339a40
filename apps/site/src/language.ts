import type { LocalText } from '@pinxin/contract/scan';

/** Languages of every page; the first is the source of the texts. */
export const LANGUAGES = ['zh-CN', 'en'] as const;

export type Language = (typeof LANGUAGES)[number];

/** `?lang=` first, then Accept-Language (RFC 9110 §12.5.4) by weight, else zh-CN. */
export function chooseLanguage(asked: unknown, acceptLanguage: string | undefined): Language {
  if (typeof asked === 'string' && asked !== '') {
    const language = fromTag(asked);
    if (language) return language;
  }
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .map((entry, order) => {
      const [tag = '', ...parameters] = entry.trim().split(';');
      const weight = parameters.map(parameter => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { language: fromTag(tag.trim()), weight: weight === undefined ? 1 : Number(weight), order };
    })
    .filter(wish => wish.language !== undefined && wish.weight > 0)
    .sort((one, other) => other.weight - one.weight || one.order - other.order);
  return wishes[0]?.language ?? 'zh-CN';
}

function fromTag(tag: string): Language | undefined {
  const primary = tag.toLowerCase().split('-')[0];
  if (primary === 'zh') return 'zh-CN';
  if (primary === 'en') return 'en';
  return undefined;
}

/** The words in this language, else the Chinese ones. */
export function inLanguage(language: Language, text: LocalText): string {
  return language === 'en' ? (text.en ?? text['zh-CN']) : text['zh-CN'];
}
