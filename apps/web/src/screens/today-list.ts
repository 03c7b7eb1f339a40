import type { Language } from '@pinxin/site/language';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client.ts';
import { may, type Session } from '../api/session.ts';
import type { Proposal } from './proposal.ts';
import { readProposal, readTodo, type Todo, type WorkItem } from './todo.ts';

interface WorkList {
  /** The day of the server's clock: the law counts by it, not by the reader's machine. */
  readonly on: string;
  readonly items: readonly WorkItem[];
}

/** What waits for this person: steps of applications, and what one person proposed and another is to confirm. */
export function useToday(session: Session, language: Language) {
  const mayConfirm = may(session, 'statement.issue');
  return useQuery({
    queryKey: ['work-list', language],
    retry: false,
    queryFn: async (): Promise<{ readonly on: string; readonly todos: readonly Todo[] }> => {
      const [work, proposals] = await Promise.all([
        ask<WorkList>('/work-list'),
        mayConfirm ? ask<{ items: readonly Proposal[] }>('/statement-proposals') : { items: [] },
      ]);
      const todos = [
        ...work.items.map(row => readTodo(row, language, work.on)),
        ...proposals.items.filter(one => one.mayConfirm).map(one => readProposal(one, language, work.on)),
      ];
      return { on: work.on, todos: todos.sort((one, other) => rank(one) - rank(other)) };
    },
  });
}

function rank({ daysLeft }: Todo): number {
  return daysLeft ?? Number.POSITIVE_INFINITY;
}
