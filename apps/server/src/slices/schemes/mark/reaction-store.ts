import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';

/** A mark that a sanction suspends. */
export interface SuspendedMark {
  readonly statement: string;
  readonly owner: number;
  readonly scheme: string;
  readonly sanction: string;
  readonly legalBasis: string;
}

/** Marks in force of a sanctioned party whose scheme, in the edition that they were granted under, says so. */
export async function marksSuspendedBy(
  tx: Tx,
  sanction: string,
  on: string,
): Promise<readonly SuspendedMark[]> {
  const { rows } = await sql<SuspendedMark>`
    select a.statement, s.owner, s.code as scheme, coalesce(w.number, c.document_number) as sanction, e.legal_basis as "legalBasis"
      from statement w join statement_sanction c on c.statement = w.id
      join statement_state t on t.statement = w.id and t.status = 'valid'
      join application a on a.applicant = w.subject_party and a.state = 'certified'
      join scheme s on s.id = a.scheme join scheme_edition e on e.id = a.edition
      join statement m on m.public_id = a.statement join statement_state n on n.statement = m.id and n.status = 'valid'
     where w.public_id = ${sanction} and coalesce(m.valid_to >= ${on}, true)
       and exists (select from statement_sanction_measure x where x.statement = w.id and x.measure = any(e.suspended_by))
     order by m.id`.execute(tx.query);
  return rows;
}
