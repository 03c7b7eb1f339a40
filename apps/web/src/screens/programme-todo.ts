import type { Language } from '@pinxin/site/language';
import { daysBetween, type Todo } from './todo.ts';

/** A row of `GET /task-reports`, as far as what waits goes. */
export interface OwedReport {
  readonly quarter: string;
  readonly state: string;
  readonly dueOn: string;
}

/** A row of `GET /supervisions`, as far as what waits goes. */
export interface OpenSupervision {
  readonly id: string;
  readonly subject: string;
  readonly state: string;
  readonly signBy: string;
  readonly dueOn: string;
}

const REPORTS = {
  asked: ['季度填报 {quarter}：{n} 份要报', 'Quarterly reports {quarter}: {n} to hand in'],
  returned: ['季度填报 {quarter}：{n} 份被退回', 'Quarterly reports {quarter}: {n} returned'],
  submitted: ['季度填报 {quarter}：{n} 份待签批', 'Quarterly reports {quarter}: {n} to be signed off'],
} as const;
const SUPERVISIONS = {
  opened: ['督办待签收', 'Supervision to be acknowledged'],
  acknowledged: ['督办待报告', 'Supervision to be reported on'],
  returned: ['督办被退回', 'Supervision returned'],
} as const;

/** What waits of quarterly reports: one line for each quarter and state, not one for each report. */
export function reportTodos(reports: readonly OwedReport[], language: Language, today: string): Todo[] {
  const groups = Map.groupBy(reports, ({ quarter, state }) => `${quarter} ${state}`);
  return [...groups.values()].flatMap(group => {
    const { quarter, state, dueOn } = group[0]!;
    const words = REPORTS[state as keyof typeof REPORTS];
    if (words === undefined) return [];
    const title = words[language === 'en' ? 1 : 0];
    return [
      {
        ...{ key: `reports ${quarter} ${state}`, detail: '', href: '/task-reports' },
        title: title.replace('{quarter}', quarter).replace('{n}', String(group.length)),
        ...{ due: dueOn, daysLeft: daysBetween(today, dueOn) },
      },
    ];
  });
}

/** What waits of supervision items: each with the day that counts in its state. */
export function supervisionTodos(
  items: readonly OpenSupervision[],
  language: Language,
  today: string,
): Todo[] {
  return items.flatMap(({ id, subject, state, signBy, dueOn }) => {
    const words = SUPERVISIONS[state as keyof typeof SUPERVISIONS];
    if (words === undefined) return [];
    const due = state === 'opened' ? signBy : dueOn;
    return [
      {
        ...{ key: `supervision ${id}`, detail: subject, href: '/supervisions' },
        ...{ title: words[language === 'en' ? 1 : 0], due, daysLeft: daysBetween(today, due) },
      },
    ];
  });
}
