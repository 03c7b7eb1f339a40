import { sql } from 'kysely';
import type { Reader } from '../party-views.ts';

/** One application on public notice, as everybody sees it: no person, no document, no opinion. */
export interface PublicNotice {
  readonly id: string;
  readonly scheme: string;
  readonly schemeName: { readonly 'zh-CN': string; readonly en?: string };
  readonly applicant: string;
  readonly subject: string;
  /** English names, where the register has them and nobody's is masked. */
  readonly applicantEn: string | null;
  readonly subjectEn: string | null;
  readonly division: string | null;
  readonly from: Date;
  readonly until: Date;
  readonly lastDay: string;
  readonly rank: number | null;
  readonly legalBasis: string;
}

/** Notices that run at an instant (or ran, with `since`), those that end first first. */
export async function publicNotices(
  reader: Reader,
  {
    at,
    scheme,
    limit = 200,
  }: { readonly at: Date; readonly scheme?: string | undefined; readonly limit?: number },
): Promise<readonly (PublicNotice & { readonly applicantKind: string })[]> {
  const { rows } = await sql<PublicNotice & { applicantKind: string }>`
    select a.public_id as id, s.code as scheme,
           json_strip_nulls(json_build_object('zh-CN', e.name_zh, 'en', e.name_en)) as "schemeName",
           p.name_zh as applicant, p.name_en as "applicantEn", p.kind as "applicantKind", coalesce(g.name_zh, l.name_zh, b.name_zh, p.name_zh) as subject,
           case when g.id is not null then g.name_en when l.id is not null then l.name_en when b.id is not null then b.name_en else p.name_en end as "subjectEn",
           p.division, a.notice_from as from, a.notice_until as until, a.due_on as "lastDay", a.rank, e.legal_basis as "legalBasis"
      from application a join scheme s on s.id = a.scheme join scheme_edition e on e.id = a.edition join party p on p.id = a.applicant
      left join place l on l.id = a.place left join product g on g.id = a.product left join brand b on b.id = a.brand
     where a.state = 'publicNotice' and a.notice_from <= ${at} and a.notice_until > ${at}
       and (${scheme ?? null}::text is null or s.code = ${scheme ?? null})
     order by a.notice_until, a.id limit ${limit}`.execute(reader.query);
  return rows;
}

/** Objections to an application, for the officers who answer them. */
export async function objectionsTo(reader: Reader, application: number) {
  return await reader.query
    .selectFrom('notice_objection')
    .select([
      'public_id as id',
      'at',
      'text',
      'name',
      'contact',
      'state',
      'answer',
      'answered_at as answeredAt',
    ])
    .where('application', '=', application)
    .orderBy('id')
    .execute();
}
