import { sql } from 'kysely';
import type { Reader } from '../party-views.ts';

/** An expert in a list: where they work, and how much they have been given. */
export interface ExpertLine {
  readonly id: string;
  readonly name: string;
  readonly party: { readonly id: string; readonly name: string };
  /** Applications assigned that are still to be scored. */
  readonly open: number;
  readonly handedIn: number;
  /** Interests declared. */
  readonly conflicts: number;
}

/** Accounts that hold the office of an expert today, by name; those who may be assigned. */
export async function listExperts(
  reader: Reader,
  { q, today, limit }: { readonly q?: string | undefined; readonly today: string; readonly limit: number },
): Promise<readonly ExpertLine[]> {
  const { rows } = await sql<ExpertLine>`
    select a.public_id as id, a.name, o.party, n.open, n."handedIn", n.conflicts
      from account a
      cross join lateral (select json_strip_nulls(json_build_object('id', p.public_id, 'name', p.name_zh, 'nameEn', p.name_en)) as party
        from membership m join party p on p.id = m.party
        where m.account = a.id and m.role = 'expert' and m.ended_at is null
          and m.valid_from <= ${today} and (m.valid_to is null or m.valid_to >= ${today}) order by m.id limit 1) o
      cross join lateral (select
          count(*) filter (where x.submitted_at is null and x.conflict is not true
            and t.state not in ('certified', 'notAccepted', 'rejected', 'abandoned')) as open,
          count(x.submitted_at) as "handedIn", count(*) filter (where x.conflict) as conflicts
        from application_expert x join application t on t.id = x.application where x.account = a.id) n
     where a.disabled_at is null and (${q ?? null}::text is null or strpos(a.name, ${q ?? null}) > 0)
     order by a.name, a.id limit ${limit}`.execute(reader.query);
  return rows;
}
