import type { LocalText } from '@pinxin/contract/scan';
import { inLanguage, type Language } from '@pinxin/site/language';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { valueWord } from '../messages/words.ts';
import { DivisionName } from './division.tsx';
import { SchemeName } from './scheme.tsx';
import { dateText, timeText } from './texts.ts';

const GOOD: readonly string[] = [
  'valid',
  'approved',
  'certified',
  'published',
  'accepted',
  'conforms',
  'active',
];
const WARN: readonly string[] = [
  'suspended',
  'returnedForCorrection',
  'publicNotice',
  'draft',
  'pending',
  'inconclusive',
];
const BAD: readonly string[] = ['withdrawn', 'rejected', 'notAccepted', 'doesNotConform', 'revoked'];

/** A state with its own sign and word: never by colour alone. */
export function StateTag({ field, state, language }: StateTagProps) {
  const [sign, colour] = lookOf(state);
  return (
    <Tag className={`state-tag ${colour}`} variant="outlined">
      <span aria-hidden="true">{sign} </span>
      {valueWord(field, state, language)}
    </Tag>
  );
}

interface StateTagProps {
  readonly field: string;
  readonly state: string;
  readonly language: Language;
}

function lookOf(state: string): readonly [sign: string, colour: string] {
  if (GOOD.includes(state)) return ['✓', 'good'];
  if (WARN.includes(state)) return ['!', 'warn'];
  if (BAD.includes(state)) return ['✕', 'bad'];
  return ['·', 'plain'];
}

/** Any value of a record, as a person reads it. */
export function shownValue(field: string, value: unknown, language: Language): ReactNode {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'boolean') return valueWord(field, String(value), language);
  if (typeof value === 'number') return value.toLocaleString(language);
  if (typeof value === 'string') return textOf(field, value, language);
  if (Array.isArray(value)) {
    return value.length === 0
      ? '—'
      : value.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: values of a record do not move
          <div key={index}>{shownValue(field, one, language)}</div>
        ));
  }
  return objectOf(value as Record<string, unknown>, language);
}

/** A text of a record; one in Chinese in the midst of English is said to be so, for who listens to it (WCAG 3.1.2). */
export function Spoken({ text, language }: { readonly text: string; readonly language: Language }) {
  return language === 'en' && /\p{Script=Han}/u.test(text) ? <span lang="zh-CN">{text}</span> : text;
}

/** Fields that hold the code of a division. */
const DIVISIONS: readonly string[] = ['division', 'area'];

function textOf(field: string, value: string, language: Language): ReactNode {
  if (field === 'status' || field === 'state')
    return <StateTag field={field} state={value} language={language} />;
  if (DIVISIONS.includes(field) && /^\d{2,6}$/.test(value)) return <DivisionName code={value} />;
  if (field === 'scheme') return <SchemeName code={value} />;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dateText(value, language);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(value)) return timeText(value, language);
  return <Spoken text={valueWord(field, value, language)} language={language} />;
}

function objectOf(value: Record<string, unknown>, language: Language): ReactNode {
  if (typeof value['zh-CN'] === 'string')
    return <Spoken text={inLanguage(language, value as unknown as LocalText)} language={language} />;
  const name = (language === 'en' ? value.nameEn : undefined) ?? value.name ?? value.label ?? value.title;
  if (name !== undefined) return shownValue('name', name, language);
  return Object.entries(value).map(([key, inner]) => (
    <div key={key}>
      <small>{key}</small> {shownValue(key, inner, language)}
    </div>
  ));
}

/** The name of something in the reader's language, where the register has it in both. */
export function NameOf({ of, language }: NameOfProps) {
  return <Spoken text={(language === 'en' ? of.nameEn : undefined) ?? of.name} language={language} />;
}

interface NameOfProps {
  readonly of: { readonly name: string; readonly nameEn?: string | null };
  readonly language: Language;
}
