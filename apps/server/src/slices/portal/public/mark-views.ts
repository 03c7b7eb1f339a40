import type { MarkKind, MarkOrder } from '@pinxin/contract/public-pages';
import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { StatementStatus } from '@pinxin/contract/statements/status';
import { endOfDay, type LocalDate } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';
import { schemesOfBrand } from './brand-use-views.ts';

/** A statement that the public may see, as it stood on a day. */
export interface MarkRecord {
  readonly number_: number;
  readonly id: string;
  readonly kind: StatementKind;
  readonly scheme: string | null;
  readonly schemeZh: string | null;
  readonly schemeEn: string | null;
  readonly number: string | null;
  readonly holderId: string | null;
  readonly holderKind: string | null;
  readonly holderZh: string | null;
  readonly holderEn: string | null;
  readonly subject: 'party' | 'place' | 'product' | 'brand' | 'lot';
  readonly subjectZh: string | null;
  readonly subjectEn: string | null;
  /** GTIN, id of the brand, or URI of the lot. */
  readonly subjectKey: string | null;
  readonly issuerKind: string;
  readonly issuerZh: string;
  readonly issuerEn: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly status: StatementStatus;
  readonly changedAt: Date;
  /** Whether a scheme here granted it, so that it has a certificate. */
  readonly isGranted: boolean;
}

/** Which marks are asked for. */
export interface MarkQuestion {
  /** The day asked about, and today: what may no longer be published is not shown as of an earlier day either. */
  readonly on: LocalDate;
  readonly today: LocalDate;
  readonly kinds: readonly StatementKind[];
  readonly standing: 'inForce' | 'ended' | 'lost';
  readonly scheme?: string | undefined;
  readonly query?: string | undefined;
  readonly party?: number;
  readonly brand?: number;
  /** Under schemes that license the use of this brand. */
  readonly licensed?: number;
  /** Number of the statement behind which to go on, newest first. */
  readonly before?: number;
  readonly order?: MarkOrder;
  /** Also licences that no scheme gave, and lists of any sort. */
  readonly isAnything?: boolean;
  readonly limit: number;
  readonly offset?: number;
}

/** Names that may be a natural person's are not searched (个人信息保护法 第六条). */
const FOUND = `position($5 in lower(concat_ws(' ', s.number, d.name_zh, d.name_en, b.name_zh, b.name_en,
  case when h.kind not in ('household', 'familyFarm') then concat_ws(' ', h.name_zh, h.name_en, h.uscc) end))) > 0`;

/** A mark is lost when somebody took it away; it has ended, too, when its term is over. */
const STANDINGS = {
  inForce: `s.valid_from <= $1 and (s.valid_to is null or s.valid_to >= $1) and c.to_status in ('valid', 'suspended')`,
  ended: `(c.to_status in ('withdrawn', 'cancelled') or (c.to_status in ('valid', 'suspended') and s.valid_to < $1))`,
  lost: `c.to_status in ('suspended', 'withdrawn')`,
} as const;

/** A licence counts as a mark when a scheme gave it; of lists, those that one is proud to be on. */
const IS_MARK = `(s.kind <> 'licence' or s.scheme is not null)
  and (s.kind <> 'listing' or exists (select from statement_listing l where l.statement = s.id and l.list in ('register', 'redList')))`;

function conditions(question: MarkQuestion): string {
  return `${STANDINGS[question.standing]} and s.kind = any($4::text[]) and s.public_from <= $1
    and (s.public_to is null or s.public_to >= $2) and ($5::text is null or ${FOUND})
    and ($6::text is null or s.scheme = $6)
    and ($7::int is null or s.subject_party in (select id from party where id = $7 or merged_into = $7))
    and ($8::int is null or s.brand_id = $8)
    and ($9::int is null or s.scheme in (${schemesOfBrand('$9')}))
    and ($10::bigint is null or s.id < $10)${question.isAnything === true ? '' : ` and ${IS_MARK}`}`;
}

const FROM = `from statement s
  join lateral (select to_status, at from statement_change where statement = s.id and at < $3 order by seq desc limit 1) c on true
  left join party h on h.id = s.subject_party
  left join product d on d.id = s.product_id
  left join brand b on b.id = s.brand_id`;

const ORDERS: Readonly<Record<MarkOrder, string>> = {
  newest: 's.id desc',
  number: 's.number nulls last, s.id',
  ending: 's.valid_to nulls last, s.id',
};

