import type { ReactNode } from 'react';
import { useWords } from '../language.tsx';
import { fieldWord } from '../messages/words.ts';
import { shownValue } from './value.tsx';

interface FactsProps {
  readonly of: object;
  /** Which fields, in this order. */
  readonly fields: readonly string[];
  /** Facts that take more than their value. */
  readonly more?: Readonly<Record<string, ReactNode>>;
}

/** Facts of a record as a list of names and values. */
export function Facts({ of, fields, more = {} }: FactsProps) {
  const { language } = useWords();
  const record = of as Record<string, unknown>;
  return (
    <dl className="facts">
      {fields.map(field => (
        <div key={field}>
          <dt>{fieldWord(field, language)}</dt>
          <dd>{more[field] ?? shownValue(field, record[field], language)}</dd>
        </div>
      ))}
    </dl>
  );
}
