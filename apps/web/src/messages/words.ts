import type { Language } from '@pinxin/site/language';
import type { FormField } from '../schema/form-fields.ts';
import { contractWord } from './contract-words.ts';
import { EVENT_WORDS } from './event-words.ts';
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
  const agreed = contractWord(field, value);
  if (agreed !== undefined) return agreed[language];
  const word =
    VALUE_WORDS[`${field}.${value}`] ??
    EVENT_WORDS[`${field}.${value}`] ??
    VALUE_WORDS[value] ??
    EVENT_WORDS[value];
  if (word !== undefined) return word[language === 'zh-CN' ? 0 : 1];
  return value;
}

/** A form field's label: the schema's own words first. */
export function labelOf(field: FormField, language: Language): string {
  const told = field.label?.[language] ?? fieldWord(field.name, language);
  // The interface names fields as words within a sentence; above a field a label begins with a capital letter.
  const label = language === 'en' ? told.charAt(0).toUpperCase() + told.slice(1) : told;
  return field.unit === undefined ? label : `${label} (${field.unit})`;
}

/** A choice of a form field: the schema's own words first. */
export function choiceWord(field: FormField, choice: string, language: Language): string {
  const words = field.words?.[choice];
  return words === undefined ? valueWord(field.name, choice, language) : words[language === 'zh-CN' ? 0 : 1];
}

function spelled(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
