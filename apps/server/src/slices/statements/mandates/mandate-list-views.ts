import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { LocalDate } from '@pinxin/rules/local-date';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';

/** Which mandates are asked for. */
export interface MandateFilter {
  readonly holder?: number;
  readonly kind?: StatementKind;
  readonly scheme?: string;
  /** In force on this day. */
  readonly on?: LocalDate;
}

/** A mandate in a list. */
export interface ListedMandate {
  readonly id: number;
  readonly publicId: string;
  readonly holderId: string | null;
  readonly holderName: string | null;
  readonly holderNameEn: string | null;
  readonly holderKind: string | null;
  readonly kind: StatementKind;
  readonly scheme: string | null;
  readonly area: string | null;
  readonly about: 'anyone' | 'itself';
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly endsFrom: LocalDate | null;
  readonly endReason: string | null;
  readonly legalBasis: string;
  readonly source: string | null;
  readonly needsSecondPerson: boolean;
  readonly grantedAt: Date;
}

/** Mandates, newest first; those that an office holds by its kind count as its own. */
export async function listMandates(
  { query }: Pick<Database, 'query'>,
  filter: MandateFilter,
  page: { readonly before?: number; readonly limit: number },
): Promise<readonly ListedMandate[]> {
  const { holder, kind, scheme, on } = filter;
  const terms: RawBuilder<SqlBool>[] = [sql`true`];
  if (page.before !== undefined) terms.push(sql`m.id < ${page.before}`);
  if (kind !== undefined) terms.push(sql`m.kind = ${kind}`);
  if (scheme !== undefined) terms.push(sql`m.scheme = ${scheme}`);
  if (holder !== undefined) {
    terms.push(sql`(m.holder = ${holder} or m.holder_kind = (select kind from party where id = ${holder}))`);
  }
  if (on !== undefined) {
    terms.push(sql`(m.valid_from <= ${on}::date and coalesce(m.valid_to >= ${on}::date, true)
      and coalesce(e.ends_from > ${on}::date, true))`);
  }
  const { rows } = await sql<ListedMandate>`
    select m.id, m.public_id as "publicId", p.public_id as "holderId", p.name_zh as "holderName", p.name_en as "holderNameEn",
      m.holder_kind as "holderKind", m.kind, m.scheme, m.area, m.about, m.valid_from as "validFrom",
      m.valid_to as "validTo", e.ends_from as "endsFrom", e.reason as "endReason", m.legal_basis as "legalBasis",
      m.source, m.needs_second_person as "needsSecondPerson", m.granted_at as "grantedAt"
    from mandate m left join party p on p.id = m.holder left join mandate_end e on e.mandate = m.id
    where ${sql.join(terms, sql` and `)} order by m.id desc limit ${page.limit}`.execute(query);
  return rows;
}
