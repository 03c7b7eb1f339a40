import { localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../kernel/context.ts';
import { inTransaction, type Tx } from '../../kernel/transaction.ts';
import { changeStatement } from '../statements/api.ts';
import { entriesAfter, marksSuspendedBy, moveCursor, takeCursor } from './mark/reaction-store.ts';

const NAME = 'schemes-suspend-by-sanction';
const AT_A_TIME = 100;

/**
 * 处罚即暂停: a sanction suspends the marks whose scheme says so, without anyone remembering it. Follows the journal
 * behind a cursor that moves in the same transaction; run twice, it does nothing more. How many entries it looked at.
 */
export async function suspendBySanctions(ctx: Context): Promise<number> {
  return await inTransaction(ctx, async tx => {
    const after = await takeCursor(tx, NAME);
    if (after === undefined) return 0;
    const { entries, head } = await entriesAfter(tx, 'statement-issued', after, AT_A_TIME);
    for (const { facts } of entries) {
      if (facts.kind === 'sanction' && typeof facts.statement === 'string')
        await suspendFor(ctx, tx, facts.statement);
    }
    const upTo = entries.length === AT_A_TIME ? (entries.at(-1)?.seq ?? head) : head;
    if (upTo > after) await moveCursor(tx, NAME, upTo);
    return entries.length;
  });
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

/** Runs the reactions now and then until stopped: within a second of the fact. A failure is told and tried again. */
export function followJournal(ctx: Context, everyMs = 500): { readonly stop: () => Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    running = suspendBySanctions(ctx)
      .catch(error => ctx.log.error({ err: error }, 'a reaction failed; it is tried again'))
      .finally(() => {
        isBusy = false;
      });
  }, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
