import { sql } from 'kysely';
import type { Reader } from '../party-views.ts';

/** What is printed, and how the mark stands on a day. */
export interface CertificateRow {
  readonly statement: string;
  readonly application: string;
  readonly scheme: string;
  readonly schemeEn: string | null;
  readonly outcome: string;
  readonly issuer: string;
  readonly holder: string;
  readonly holderKind: string;
  readonly applicant: number;
  readonly division: string | null;
  readonly uscc: string | null;
  readonly subject: string;
  readonly number: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly legalBasis: string;
  readonly status: string;
  readonly isDemo: boolean;
}

/** A granted mark with all that its certificate says; undefined where none was granted. */
export async function certificateRow(reader: Reader, statement: string): Promise<CertificateRow | undefined> {
  const { rows } = await sql<CertificateRow>`
    select t.public_id as statement, a.public_id as application, e.name_zh as scheme, e.name_en as "schemeEn", e.outcome,
           o.name_zh as issuer, p.name_zh as holder, p.kind as "holderKind", p.id as applicant, p.division, p.uscc,
           coalesce(g.name_zh, l.name_zh, b.name_zh, p.name_zh) as subject, a.number, t.valid_from as "validFrom",
           t.valid_to as "validTo", t.legal_basis as "legalBasis", n.status, p.is_demo as "isDemo"
      from application a join statement t on t.public_id = a.statement join statement_state n on n.statement = t.id
      join scheme_edition e on e.id = a.edition join party o on o.id = t.issuer join party p on p.id = a.applicant
      left join place l on l.id = a.place left join product g on g.id = a.product left join brand b on b.id = a.brand
     where a.statement = ${statement}`.execute(reader.query);
  return rows[0];
}
