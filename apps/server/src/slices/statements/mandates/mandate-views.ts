import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { LocalDate } from '@pinxin/rules/local-date';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import type { SubjectFacts } from '../subject.ts';

/** What somebody wants to say, as far as a mandate for it is concerned. */
export interface MandateQuestion {
  readonly issuer: number;
  readonly kind: StatementKind;
  readonly scheme: string | undefined;
  readonly subject: SubjectFacts;
  readonly on: LocalDate;
}

/** A mandate that allows it. */
export interface FoundMandate {
  readonly id: number;
  readonly publicId: string;
  readonly needsSecondPerson: boolean;
}

/**
 * 职权: the mandate in force on a day that allows a party to say something of this kind under this scheme about
 * this subject. Of several, the one that speaks most exactly of it: the party's own before one of its kind, of the
 * scheme before any, of the smaller area; then one that one person may use; then the oldest.
 */
export async function mandateFor(
  tx: Pick<Tx, 'query'>,
  { issuer, kind, scheme, subject, on }: MandateQuestion,
): Promise<FoundMandate | undefined> {
  const { rows } = await sql<FoundMandate>`
    select m.id, m.public_id as "publicId", m.needs_second_person as "needsSecondPerson"
    from mandate m
    join party p on p.id = ${issuer} and (m.holder = p.id or m.holder_kind = p.kind
      or m.holder in (select id from party where merged_into = ${issuer}))
    left join mandate_end e on e.mandate = m.id
    where m.kind = ${kind}
      and (m.scheme is null or m.scheme = ${scheme ?? null})
      and (m.area is null or starts_with(${subject.division}::text, m.area))
      and (m.about = 'anyone' or ${subject.party}::int = p.id)
      and m.valid_from <= ${on}::date and coalesce(m.valid_to >= ${on}::date, true)
      and coalesce(e.ends_from > ${on}::date, true)
    order by m.holder is null, m.scheme is null, length(coalesce(m.area, '')) desc, m.needs_second_person, m.id
    limit 1`.execute(tx.query);
  return rows[0];
}
