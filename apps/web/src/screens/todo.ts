import type { LocalText } from '@pinxin/contract/scan';
import type { Language } from '@pinxin/site/language';
import { valueWord } from '../messages/words.ts';
import { nameText } from '../record/texts.ts';

/** A row of `GET /work-list`. */
export interface WorkItem {
  readonly kind: string;
  readonly id: string;
  readonly schemeName: LocalText;
  readonly party: string;
  readonly subject: string;
  readonly state: string;
  /** The legal deadline, a local date. */
  readonly dueOn: string | null;
}

/** One thing that waits for somebody, as the list shows it. */
export interface Todo {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  readonly href: string;
  readonly due: string | undefined;
  /** Days until then; negative when it has passed; undefined without a deadline. */
  readonly daysLeft: number | undefined;
}

const DAY_MS = 86_400_000;

/** A row of the work list as the list shows it; `today` is a local date. */
export function readTodo(item: WorkItem, language: Language, today: string): Todo {
  const { kind, id, party, subject, dueOn } = item;
  return {
    key: `${kind} ${id}`,
    title: `${valueWord('todo', kind, language)}${language === 'en' ? ': ' : '：'}${subject}`,
    detail: [nameText(item.schemeName, language), ...(party === subject ? [] : [party])].join(' · '),
    href: kind === 'alarm' ? '/quotas' : `/applications/${id}`,
    due: dueOn ?? undefined,
    daysLeft: dueOn === null ? undefined : Math.round((Date.parse(dueOn) - Date.parse(today)) / DAY_MS),
  };
}
