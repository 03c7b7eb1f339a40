import type { NewObjection } from '@pinxin/contract/schemes/objection';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';

/** How many objections that came since the notice began are open or upheld. */
export async function objectionsOn(
  tx: Pick<Tx, 'query'>,
  application: number,
  since: Date,
): Promise<{ readonly open: number; readonly upheld: number }> {
  return await tx.query
    .selectFrom('notice_objection')
    .select([
      sql<number>`count(*) filter (where state = 'open')`.as('open'),
      sql<number>`count(*) filter (where state = 'upheld')`.as('upheld'),
    ])
    .where('application', '=', application)
    .where('at', '>=', since)
    .executeTakeFirstOrThrow();
}

/** Writes an objection once for its client id. */
export async function insertObjection(
  tx: Tx,
  application: number,
  publicId: string,
  { clientId, text, name, contact }: NewObjection,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const made = await tx.query
    .insertInto('notice_objection')
    .values({
      ...{ public_id: publicId, application, client_id: clientId, at: tx.at, text },
      name: name ?? null,
      contact: contact ?? null,
    })
    .onConflict(conflict => conflict.columns(['application', 'client_id']).doNothing())
    .returning('public_id')
    .executeTakeFirst();
  if (made !== undefined) return { id: made.public_id, isNew: true };
  const known = await tx.query
    .selectFrom('notice_objection')
    .select('public_id')
    .where('application', '=', application)
    .where('client_id', '=', clientId)
    .executeTakeFirstOrThrow();
  return { id: known.public_id, isNew: false };
}

/** An objection with the application that it is about. */
export async function findObjection(tx: Tx, publicId: string) {
  return await tx.query
    .selectFrom('notice_objection as o')
    .innerJoin('application as a', 'a.id', 'o.application')
    .select(['o.id', 'o.state', 'o.answer', 'a.public_id as application'])
    .where('o.public_id', '=', publicId)
    .executeTakeFirst();
}

/** Answers an open objection; false when it was answered before. */
export async function closeObjection(
  tx: Tx,
  id: number,
  { state, answer, actor }: { readonly state: string; readonly answer: string; readonly actor: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('notice_objection')
    .set({ state, answer, answered_at: tx.at, answered_by: actor } as never)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
