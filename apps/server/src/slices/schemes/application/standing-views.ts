import { sql } from 'kysely';
import type { Reader } from '../party-views.ts';

/** What stands against a party in the register, with the law behind it. */
export interface StandsAgainst {
  readonly statement: string;
  readonly kind: 'sanction' | 'listing';
  readonly number: string | null;
  readonly legalBasis: string;
  readonly until: string | null;
}

/**
 * Sanctions with one of these measures, and black list entries, that are in force on a day against a party or what
 * belongs to it. In force: issued, not suspended or withdrawn, the day within its term.
 */
export async function standsAgainst(
  reader: Reader,
  party: number,
  measures: readonly string[],
  on: string,
): Promise<readonly StandsAgainst[]> {
  const { rows } = await sql<StandsAgainst>`
    select s.public_id as statement, s.kind, s.number, s.legal_basis as "legalBasis", s.valid_to as until
      from statement s join statement_state t on t.statement = s.id and t.status = 'valid'
     where s.subject_party = ${party} and s.kind in ('sanction', 'listing')
       and s.valid_from <= ${on} and coalesce(s.valid_to >= ${on}, true)
       and (exists (select from statement_sanction_measure m where m.statement = s.id and m.measure = any(${[...measures]}))
         or exists (select from statement_listing l where l.statement = s.id and l.list = 'blackList'))
     order by s.id`.execute(reader.query);
  return rows;
}

/** Which of these files nobody has handed in. */
export async function unknownEvidence(
  reader: Reader,
  digests: readonly string[],
): Promise<ReadonlySet<string>> {
  if (digests.length === 0) return new Set();
  const { rows } = await sql<{ digest: string }>`
    select d as digest from unnest(${[...digests]}::text[]) as d
     where not exists (select from evidence e where e.digest = decode(d, 'hex'))`.execute(reader.query);
  return new Set(rows.map(({ digest }) => digest));
}
