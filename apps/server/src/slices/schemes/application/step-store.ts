import type { ApplicationAction, ApplicationState } from '@pinxin/contract/schemes/words';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import type { Reader } from '../party-views.ts';

/** A step to be written down. */
export interface StepRecord {
  readonly action: ApplicationAction;
  readonly from: ApplicationState;
  readonly to: ApplicationState;
  readonly actor: string;
  readonly account: number | null;
  readonly party: number | null;
  readonly opinion: string | null;
  readonly due: { readonly date: string; readonly confirmed: boolean } | undefined;
  /** Further columns that this step sets. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Moves an application on and writes down who did it; false when it is no longer as it was. */
export async function moveApplication(
  tx: Tx,
  { id, revision }: { readonly id: number; readonly revision: number },
  step: StepRecord,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('application')
    .set({
      ...{ state: step.to, revision: revision + 1, state_since: tx.at },
      ...{ due_on: step.due?.date ?? null, due_confirmed: step.due?.confirmed ?? null },
      ...step.more,
    } as never)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('state', '=', step.from)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  await sql`insert into application_step (application, seq, at, action, from_state, to_state, revision, actor, account, party, opinion, due_on, due_confirmed)
    select ${id}, coalesce(max(seq), 0) + 1, ${tx.at}, ${step.action}, ${step.from}, ${step.to}, ${revision}, ${step.actor},
           ${step.account}, ${step.party}, ${step.opinion}, ${step.due?.date ?? null}, ${step.due?.confirmed ?? null}
      from application_step where application = ${id}`.execute(tx.query);
  return true;
}

/** The step that was taken on a revision. */
export async function stepOn(
  reader: Reader,
  application: number,
  revision: number,
): Promise<{ readonly action: string; readonly actor: string } | undefined> {
  return await reader.query
    .selectFrom('application_step')
    .select(['action', 'actor'])
    .where('application', '=', application)
    .where('revision', '=', revision)
    .executeTakeFirst();
}

/** Whether this account took part in the review of this application. */
export async function hasReviewed(reader: Reader, application: number, account: number): Promise<boolean> {
  const row = await reader.query
    .selectFrom('application_step')
    .select('seq')
    .where('application', '=', application)
    .where('account', '=', account)
    .where('action', 'in', ['accept', 'return', 'pass', 'fail'])
    .executeTakeFirst();
  const scored = await reader.query
    .selectFrom('application_expert')
    .select('account')
    .where('application', '=', application)
    .where('account', '=', account)
    .executeTakeFirst();
  return row !== undefined || scored !== undefined;
}
