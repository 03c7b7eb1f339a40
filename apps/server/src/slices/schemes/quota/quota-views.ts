import { sql } from 'kysely';
import { reachable, type Way } from '../../../kernel/authority.ts';
import type { Reader } from '../party-views.ts';

/** The licence of a brand that a party holds in force on a day. */
export async function licenceOf(
  reader: Reader,
  scheme: string,
  party: number,
  on: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select s.public_id as id from statement s join statement_state t on t.statement = s.id and t.status = 'valid'
     where s.scheme = ${scheme} and s.subject_party = ${party} and s.valid_from <= ${on} and coalesce(s.valid_to >= ${on}, true)
     order by s.id desc limit 1`.execute(reader.query);
  return rows[0]?.id;
}

/** A quota as lists show it. Masses in kilograms. */
export interface QuotaLine {
  readonly id: string;
  readonly scheme: string;
  readonly party: { readonly id: string; readonly name: string };
  readonly season: string;
  readonly seasonFrom: string;
  readonly seasonTo: string;
  readonly areaMu: string;
  readonly yieldKgPerMu: string;
  readonly boundKg: string;
  readonly allottedKg: string;
  readonly labels: number;
  readonly alarm: string | null;
}

/** Quotas that these ways lead to, newest first. */
export async function listQuotas(
  reader: Reader,
  ways: readonly Way[],
  filter: {
    readonly scheme?: string | undefined;
    readonly party?: string | undefined;
    readonly limit: number;
  },
): Promise<readonly QuotaLine[]> {
  const { scheme = null, party = null, limit } = filter;
  const { rows } = await sql<QuotaLine>`
    select q.public_id as id, s.code as scheme, json_strip_nulls(json_build_object('id', p.public_id, 'name', p.name_zh, 'nameEn', p.name_en)) as party, q.season,
           q.season_from as "seasonFrom", q.season_to as "seasonTo", q.area_mu::text as "areaMu", q.yield_kg_per_mu::text as "yieldKgPerMu",
           trim_scale(q.bound_g / 1000.0)::text as "boundKg", trim_scale(q.allotted_g / 1000.0)::text as "allottedKg",
           (select coalesce(sum(l.labels), 0)::bigint from label_allotment l where l.quota = q.id) as labels,
           (select m.public_id from brand_alarm m where m.quota = q.id and m.closed_at is null) as alarm
      from brand_quota q join scheme s on s.id = q.scheme join party p on p.id = q.party
     where ${reachable(ways, { party: 'q.party', division: 'p.division' })}
       and (${scheme}::text is null or s.code = ${scheme}) and (${party}::text is null or p.public_id = ${party})
     order by q.id desc limit ${limit}`.execute(reader.query);
  return rows;
}

/** Allotments of a quota, newest first. */
export async function listAllotments(reader: Reader, quota: number) {
  return await reader.query
    .selectFrom('label_allotment as l')
    .innerJoin('product as g', 'g.id', 'l.product')
    .select([
      'l.public_id as id',
      'l.at',
      'g.gtin',
      'g.name_zh as product',
      'l.labels',
      'l.grams_each as gramsEach',
      'l.first_label as firstLabel',
    ])
    .where('l.quota', '=', quota)
    .orderBy('l.id', 'desc')
    .limit(1000)
    .execute();
}

/** GTINs of a quota's labelled products. */
export async function labelledGtins(reader: Reader, quota: number): Promise<readonly string[]> {
  const rows = await reader.query
    .selectFrom('label_allotment as l')
    .innerJoin('product as g', 'g.id', 'l.product')
    .select('g.gtin')
    .distinct()
    .where('l.quota', '=', quota)
    .execute();
  return rows.map(({ gtin }) => gtin);
}

/** Members of a co-operative or association, whose harvest counts as its own. */
export async function membersOf(reader: Reader, party: number): Promise<readonly number[]> {
  const rows = await reader.query
    .selectFrom('party_relation')
    .select('from_party as member')
    .where('to_party', '=', party)
    .where('kind', '=', 'memberOf')
    .execute();
  return rows.map(({ member }) => member);
}

/** Beginning of the division code of the area that a scheme's brand comes from; undefined where it names no brand. */
export async function areaOfBrand(reader: Reader, scheme: number): Promise<string | undefined> {
  const { rows } = await sql<{ area: string | null }>`
    select regexp_replace(b.division, '(00)+$', '') as area from scheme s join brand b on b.id = s.brand where s.id = ${scheme}`.execute(
    reader.query,
  );
  return rows[0]?.area ?? undefined;
}
