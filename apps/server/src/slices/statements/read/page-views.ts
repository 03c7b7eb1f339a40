import type { LocalText } from '@pinxin/contract/scan';
import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';

/** What a statement's public page shows beside the statement. */
export interface PageFacts {
  readonly scheme: LocalText | null;
  readonly issuerEn: string | null;
  readonly subjectZh: string | null;
  readonly subjectEn: string | null;
  readonly subjectPath: string | null;
  readonly hasCredential: boolean;
}

/** Reads them; the statement is there. */
export async function pageFacts({ query }: Pick<Database, 'query'>, statement: string): Promise<PageFacts> {
  const { rows } = await sql<PageFacts>`
    select (select json_strip_nulls(json_build_object('zh-CN', e.name_zh, 'en', e.name_en))
              from scheme c join scheme_edition e on e.scheme = c.id
             where c.code = s.scheme order by e.effective_from desc limit 1) as scheme,
           i.name_en as "issuerEn", coalesce(d.name_zh, b.name_zh, p.name_zh) as "subjectZh",
           coalesce(d.name_en, b.name_en, p.name_en) as "subjectEn",
           coalesce('/01/' || d.gtin, '/brands/' || b.public_id, '/enterprises/' || p.public_id) as "subjectPath",
           exists (select from credential k where k.statement = s.id and k.secured is not null) as "hasCredential"
      from statement s join party i on i.id = s.issuer left join party p on p.id = s.subject_party
      left join product d on d.id = s.product_id left join brand b on b.id = s.brand_id
     where s.public_id = ${statement}`.execute(query);
  return rows[0]!;
}
