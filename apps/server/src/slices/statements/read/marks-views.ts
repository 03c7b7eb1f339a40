import type { StatementStatus, StoredStatus } from '@pinxin/contract/statements/status';
import type { LocalDate } from '@pinxin/rules/local-date';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import { statusOn } from '../lifecycle.ts';

/** A mark that the register knows of a product or its maker, with where it stands. */
export interface RegisteredMarkRow {
  readonly id: string;
  readonly kind: 'certification' | 'award' | 'listing';
  /** Whether it is about the product itself, or the maker's without naming products by their codes. */
  readonly holder: 'product' | 'maker';
  readonly scheme: string | null;
  readonly number: string | null;
  readonly grade: string | null;
  readonly issuerZh: string;
  readonly issuerEn: string | null;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly status: StatementStatus;
}

/** Ended marks are told for so long, so that a pack that still bears one is not believed. */
const TOLD_DAYS = 365;
const MOST = 24;

/**
 * 标志: what the public register says of a product and its maker: certificates, titles and register entries, valid,
 * suspended, withdrawn or expired within a year. A certificate of the maker that names products by GTIN speaks of
 * those only. What was corrected or given up is left out. Valid ones first, of these the product's own.
 */
export async function marksOfProductAndMaker(
  { query }: Pick<Tx, 'query'>,
  products: readonly number[],
  parties: readonly number[],
  on: LocalDate,
): Promise<readonly RegisteredMarkRow[]> {
  const { rows } = await sql<Omit<RegisteredMarkRow, 'status'> & { readonly stored: StoredStatus }>`
    with wanted as materialized (
      select s.id from statement s where s.product_id = any(${[...products]}::int[])
      union
      select s.id from statement s join party p on p.id = s.subject_party
      where s.party_id is not null and s.subject_party in (
        select id from party where id = any(${[...parties]}::int[]) or merged_into = any(${[...parties]}::int[])))
    select s.public_id as id, s.kind, s.scheme, s.number, coalesce(c.grade, a.grade) as grade, st.status as stored,
      case when s.product_id is not null or named.covers then 'product' else 'maker' end as holder,
      i.name_zh as "issuerZh", i.name_en as "issuerEn", s.valid_from as "validFrom", s.valid_to as "validTo"
    from wanted join statement s on s.id = wanted.id join statement_state st on st.statement = s.id
    join party i on i.id = s.issuer
    left join statement_certification c on c.statement = s.id
    left join statement_award a on a.statement = s.id
    left join statement_listing l on l.statement = s.id
    left join lateral (
      select bool_or(d.id is not null) as covers, count(k.gtin) > 0 as names
      from statement_certified_product k
      left join product d on d.gtin = k.gtin and d.id = any(${[...products]}::int[])
      where k.statement = s.id and k.gtin is not null) named on true
    where s.kind in ('certification', 'award', 'listing')
      and (s.kind <> 'listing' or l.list in ('register', 'redList'))
      and s.public_from <= ${on}::date and (s.public_to is null or s.public_to >= ${on}::date)
      and s.valid_from <= ${on}::date and (s.valid_to is null or s.valid_to >= ${on}::date - ${TOLD_DAYS}::int)
      and (st.status in ('valid', 'suspended')
        or (st.status = 'withdrawn' and st.at >= ${on}::date - ${TOLD_DAYS}::int))
      and (s.product_id is not null or not coalesce(named.names, false) or named.covers)
    order by array_position('{valid,suspended,withdrawn}', st.status), holder desc, s.id desc limit ${MOST}`.execute(
    query,
  );
  return rows.map(({ stored, ...mark }) => ({ ...mark, status: statusOn(stored, mark.validTo, on) }));
}
