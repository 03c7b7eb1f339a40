import type { StoredStatus } from '@pinxin/contract/statements/status';
import type { Tx } from '../../../kernel/transaction.ts';
import type { StatementChange } from './change-statement.ts';

/** A statement as a change finds it. */
export async function statementToChange(tx: Tx, publicId: string) {
  return await tx.query
    .selectFrom('statement as s')
    .innerJoin('statement_state as c', 'c.statement', 's.id')
    .innerJoin('mandate as m', 'm.id', 's.mandate')
    .innerJoin('statement_change as h', join =>
      join.onRef('h.statement', '=', 's.id').onRef('h.seq', '=', 'c.seq'),
    )
    .where('s.public_id', '=', publicId)
    .select([
      's.id',
      's.public_id as publicId',
      's.kind',
      's.issuer',
      's.scheme',
      's.subject_party as subjectParty',
      's.subject_division as subjectDivision',
      's.valid_to as validTo',
      'm.needs_second_person as needsSecondPerson',
      'c.seq',
      'c.status',
      'h.action as lastAction',
      'h.party as lastParty',
      'h.reason as lastReason',
      'h.legal_basis as lastLegalBasis',
    ])
    .executeTakeFirst();
}

/** Moves a statement on from where it was found; false when somebody else moved it meanwhile. */
export async function saveChange(
  tx: Tx,
  found: { readonly id: number; readonly seq: number; readonly status: StoredStatus },
  change: StatementChange,
  to: StoredStatus,
): Promise<boolean> {
  const moved = await tx.query
    .updateTable('statement_state')
    .set({ seq: found.seq + 1, status: to, at: tx.at })
    .where('statement', '=', found.id)
    .where('seq', '=', found.seq)
    .where('status', '=', found.status)
    .returning('seq')
    .executeTakeFirst();
  if (moved === undefined) return false;
  await tx.query
    .insertInto('statement_change')
    .values({
      ...{ statement: found.id, seq: moved.seq, at: tx.at, action: change.to, to_status: to },
      ...{ party: change.issuer, actor: change.actor, second_person: change.secondPerson ?? null },
      ...{ reason: change.reason, legal_basis: change.legalBasis, successor: null },
    })
    .execute();
  return true;
}