function valuesOf(question: MarkQuestion): unknown[] {
  const { on, today, kinds, query, scheme, party, brand, licensed, before } = question;
  return [
    ...[on, today, endOfDay(on), kinds, query?.toLowerCase() ?? null, scheme ?? null],
    ...[party ?? null, brand ?? null, licensed ?? null, before ?? null],
  ];
}

/**
 * Marks as of a day, by the same rule as `statementsInForce`: the last change before the end of the day counts. Past
 * days are answered the same way for ever, but for what must not be published any more.
 */
export async function readMarks(database: Database, question: MarkQuestion): Promise<readonly MarkRecord[]> {
  const { rows } = await database.pool.query<MarkRecord>(
    `select s.id as number_, s.public_id as id, s.kind, s.scheme, n.name_zh as "schemeZh", n.name_en as "schemeEn", s.number,
        h.public_id as "holderId", h.kind as "holderKind", h.name_zh as "holderZh", h.name_en as "holderEn",
        case when s.product_id is not null then 'product' when s.brand_id is not null then 'brand'
             when s.place_id is not null then 'place' when s.lot_id is not null then 'lot' else 'party' end as subject,
        coalesce(d.name_zh, b.name_zh, w.name_zh) as "subjectZh", coalesce(d.name_en, b.name_en, w.name_en) as "subjectEn",
        coalesce(d.gtin, b.public_id, t.uri) as "subjectKey",
        i.kind as "issuerKind", i.name_zh as "issuerZh", i.name_en as "issuerEn",
        s.valid_from as "validFrom", s.valid_to as "validTo", c.at as "changedAt",
        exists (select from application a where a.statement = s.public_id) as "isGranted",
        case when c.to_status in ('valid', 'suspended') and s.valid_to < $1 then 'expired' else c.to_status end as status
      ${FROM}
      left join place w on w.id = s.place_id left join lot t on t.id = s.lot_id join party i on i.id = s.issuer
      left join lateral (select e.name_zh, e.name_en from scheme x join scheme_edition e on e.scheme = x.id
        where x.code = s.scheme order by e.effective_from <= $1 desc, e.effective_from desc limit 1) n on true
      where ${conditions(question)} order by ${ORDERS[question.order ?? 'newest']} limit $11 offset $12`,
    [...valuesOf(question), question.limit, question.offset ?? 0],
  );
  return rows;
}

/** How many there are, counted up to a bound: nobody waits for a million. */
export async function countMarks(database: Database, question: MarkQuestion, most: number): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from (select 1 ${FROM} where ${conditions(question)} limit $11) x`,
    [...valuesOf(question), most],
  );
  return rows[0]!.count;
}

/** Schemes as they are called on a day, for the filter. */
export async function schemeNames(
  database: Database,
  on: LocalDate,
): Promise<readonly { readonly code: string; readonly zh: string; readonly en: string | null }[]> {
  const { rows } = await database.pool.query<{ code: string; zh: string; en: string | null }>(
    `select distinct on (s.code) s.code, e.name_zh as zh, e.name_en as en
       from scheme s join scheme_edition e on e.scheme = s.id
      order by s.code, e.effective_from <= $1 desc, e.effective_from desc limit 500`,
    [on],
  );
  return rows;
}

/** 行政处罚 that may be published today. */
export interface SanctionRecord {
  readonly id: string;
  readonly documentNumber: string;
  readonly violation: string;
  readonly content: string;
  readonly decidedOn: string;
  readonly issuerZh: string;
  readonly issuerEn: string | null;
  readonly status: StatementStatus;
}

/** Penalties of a party that are published today, the latest first. */
export async function readSanctions(
  database: Database,
  party: number,
  today: LocalDate,
): Promise<readonly SanctionRecord[]> {
  const { rows } = await database.pool.query<SanctionRecord>(
    `select s.public_id as id, x.document_number as "documentNumber", x.violation_type as violation, x.content,
            x.decided_on as "decidedOn", i.name_zh as "issuerZh", i.name_en as "issuerEn", st.status
       from statement s join statement_sanction x on x.statement = s.id join party i on i.id = s.issuer
       join statement_state st on st.statement = s.id
      where s.subject_party in (select id from party where id = $1 or merged_into = $1)
        and s.public_from <= $2 and (s.public_to is null or s.public_to >= $2)
        and st.status not in ('superseded', 'withdrawn', 'cancelled')
      order by x.decided_on desc, s.id desc limit 100`,
    [party, today],
  );
  return rows;
}

/** Kinds of marks as a filter of statements. */
export function kindsFor(kind: MarkKind | undefined, all: readonly MarkKind[]): readonly MarkKind[] {
  return kind === undefined ? all : [kind];
}
