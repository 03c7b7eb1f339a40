import type { Language } from '@pinxin/site/language';
import { FIELD_WORDS } from './fields.ts';
import { VALUE_WORDS } from './values.ts';

/** What a field of the interface is called. A name that nobody worded is told as it is, in words. */
export function fieldWord(name: string, language: Language): string {
  const word = FIELD_WORDS[name];
  if (word !== undefined) return word[language === 'zh-CN' ? 0 : 1];
  return spelled(name);
}

/** What a member of a closed set is called: by its field first, then by itself. */
export function valueWord(field: string, value: string, language: Language): string {
  const word = VALUE_WORDS[`${field}.${value}`] ?? VALUE_WORDS[value];
  if (word !== undefined) return word[language === 'zh-CN' ? 0 : 1];
  return value;
}

/** Whether both words are there, for tests. */
export function isWorded(name: string): boolean {
  return FIELD_WORDS[name] !== undefined;
}

function spelled(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
