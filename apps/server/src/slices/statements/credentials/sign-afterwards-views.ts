import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { StoredStatus } from '@pinxin/contract/statements/status';
import type { LocalDate } from '@pinxin/rules/local-date';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';

/** A statement from before there were credentials. */
export interface UnsignedStatement {
  readonly id: number;
  readonly publicId: string;
  readonly kind: StatementKind;
  readonly issuer: number;
  readonly status: StoredStatus;
}

/**
 * The oldest statements behind a number that have no credential and whose publication has not ended; those of issuers
 * whose key ended are left until they have another. Locked, so that no change passes between.
 */
export async function unsignedStatements(
  { query }: Pick<Tx, 'query'>,
  after: number,
  on: LocalDate,
  limit: number,
): Promise<readonly UnsignedStatement[]> {
  const { rows } = await sql<UnsignedStatement>`
    select s.id, s.public_id as "publicId", s.kind, s.issuer, st.status
    from statement s join statement_state st on st.statement = s.id
    where s.id > ${after} and not exists (select from credential c where c.statement = s.id)
      and (s.public_to is null or s.public_to >= ${on}::date)
      and (not exists (select from issuer i where i.party = s.issuer)
        or exists (select from issuer_key k where k.party = s.issuer and k.state = 'active' and k.kind <> 'SM2'))
    order by s.id limit ${limit} for update of st`.execute(query);
  return rows;
}
