import type { StatementEvidence, StatementStep } from '@pinxin/contract/statements/statement-view';
import type { LocalDate } from '@pinxin/rules/local-date';
import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';

/** What of the envelope only the statement's own page shows. */
export interface EnvelopeRow {
  readonly issuer: number;
  readonly subjectParty: number | null;
  readonly subjectDivision: string | null;
  readonly legalBasis: string;
  readonly legalBasisEn: string | null;
  readonly publicFrom: LocalDate | null;
  readonly publicTo: LocalDate | null;
  readonly supersedes: string | null;
  readonly mandateId: string;
  readonly mandateBasis: string;
  readonly needsSecondPerson: boolean;
}

/** The rest of the envelope. */
export async function envelopeOf({ query }: Pick<Database, 'query'>, id: number): Promise<EnvelopeRow> {
  const { rows } = await sql<EnvelopeRow>`
    select s.issuer, s.subject_party as "subjectParty", s.subject_division as "subjectDivision",
      s.legal_basis as "legalBasis", s.legal_basis_en as "legalBasisEn", s.public_from as "publicFrom",
      s.public_to as "publicTo", o.public_id as supersedes, m.public_id as "mandateId",
      m.legal_basis as "mandateBasis", m.needs_second_person as "needsSecondPerson"
    from statement s join mandate m on m.id = s.mandate left join statement o on o.id = s.supersedes
    where s.id = ${id}`.execute(query);
  return rows[0]!;
}

/** Its whole history, oldest first. */
export async function historyOf(
  { query }: Pick<Database, 'query'>,
  id: number,
): Promise<readonly Required<StatementStep>[]> {
  const rows = await query
    .selectFrom('statement_change as c')
    .innerJoin('party as p', 'p.id', 'c.party')
    .leftJoin('statement as n', 'n.id', 'c.successor')
    .where('c.statement', '=', id)
    .orderBy('c.seq')
    .select([
      ...(['c.seq', 'c.at', 'c.action', 'c.to_status as status', 'p.public_id as partyId'] as const),
      ...(['p.name_zh as partyName', 'c.reason', 'c.legal_basis as legalBasis'] as const),
      ...(['n.public_id as successor', 'c.actor', 'c.second_person as secondPerson'] as const),
    ])
    .execute();
  return rows.map(({ partyId, partyName, at, secondPerson, ...row }) => ({
    ...row,
    at: at.toISOString(),
    party: { id: partyId, name: partyName },
    secondPerson: secondPerson ?? '',
  }));
}

/** The files that bear it out, in the order in which they were named. */
export async function evidenceOfStatement(
  { query }: Pick<Database, 'query'>,
  id: number,
): Promise<readonly StatementEvidence[]> {
  const { rows } = await sql<{ digest: string; mediaType: string; size: number; name: string | null }>`
    select encode(e.digest, 'hex') as digest, e.media_type as "mediaType", e.size,
      (select d.name from evidence_deposit d where d.digest = e.digest order by d.party = s.issuer desc, d.at limit 1) as name
    from statement s join statement_evidence x on x.statement = s.id join evidence e on e.digest = x.digest
    where s.id = ${id} order by x.line`.execute(query);
  return rows.map(({ name, ...row }) => ({ ...row, ...(name === null ? {} : { name }) }));
}
