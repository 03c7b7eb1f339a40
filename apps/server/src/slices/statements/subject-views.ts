import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../kernel/transaction.ts';
import { type Subject, type SubjectFacts, type SubjectKind, subjectParts } from './subject.ts';

/** Whose matter each subject is and in which division, in their order; undefined where there is no such subject. */
export async function subjectsFacts(
  tx: Pick<Tx, 'query'>,
  subjects: readonly Subject[],
): Promise<readonly (SubjectFacts | undefined)[]> {
  const parts = subjects.map(subjectParts);
  const found = new Map<string, SubjectFacts>();
  for (const kind of new Set(parts.map(part => part.kind))) {
    const ids = new Set(parts.filter(part => part.kind === kind).map(({ id }) => id));
    const { rows } = await READERS[kind]([...ids]).execute(tx.query);
    for (const { id, party, division } of rows) found.set(`${kind} ${id}`, { party, division });
  }
  return parts.map(({ kind, id }) => found.get(`${kind} ${id}`));
}

type Read = RawBuilder<SubjectFacts & { readonly id: number }>;

const READERS: Readonly<Record<SubjectKind, (ids: readonly number[]) => Read>> = {
  party: ids => sql`select id, id as party, division from party where id = any(${ids}::bigint[])`,
  place: ids => sql`select l.id, l.party, coalesce(l.division, p.division) as division
    from place l left join party p on p.id = l.party where l.id = any(${ids}::bigint[])`,
  product: ids => sql`select d.id, d.party, p.division
    from product d left join party p on p.id = d.party where d.id = any(${ids}::bigint[])`,
  brand: ids => sql`select b.id, b.owner as party, coalesce(b.division, p.division) as division
    from brand b join party p on p.id = b.owner where b.id = any(${ids}::bigint[])`,
  // A lot belongs to whoever registered its product (GS1 Digital Link: /01/ and the GTIN).
  lot: ids => sql`select o.id, d.party, p.division
    from lot o left join product d on d.gtin = substring(o.uri from '/01/([0-9]{14})(?:/|$)')
    left join party p on p.id = d.party where o.id = any(${ids}::bigint[])`,
};
