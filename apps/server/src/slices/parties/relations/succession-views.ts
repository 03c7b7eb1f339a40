import type { LocalDate } from '@pinxin/rules/local-date';
import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';

/** 承继: who stands for an authority on a day because it, or the one before it, took its place. */
export interface Successor {
  /** Number of the party. */
  readonly party: number;
  readonly publicId: string;
  readonly nameZh: string;
  readonly nameEn: string | null;
  /** The day on which it took over. */
  readonly since: LocalDate;
  /** The decision that says so. */
  readonly source: string;
}

/**
 * Who stands for each of these parties on a day, where others took its place by then: one, or several where its
 * duties were divided. Parties that go on as they are have no entry. Successions of successions are followed; what a
 * party decided before stays its own.
 */
export async function successorsAt(
  { query }: Pick<Database, 'query'>,
  parties: readonly number[],
  on: LocalDate,
): Promise<ReadonlyMap<number, readonly Successor[]>> {
  if (parties.length === 0) return new Map();
  const { rows } = await sql<Successor & { asked: number }>`
    with recursive held as (
      select from_party, to_party, valid_from, source from party_relation
       where kind = 'succeededBy' and valid_from <= ${on}::date and coalesce(valid_to, 'infinity') >= ${on}::date
    ), stood(asked, party, since, source) as (
      select asked, asked, null::date, null from unnest(${[...parties]}::int[]) as asked
      union
      select s.asked, h.to_party, h.valid_from, h.source from stood s join held h on h.from_party = s.party
    )
    select distinct on (s.asked, p.id) s.asked, p.id as party, p.public_id as "publicId", p.name_zh as "nameZh", p.name_en as "nameEn", s.since, s.source
      from stood s join party p on p.id = s.party
     where s.since is not null and not exists (select from held h where h.from_party = s.party)
     order by s.asked, p.id, s.since desc`.execute(query);
  const found = new Map<number, Successor[]>();
  for (const { asked, ...successor } of rows) found.set(asked, [...(found.get(asked) ?? []), successor]);
  return found;
}

/** One row of the register of successions. */
export interface Succession {
  readonly id: string;
  /** Numbers of both parties. */
  readonly from: number;
  readonly to: number;
  readonly fromId: string;
  readonly fromZh: string;
  readonly fromEn: string | null;
  readonly toId: string;
  readonly toZh: string;
  readonly toEn: string | null;
  readonly validFrom: LocalDate;
  readonly source: string;
}

const HELD = sql`select r.public_id as id, f.id as from, t.id as to, f.public_id as "fromId", f.name_zh as "fromZh", f.name_en as "fromEn",
    t.public_id as "toId", t.name_zh as "toZh", t.name_en as "toEn", r.valid_from as "validFrom", r.source
  from party_relation r join party f on f.id = r.from_party join party t on t.id = r.to_party
  where r.kind = 'succeededBy' and f.kind = 'authority'`;

/** All successions of authorities that held on a day, the latest first. */
export async function successionsBy(
  { query }: Pick<Database, 'query'>,
  on: LocalDate,
): Promise<readonly Succession[]> {
  const { rows } = await sql<Succession>`${HELD} and ${heldOn(on)}
     order by r.valid_from desc, f.name_zh collate "zh-x-icu", r.id limit 1000`.execute(query);
  return rows;
}

/** Those of one authority, either way. */
export async function successionsOfParty(
  { query }: Pick<Database, 'query'>,
  party: number,
  on: LocalDate,
): Promise<readonly Succession[]> {
  const { rows } = await sql<Succession>`${HELD} and ${heldOn(on)}
       and (r.from_party = ${party} or r.to_party = ${party})
     order by r.valid_from desc, r.id limit 100`.execute(query);
  return rows;
}

function heldOn(on: LocalDate) {
  return sql`r.valid_from <= ${on}::date and coalesce(r.valid_to, 'infinity') >= ${on}::date`;
}
