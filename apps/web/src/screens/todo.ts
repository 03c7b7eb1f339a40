import type { LocalText } from '@pinxin/contract/scan';
import type { Language } from '@pinxin/site/language';
import { valueWord } from '../messages/words.ts';
import { nameText } from '../record/texts.ts';

/** One thing that waits for somebody. */
export interface Todo {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  readonly href: string;
  /** The legal deadline, a local date. */
  readonly due: string | undefined;
  /** Days until then; negative when it has passed; undefined without a deadline. */
  readonly daysLeft: number | undefined;
}

const DAY_MS = 86_400_000;

/** A row of the work list as the list shows it; `today` is a local date. */
export function readTodo(row: Readonly<Record<string, unknown>>, language: Language, today: string): Todo {
  const due = [row.due, row.dueOn, row.deadline].find(date => typeof date === 'string') as string | undefined;
  const day = due?.slice(0, 10);
  const id = String(row.application ?? row.id ?? row.ref ?? '');
  const name = (row.applicant ?? row.party ?? row.title ?? row.name) as LocalText | string | undefined;
  return {
    key: `${id} ${String(row.kind ?? row.step ?? '')}`,
    title: nameText(name ?? id, language),
    detail: [row.scheme, row.step ?? row.kind ?? row.state]
      .filter(value => value !== undefined && value !== null)
      .map(value =>
        typeof value === 'string'
          ? valueWord('step', value, language)
          : nameText(value as LocalText, language),
      )
      .join(' · '),
    href: `/applications/${id}`,
    due: day,
    daysLeft: day === undefined ? undefined : Math.round((Date.parse(day) - Date.parse(today)) / DAY_MS),
  };
}
