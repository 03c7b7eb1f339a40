import { sql } from 'kysely';
import type { Reader } from '../party-views.ts';

/** A mark in the public register as of a day. */
export interface MarkRow {
  readonly statement: string;
  readonly scheme: string;
  readonly schemeName: { readonly 'zh-CN': string; readonly en?: string };
  readonly holder: string;
  readonly holderKind: string;
  readonly subject: string;
  readonly division: string | null;
  readonly number: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly status: 'valid' | 'suspended' | 'withdrawn' | 'cancelled' | 'superseded' | 'expired' | 'notYet';
}

/**
 * 标志名录: the marks that schemes granted, and how each stood at the end of a day. What was recorded later does not
 * count, so the answer about a past day stays as it is.
 */
export async function marksAsOf(
  reader: Reader,
  filter: {
    readonly on: string;
    readonly end: Date;
    readonly scheme?: string | undefined;
    readonly division?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<readonly MarkRow[]> {
  const { on, end, scheme = null, division = null, after = null, limit } = filter;
  const { rows } = await sql<MarkRow>`
    select m.public_id as statement, s.code as scheme, json_strip_nulls(json_build_object('zh-CN', e.name_zh, 'en', e.name_en)) as "schemeName",
           p.name_zh as holder, p.kind as "holderKind", coalesce(g.name_zh, l.name_zh, b.name_zh, p.name_zh) as subject, p.division,
           a.number, m.valid_from as "validFrom", m.valid_to as "validTo",
           case when c.to_status <> 'valid' then c.to_status when m.valid_to < ${on} then 'expired'
                when m.valid_from > ${on} then 'notYet' else 'valid' end as status
      from application a join statement m on m.public_id = a.statement join scheme s on s.id = a.scheme
      join scheme_edition e on e.id = a.edition join party p on p.id = a.applicant
      join lateral (select to_status from statement_change c where c.statement = m.id and c.at < ${end} order by c.seq desc limit 1) c on true
      left join place l on l.id = a.place left join product g on g.id = a.product left join brand b on b.id = a.brand
     where (${scheme}::text is null or s.code = ${scheme}) and (${division}::text is null or starts_with(p.division, ${division}))
       and (${after}::text is null or m.id < (select id from statement where public_id = ${after}))
     order by m.id desc limit ${limit}`.execute(reader.query);
  return rows;
}
