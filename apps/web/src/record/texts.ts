import type { LocalText } from '@pinxin/contract/scan';
import { inLanguage, type Language } from '@pinxin/site/language';

/** A local date as people of the language write it: 2026年3月8日, 8 March 2026. */
export function dateText(date: string, language: Language): string {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day)));
}

/** An instant as the clock of the region shows it. */
export function timeText(instant: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Asia/Shanghai',
  });
  return format.format(new Date(instant));
}

/** A name that may be one text or in two languages. */
export function nameText(name: LocalText | string | null | undefined, language: Language): string {
  if (name === null || name === undefined) return '—';
  return typeof name === 'string' ? name : inLanguage(language, name);
}
