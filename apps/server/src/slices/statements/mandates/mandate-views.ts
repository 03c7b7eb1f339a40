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
  question: MandateQuestion,
): Promise<FoundMandate | undefined> {
  return (await mandatesFor(tx, [question]))[0];
}

/** The mandate for each of several questions, in their order; what is asked alike is looked up once. */
export async function mandatesFor(
  tx: Pick<Tx, 'query'>,
  questions: readonly MandateQuestion[],
): Promise<readonly (FoundMandate | undefined)[]> {
  const asked = questions.map(({ issuer, kind, scheme = null, subject, on }) =>
    JSON.stringify({ issuer, kind, scheme, party: subject.party, division: subject.division, day: on }),
  );
  const different = [...new Set(asked)];
  const { rows } = await sql<FoundMandate & { n: number }>`
    select g.n, f.* from rows from (jsonb_to_recordset(${`[${different.join()}]`}::jsonb)
      as (issuer int, kind text, scheme text, party int, division text, day date))
      with ordinality as g(issuer, kind, scheme, party, division, day, n)
    cross join lateral (
      select m.id, m.public_id as "publicId", m.needs_second_person as "needsSecondPerson"
      from mandate m
      join party p on p.id = g.issuer and (m.holder = p.id or m.holder_kind = p.kind
        or m.holder in (select id from party where merged_into = g.issuer))
      left join mandate_end e on e.mandate = m.id
      where m.kind = g.kind
        and (m.scheme is null or m.scheme = g.scheme)
        and (m.area is null or starts_with(g.division, m.area))
        and (m.about = 'anyone' or g.party = p.id)
        and m.valid_from <= g.day and coalesce(m.valid_to >= g.day, true)
        and coalesce(e.ends_from > g.day, true)
      order by m.holder is null, m.scheme is null, length(coalesce(m.area, '')) desc, m.needs_second_person, m.id
      limit 1) as f`.execute(tx.query);
  const found = new Map(rows.map(({ n, ...mandate }) => [different[n - 1], mandate]));
  return asked.map(one => found.get(one));
}
