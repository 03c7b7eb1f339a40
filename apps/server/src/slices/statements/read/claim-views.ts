import type { PassportClaim } from '@pinxin/credentials/passport/passport-facts';
import type { LocalDate } from '@pinxin/rules/local-date';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';

/** A statement that stands behind a product, with the digest of its credential. */
export interface ClaimRow {
  readonly id: string;
  readonly kind: PassportClaim['kind'];
  readonly scheme: string | null;
  readonly schemeName: string | null;
  readonly number: string | null;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly legalBasis: string;
  readonly grade: string | null;
  readonly conclusion: string | null;
  /** SHA-256 of the credential as signed. */
  readonly digest: Buffer;
}

const MOST = 48;

/**
 * 依据: the public statements in force on a day that are about one of these lots, about the product, or are among
 * `named` (marks that the caller found otherwise), and of which there is a credential. Newest first.
 */
export async function claimsBehind(
  { query }: Pick<Tx, 'query'>,
  about: { readonly lots: readonly string[]; readonly gtin?: string; readonly named: readonly string[] },
  on: LocalDate,
): Promise<readonly ClaimRow[]> {
  const { rows } = await sql<ClaimRow>`
    with wanted as materialized (
      select id from statement where lot_id in (select id from lot where uri = any(${[...about.lots]}::text[]))
      union select id from statement where product_id = (select id from product where gtin = ${about.gtin ?? null})
      union select id from statement where public_id = any(${[...about.named]}::text[]))
    select s.public_id as id, s.kind, s.scheme, s.number, s.valid_from as "validFrom", s.valid_to as "validTo",
      s.legal_basis as "legalBasis", coalesce(c.grade, a.grade) as grade, t.conclusion,
      (select e.name_zh from scheme h join scheme_edition e on e.scheme = h.id
        where h.code = s.scheme and e.effective_from <= s.valid_from order by e.effective_from desc limit 1) as "schemeName",
      sha256(convert_to(k.secured, 'UTF8')) as digest
    from wanted join statement s on s.id = wanted.id join statement_state st on st.statement = s.id
    join credential k on k.statement = s.id and k.secured is not null
    left join statement_certification c on c.statement = s.id
    left join statement_award a on a.statement = s.id
    left join statement_test_report t on t.statement = s.id
    where s.kind in ('certification', 'award', 'declaration', 'testReport', 'complianceCommitment')
      and st.status = 'valid'
      and s.valid_from <= ${on}::date and (s.valid_to is null or s.valid_to >= ${on}::date)
      and s.public_from <= ${on}::date and (s.public_to is null or s.public_to >= ${on}::date)
    order by s.id desc limit ${MOST}`.execute(query);
  return rows;
}
