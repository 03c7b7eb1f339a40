import { localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../kernel/context.ts';
import type { EntryReaction } from '../../kernel/journal/reaction.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { changeStatement } from '../statements/api.ts';
import { marksSuspendedBy } from './mark/reaction-store.ts';
import { renewalReminders } from './work-list/renewal-reminders.ts';

/**
 * 处罚即暂停: a sanction suspends the marks whose scheme says so, without anyone remembering it. Looked at twice, it
 * does nothing more.
 */
export function suspendBySanctions(ctx: Context): EntryReaction {
  return {
    name: 'schemes-suspend-by-sanction',
    kinds: ['statement-issued'],
    react: async ({ facts }, tx) => {
      if (facts.kind === 'sanction' && typeof facts.statement === 'string')
        await suspendFor(ctx, tx, facts.statement);
    },
  };
}

/** What this slice does when facts are journaled. */
export function schemeReactions(ctx: Context): readonly EntryReaction[] {
  return [suspendBySanctions(ctx), renewalReminders];
}

async function suspendFor(ctx: Context, tx: Tx, sanction: string): Promise<void> {
  for (const mark of await marksSuspendedBy(tx, sanction, localDateOf(tx.at))) {
    const done = await changeStatement(ctx, tx, {
      ...{ actor: 'system', issuer: mark.owner, statement: mark.statement, to: 'suspend' },
      reason: `处罚决定 ${mark.sanction}`,
      legalBasis: mark.legalBasis,
    });
    // Where two persons have to act, a machine does not: the fact is told, and a person goes on.
    if (!done.ok) {
      const reason = done.problems.map(({ code }) => code);
      tx.journal({
        actor: 'system',
        kind: 'mark-suspension-refused',
        facts: { statement: mark.statement, sanction, reason },
      });
    }
  }
}
