import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';

/** What a change of a statement reaches. Counted up to `MOST`, so that a question never costs what a table holds. */
export interface StatementReach {
  readonly issuer: number;
  readonly subjectParty: number | null;
  readonly subjectDivision: string | null;
  readonly products: number;
  /** Lots and single items whose pages show the mark. */
  readonly lots: number;
  readonly items: number;
  /** Labels allotted to the holder under the mark's scheme. */
  readonly labels: number;
}

/** Counting ends here: beyond, a screen says “more than”. */
export const MOST = 100_000;

/**
 * The pages that show a statement: of the product that it is about, or of the products that a certificate of the maker
 * names, or, where it names none, of all of the maker's; of a brand, the products that bear its name; of a lot, its own.
 */
export async function statementReach(
  { query }: Pick<Database, 'query'>,
  publicId: string,
): Promise<StatementReach | undefined> {
  const { rows } = await sql<StatementReach>`
    with s as (select * from statement where public_id = ${publicId}),
    named as (select k.gtin from s join statement_certified_product k on k.statement = s.id where k.gtin is not null),
    shown as materialized (
      select d.gtin from s join product d on d.id = s.product_id
      union select gtin from named
      union select d.gtin from s join product d on d.party = s.party_id where not exists (select from named)
      union select d.gtin from s join brand b on b.id = s.brand_id join product d on d.brand_zh = b.name_zh),
    page as (
      select l.kind from shown g cross join lateral (
        select kind from lot where kind in (1, 2) and uri >= ('https://id.gs1.org/01/' || g.gtin || '/') collate "C"
          and uri < ('https://id.gs1.org/01/' || g.gtin || '0') collate "C") l
      union all select l.kind from s join lot l on l.id = s.lot_id
      limit ${MOST + 1})
    select s.issuer, s.subject_party as "subjectParty", s.subject_division as "subjectDivision",
      (select count(*) from shown) as products,
      (select count(*) from page where kind = 1) as lots, (select count(*) from page where kind = 2) as items,
      (select coalesce(sum(a.labels), 0)::bigint from label_allotment a join brand_quota q on q.id = a.quota
        join scheme c on c.id = q.scheme where c.code = s.scheme and q.party = s.subject_party) as labels
    from s`.execute(query);
  return rows[0];
}

/** What goes along when a party is merged into another. */
export interface MergeReach {
  readonly party: number;
  readonly division: string | null;
  readonly products: number;
  readonly places: number;
  readonly brands: number;
  readonly statements: number;
  readonly applications: number;
  readonly people: number;
  readonly keys: number;
}

/** The records that belong to a party. */
export async function mergeReach(
  { query }: Pick<Database, 'query'>,
  publicId: string,
): Promise<MergeReach | undefined> {
  const { rows } = await sql<MergeReach>`
    select p.id as party, p.division,
      (select count(*) from product where party = p.id) as products,
      (select count(*) from place where party = p.id) as places,
      (select count(*) from brand where owner = p.id) as brands,
      (select count(*) from (select 1 from statement where subject_party = p.id limit ${MOST + 1}) c) as statements,
      (select count(*) from application where applicant = p.id and state <> 'draft') as applications,
      (select count(*) from membership where party = p.id and ended_at is null) as people,
      (select count(*) from api_key where party = p.id and revoked_at is null) as keys
    from party p where p.public_id = ${publicId}`.execute(query);
  return rows[0];
}

/** What stands on a mandate. */
export interface MandateReach {
  /** Statements issued under it that are valid or suspended: they stay. */
  readonly statements: number;
  /** Proposals of its holder that can no longer be confirmed. */
  readonly proposals: number;
  /** Applications under way whose mark nobody could grant any more. */
  readonly applications: number;
}

/** What ends, and what stays, with a mandate at this instant. */
export async function mandateReach(
  { query }: Pick<Database, 'query'>,
  publicId: string,
  now: Date,
): Promise<MandateReach | undefined> {
  const { rows } = await sql<MandateReach>`
    select
      (select count(*) from (select 1 from statement s join statement_state t on t.statement = s.id
        where s.mandate = m.id and t.status in ('valid', 'suspended') limit ${MOST + 1}) c) as statements,
      (select count(*) from statement_proposal r left join statement_proposal_end e on e.proposal = r.id
        where r.party = m.holder and e.proposal is null and r.expires_at > ${now}
          and r.wish ->> 'kind' = m.kind and (m.scheme is null or r.wish ->> 'scheme' = m.scheme)) as proposals,
      (select count(*) from application a join scheme c on c.id = a.scheme join scheme_edition x on x.id = a.edition
        where c.code = m.scheme and x.outcome = m.kind
          and a.state not in ('draft', 'certified', 'notAccepted', 'rejected', 'abandoned')) as applications
    from mandate m where m.public_id = ${publicId}`.execute(query);
  return rows[0];
}
