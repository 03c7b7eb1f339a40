import type { StatementAction } from '@pinxin/contract/statements/status';
import { ask } from '../api/client.ts';
import { may } from '../api/session.ts';
import { useWords } from '../language.tsx';
import { valueWord } from '../messages/words.ts';
import type { Batch, BatchAction } from '../record/batch.tsx';
import { useSession } from '../shell/session-context.tsx';
import { ReachOfMany } from './statement-reach.tsx';
import type { StatementRow } from './statements.tsx';

const ACTIONS: readonly (readonly [to: StatementAction, states: readonly string[], isGrave: boolean])[] = [
  ['suspend', ['valid'], true],
  ['restore', ['suspended'], false],
  ['withdraw', ['valid', 'suspended'], true],
];

/** What this person can do to many statements at once, each with the same reason and legal basis. */
export function useStatementBatch(): Batch<StatementRow> {
  const { language } = useWords();
  const session = useSession();
  const action = ([to, states, isGrave]: (typeof ACTIONS)[number]): BatchAction<StatementRow> => ({
    ...{ key: to, isGrave, label: valueWord('action', to, language) },
    asks: ['reason', 'legalBasis'],
    fits: ({ status }) => states.includes(status),
    consequences: rows => <ReachOfMany statements={rows.map(({ id }) => id)} />,
    how: {
      each: async ({ id }, { reason, legalBasis }) => {
        const body = { to, reason, legalBasis };
        const { proposal } = await ask<{ proposal?: string }>(`/statements/${id}/changes`, {
          method: 'POST',
          body,
        });
        return proposal === undefined ? 'ok' : 'waits';
      },
    },
  });
  return {
    nameOf: ({ number, id, subject }) => `${number ?? id} ${subject.name}`,
    actions: may(session, 'statement.change') ? ACTIONS.map(action) : [],
  };
}
