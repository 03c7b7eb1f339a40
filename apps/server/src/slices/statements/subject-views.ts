import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../kernel/transaction.ts';
import { type Subject, type SubjectFacts, type SubjectKind, subjectParts } from './subject.ts';

/** Whose matter a subject is and in which division; undefined when there is no such subject. */
export async function subjectFacts(
  tx: Pick<Tx, 'query'>,
  subject: Subject,
): Promise<SubjectFacts | undefined> {
  const { kind, id } = subjectParts(subject);
  const { rows } = await READERS[kind](id).execute(tx.query);
  return rows[0];
}

const READERS: Readonly<Record<SubjectKind, (id: number) => RawBuilder<SubjectFacts>>> = {
  party: id => sql`select id as party, division from party where id = ${id}`,
  place: id => sql`select l.party, coalesce(l.division, p.division) as division
    from place l left join party p on p.id = l.party where l.id = ${id}`,
  product: id => sql`select d.party, p.division
    from product d left join party p on p.id = d.party where d.id = ${id}`,
  brand: id => sql`select b.owner as party, coalesce(b.division, p.division) as division
    from brand b join party p on p.id = b.owner where b.id = ${id}`,
  // A lot belongs to whoever registered its product (GS1 Digital Link: /01/ and the GTIN).
  lot: id => sql`select d.party, p.division
    from lot o left join product d on d.gtin = substring(o.uri from '/01/([0-9]{14})(?:/|$)')
    left join party p on p.id = d.party where o.id = ${id}`,
};
