import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { LocalDate } from '@pinxin/rules/local-date';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';

/** A statement as a line of a list: what, about whom, by whom. Names are as registered, not yet masked. */
export interface StatementFace {
  readonly id: number;
  readonly publicId: string;
  readonly kind: StatementKind;
  readonly scheme: string | null;
  readonly number: string | null;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly recordedOn: LocalDate;
  readonly division: string | null;
  readonly holderId: string | null;
  readonly holderKind: string | null;
  readonly holderZh: string | null;
  readonly holderEn: string | null;
  /** Name of the product, brand or place; null where the holder itself is the subject. */
  readonly subjectZh: string | null;
  readonly subjectEn: string | null;
  readonly subjectPath: string | null;
  readonly issuerZh: string;
  readonly issuerEn: string | null;
  /** Whether it was signed as a credential that may be read. */
  readonly hasCredential: boolean;
}

/** The lines of these statements, in the order in which they were asked for. */
export async function statementFaces(
  { query }: Pick<Tx, 'query'>,
  ids: readonly number[],
): Promise<readonly StatementFace[]> {
  const { rows } = await sql<StatementFace>`
    select s.id, s.public_id as "publicId", s.kind, s.scheme, s.number, s.valid_from as "validFrom", s.valid_to as "validTo",
           (s.issued_at at time zone 'Asia/Shanghai')::date as "recordedOn", s.subject_division as division,
           h.public_id as "holderId", h.kind as "holderKind", h.name_zh as "holderZh", h.name_en as "holderEn",
           coalesce(d.name_zh, b.name_zh, w.name_zh) as "subjectZh", coalesce(d.name_en, b.name_en, w.name_en) as "subjectEn",
           coalesce('/01/' || d.gtin, '/brands/' || b.public_id) as "subjectPath", i.name_zh as "issuerZh", i.name_en as "issuerEn",
           exists (select from credential c where c.statement = s.id and c.secured is not null) as "hasCredential"
      from unnest(${ids}::bigint[]) with ordinality as k(id, place) join statement s on s.id = k.id
      join party i on i.id = s.issuer
      left join party h on h.id = s.subject_party left join product d on d.id = s.product_id
      left join brand b on b.id = s.brand_id left join place w on w.id = s.place_id
     order by k.place`.execute(query);
  return rows;
}
