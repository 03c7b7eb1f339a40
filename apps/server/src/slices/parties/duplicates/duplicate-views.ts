import { nameKey } from '@pinxin/rules/party-name';
import { gramsAsked } from '@pinxin/rules/search-grams';
import { sql } from 'kysely';
import { reachable, type Way } from '../../../kernel/authority.ts';
import type { Database } from '../../../kernel/db/database.ts';
import { refsWithGrams } from '../../../kernel/search/search-walks.ts';
import { tsqueryOfAll } from '../../../kernel/search/tsquery.ts';

/** One party of a pair that may be one. */
export interface PairedParty {
  readonly id: number;
  readonly publicId: string;
  readonly version: number;
  readonly kind: string;
  readonly nameZh: string;
  readonly uscc: string | null;
  readonly division: string | null;
  readonly phone: string | null;
}

const COLUMNS = sql`p.id, p.public_id as "publicId", p.version, p.kind, p.name_zh as "nameZh", p.uscc, p.division, p.phone`;

/** Standing parties with the same key of their names or the same organisation code, grouped by what they share. */
export async function groupsAlike(
  database: Database,
  ways: readonly Way[],
  page: { readonly after: string; readonly limit: number },
): Promise<{ readonly groups: readonly (readonly PairedParty[])[]; readonly next: string | undefined }> {
  const reach = reachable(ways, { party: 'p.id', division: 'p.division' });
  const { rows } = await sql<PairedParty & { shared: string }>`
    with shared as (
      select * from (
        select ('n' || p.name_key) collate "C" as shared, p.name_key as key, 'n' as by from party p
         where p.merged_into is null and p.name_key <> '' and ${reach}
         group by p.name_key having count(*) > 1
        union all
        select ('o' || p.organisation_code) collate "C", p.organisation_code, 'o' from party p
         where p.merged_into is null and p.organisation_code is not null and ${reach}
         group by p.organisation_code having count(*) > 1) every
       where shared > ${page.after} order by shared limit ${page.limit + 1})
    select s.shared, ${COLUMNS} from shared s join party p
        on (s.by = 'n' and p.name_key = s.key) or (s.by = 'o' and p.organisation_code = s.key)
     where p.merged_into is null and ${reach} order by s.shared, p.id`.execute(database.query);
  const groups = [...Map.groupBy(rows, row => row.shared)];
  const shown = groups.slice(0, page.limit);
  return {
    groups: shown.map(([, parties]) => parties),
    next: groups.length > page.limit ? shown.at(-1)?.[0] : undefined,
  };
}

/**
 * Standing parties that share at least half of the pairs of a party's name key, or its organisation code. The rarest
 * pairs lead: a candidate must have one of the first few.
 */
export async function candidatesFor(
  database: Database,
  ways: readonly Way[],
  party: PairedParty,
): Promise<readonly PairedParty[]> {
  const reach = reachable(ways, { party: 'p.id', division: 'p.division' });
  const key = nameKey(party.nameZh);
  const grams = gramsAsked(key);
  // Two halves of the name: whoever shares half of all pairs in a row shares one of these.
  const half = Math.max(1, Math.ceil(grams.length / 2));
  const parts = [grams.slice(0, half), grams.slice(-half)].map(part => [...new Set(part)]);
  const asked = [...new Set(parts.map(part => tsqueryOfAll(part)).filter(text => text !== ''))];
  const query = asked.map(text => `(${text})`).join(' | ');
  const named =
    query === ''
      ? sql`false`
      : sql`p.id in (select ref from ${refsWithGrams('party', query)} named limit 500)`;
  const { rows } = await sql<PairedParty>`
    select ${COLUMNS} from party p
     where p.merged_into is null and p.id <> ${party.id} and ${reach}
       and (${named} or p.name_key = ${key} or p.organisation_code = ${party.uscc?.slice(8, 17) ?? null})
     limit 500`.execute(database.query);
  return rows;
}

/** A standing party for a comparison. */
export async function pairedParty(
  database: Database,
  ways: readonly Way[],
  publicId: string,
): Promise<PairedParty | undefined> {
  const { rows } = await sql<PairedParty>`
    select ${COLUMNS} from party p where p.public_id = ${publicId} and p.merged_into is null
       and ${reachable(ways, { party: 'p.id', division: 'p.division' })}`.execute(database.query);
  return rows[0];
}
