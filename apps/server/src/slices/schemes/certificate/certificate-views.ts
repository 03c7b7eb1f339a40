import type { CertificatePage, MarkKind, MarkSubject } from '@pinxin/contract/public-pages';
import { sql } from 'kysely';
import type { Reader } from '../party-views.ts';

/** What is printed, and how the mark stands at the end of a day. */
export interface CertificateRow {
  readonly statement: string;
  readonly schemeCode: string;
  readonly scheme: string;
  readonly schemeEn: string | null;
  readonly outcome: MarkKind;
  readonly issuer: string;
  readonly issuerEn: string | null;
  readonly issuerId: string;
  readonly holder: string;
  readonly holderEn: string | null;
  readonly holderId: string;
  readonly holderKind: string;
  readonly applicant: number;
  readonly division: string | null;
  readonly uscc: string | null;
  readonly subjectKind: MarkSubject['kind'];
  readonly subject: string;
  readonly subjectEn: string | null;
  readonly subjectKey: string | null;
  readonly number: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly legalBasis: string;
  readonly mandate: {
    readonly legalBasis: string;
    readonly validFrom: string;
    readonly validTo: string | null;
  };
  readonly publicFrom: string | null;
  readonly publicTo: string | null;
  /** Undefined before it was issued. */
  readonly status: string | null;
  readonly history: CertificatePage['history'];
  readonly isDemo: boolean;
}

/**
 * A granted mark with all that its certificate says, as it stood before `end`; undefined where none was granted. What is
 * recorded later does not count, so the answer about a past day stays.
 */
export async function certificateRow(
  reader: Reader,
  statement: string,
  end: Date,
): Promise<CertificateRow | undefined> {
  const { rows } = await sql<CertificateRow>`
    select t.public_id as statement, s.code as "schemeCode", e.name_zh as scheme, e.name_en as "schemeEn", e.outcome,
           o.name_zh as issuer, o.name_en as "issuerEn", o.public_id as "issuerId",
           p.name_zh as holder, p.name_en as "holderEn", p.public_id as "holderId", p.kind as "holderKind", p.id as applicant,
           p.division, p.uscc,
           case when g.id is not null then 'product' when l.id is not null then 'place' when b.id is not null then 'brand' else 'party' end as "subjectKind",
           coalesce(g.name_zh, l.name_zh, b.name_zh, p.name_zh) as subject, coalesce(g.name_en, l.name_en, b.name_en) as "subjectEn",
           coalesce(g.gtin, b.public_id) as "subjectKey", a.number, t.valid_from as "validFrom",
           t.valid_to as "validTo", t.legal_basis as "legalBasis", t.public_from as "publicFrom", t.public_to as "publicTo",
           json_build_object('legalBasis', m.legal_basis, 'validFrom', m.valid_from,
             'validTo', least(m.valid_to, (select d.ends_from - 1 from mandate_end d where d.mandate = m.id))) as mandate,
           (select to_status from statement_change c where c.statement = t.id and c.at < ${end} order by c.seq desc limit 1) as status,
           (select coalesce(json_agg(json_strip_nulls(json_build_object('on', (c.at at time zone 'Asia/Shanghai')::date, 'action', c.action,
              'legalBasis', c.legal_basis, 'successor', n.public_id)) order by c.seq), '[]')
              from statement_change c left join statement n on n.id = c.successor where c.statement = t.id and c.at < ${end}) as history,
           p.is_demo as "isDemo"
      from application a join statement t on t.public_id = a.statement join mandate m on m.id = t.mandate
      join scheme s on s.id = a.scheme join scheme_edition e on e.id = a.edition join party o on o.id = t.issuer
      join party p on p.id = a.applicant
      left join place l on l.id = a.place left join product g on g.id = a.product left join brand b on b.id = a.brand
     where a.statement = ${statement}`.execute(reader.query);
  return rows[0];
}

/** Which of these statements have a certificate page: those that an application here led to. */
export async function certificatesAmong(
  reader: Reader,
  statements: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ statement: string }>`
    select statement from application where statement = any(${statements}::text[])`.execute(reader.query);
  return new Set(rows.map(({ statement }) => statement));
}
