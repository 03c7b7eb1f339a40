import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { LocalDate } from '@pinxin/rules/local-date';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';

/** A statement as somebody sees it who counts: envelope, history, and the figures that it carries. */
export interface CountableStatement {
  readonly id: number;
  readonly publicId: string;
  readonly kind: StatementKind;
  readonly scheme: string | null;
  readonly division: string | null;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly recordedOn: LocalDate;
  readonly isCorrection: boolean;
  readonly publicFrom: LocalDate | null;
  readonly publicTo: LocalDate | null;
  /** Certified products; 1 where a product is the subject. */
  readonly products: number;
  /** Decimal text. */
  readonly areaMu: string;
  readonly outputTonnes: string;
  readonly changes: readonly { readonly on: LocalDate; readonly isValid: boolean }[];
}

/** Which ones: by number, by public id, or a stretch of numbers. */
export type CountingQuestion =
  | { readonly ids: readonly string[] }
  | { readonly after: number; readonly upTo: number };

const DAY = sql`at time zone 'Asia/Shanghai')::date`;

/** Statements for counting, in the order of their numbers. Everything, not only what is public. */
export async function countableStatements(
  { query }: Pick<Tx, 'query'>,
  question: CountingQuestion,
): Promise<readonly CountableStatement[]> {
  const which =
    'ids' in question
      ? sql`s.public_id = any(${question.ids}::text[])`
      : sql`s.id > ${question.after} and s.id <= ${question.upTo}`;
  const { rows } = await sql<CountableStatement>`
    select s.id, s.public_id as "publicId", s.kind, s.scheme, s.subject_division as division, s.valid_from as "validFrom",
           s.valid_to as "validTo", (s.issued_at ${DAY} as "recordedOn", s.supersedes is not null as "isCorrection",
           s.public_from as "publicFrom", s.public_to as "publicTo",
           greatest((select count(*) from statement_certified_product p where p.statement = s.id)::int, (s.product_id is not null)::int) as products,
           coalesce(c.area_mu, 0) as "areaMu", coalesce(c.output_tonnes, 0) as "outputTonnes",
           (select json_agg(json_build_object('on', (h.at ${DAY}, 'isValid', h.to_status = 'valid') order by h.seq)
              from statement_change h where h.statement = s.id) as changes
      from statement s left join statement_certification c on c.statement = s.id
     where ${which} order by s.id`.execute(query);
  return rows;
}

/** The highest number given so far; 0 when there is no statement. */
export async function lastStatement({ query }: Pick<Tx, 'query'>): Promise<number> {
  const { rows } = await sql<{ last: number }>`select coalesce(max(id), 0) as last from statement`.execute(
    query,
  );
  return rows[0]!.last;
}
