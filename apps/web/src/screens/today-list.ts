import type { Language } from '@pinxin/site/language';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client.ts';
import { may, type Session } from '../api/session.ts';
import { type OpenSupervision, type OwedReport, reportTodos, supervisionTodos } from './programme-todo.ts';
import type { Proposal } from './proposal.ts';
import { type OpenAlarm, readProposal, readTodo, readUnusual, type Todo, type WorkItem } from './todo.ts';

interface WorkList {
  /** The day of the server's clock: the law counts by it, not by the reader's machine. */
  readonly on: string;
  readonly items: readonly WorkItem[];
}

/**
 * What waits for this person: steps of applications, what one person proposed and another is to confirm, and what is
 * owed to a programme.
 */
export function useToday(session: Session, language: Language) {
  const mayConfirm = may(session, 'statement.issue');
  const watches = may(session, 'use.watch');
  return useQuery({
    queryKey: ['work-list', language],
    retry: false,
    queryFn: async (): Promise<{ readonly on: string; readonly todos: readonly Todo[] }> => {
      const [work, proposals, programme, unusual] = await Promise.all([
        ask<WorkList>('/work-list'),
        mayConfirm ? ask<{ items: readonly Proposal[] }>('/statement-proposals') : { items: [] },
        programmeWork(session),
        watches ? ask<{ items: readonly OpenAlarm[] }>('/unusual-use?state=open') : { items: [] },
      ]);
      const todos = [
        ...work.items.map(row => readTodo(row, language, work.on)),
        ...proposals.items.filter(one => one.mayConfirm).map(one => readProposal(one, language, work.on)),
        ...unusual.items.map(one => readUnusual(one, language)),
        ...reportTodos(programme.reports, language, work.on),
        ...supervisionTodos(programme.supervisions, language, work.on),
      ];
      return { on: work.on, todos: todos.sort((one, other) => rank(one) - rank(other)) };
    },
  });
}

interface ProgrammeWork {
  readonly reports: readonly OwedReport[];
  readonly supervisions: readonly OpenSupervision[];
}

/** What an authority owes the programme, and what the office or a lead is to sign off. */
async function programmeWork(session: Session): Promise<ProgrammeWork> {
  const list = async <T>(path: string) => (await ask<{ items: readonly T[] }>(path)).items;
  const signs = may(session, 'programme.manage');
  if (!signs && !may(session, 'programme.report')) return { reports: [], supervisions: [] };
  if (signs)
    return { reports: await list<OwedReport>('/task-reports?state=submitted&limit=200'), supervisions: [] };
  const leads = may(session, 'programme.signOff');
  const [toSign, asked, returned, supervisions] = await Promise.all([
    leads ? list<OwedReport>('/task-reports?toSign=true&limit=200') : [],
    list<OwedReport>('/task-reports?mine=true&state=asked&limit=200'),
    list<OwedReport>('/task-reports?mine=true&state=returned&limit=200'),
    list<OpenSupervision>('/supervisions?mine=true&limit=200'),
  ]);
  return { reports: [...toSign, ...returned, ...asked], supervisions };
}

function rank({ daysLeft }: Todo): number {
  return daysLeft ?? Number.POSITIVE_INFINITY;
}
