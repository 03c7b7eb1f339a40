import { isLocalDate, localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { type StatementProblem, type StatementProblemCode, statementProblem } from '../problem.ts';
import type { MandateEnding } from './mandate.ts';
import { insertMandateEnd, mandateToEnd } from './mandate-store.ts';

/** What became of an ending. */
export type MandateEnded =
  | { readonly ok: true; readonly repeated: boolean }
  | { readonly ok: false; readonly problems: readonly StatementProblem[] };

/**
 * 终止职权: ends a mandate from a day on, today or later: what was said under it before was said rightly. Safe to send
 * twice.
 */
export async function endMandate(_ctx: Context, tx: Tx, ending: MandateEnding): Promise<MandateEnded> {
  const found = await mandateToEnd(tx, ending.mandate);
  if (found === undefined) return refusal('/mandate', 'mandateUnknown');
  if (found.endsFrom !== null) {
    return found.endsFrom === ending.from
      ? { ok: true, repeated: true }
      : refusal('/mandate', 'mandateEnded');
  }
  if (!isLocalDate(ending.from)) return refusal('/from', 'dateUnknown');
  const today = localDateOf(tx.at);
  if (ending.from < today) return refusal('/from', 'endsInPast');
  if (found.validTo !== null && ending.from > found.validTo) return refusal('/mandate', 'mandateEnded');
  if (!(await insertMandateEnd(tx, found.id, ending))) return refusal('/mandate', 'mandateEnded');
  tx.journal({
    actor: ending.actor,
    kind: 'mandate-ended',
    facts: { mandate: ending.mandate, from: ending.from },
  });
  return { ok: true, repeated: false };
}

function refusal(at: string, code: StatementProblemCode): MandateEnded {
  return { ok: false, problems: [statementProblem(at, code)] };
}
