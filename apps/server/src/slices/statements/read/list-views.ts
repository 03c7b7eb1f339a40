import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { StatementStatus, StoredStatus } from '@pinxin/contract/statements/status';
import { endOfDay, isLocalDate, type LocalDate } from '@pinxin/rules/local-date';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { PageEnd } from '../../../kernel/keyset.ts';
import { SUBJECT_COLUMNS, type Subject, subjectParts } from '../subject.ts';
import type { Reader } from './reader.ts';
import { readableBy } from './reader-views.ts';

/** What a list of statements is asked for. */
export interface StatementFilter {
  readonly kinds?: readonly StatementKind[];
  readonly scheme?: string;
  /** As of `on`, else as of today. */
  readonly statuses?: readonly StatementStatus[];
  readonly issuer?: number;
  readonly subject?: Subject;
  /** About any of these parties or what belonged to them. */
  readonly subjectParties?: readonly number[];
  /** Beginning of the division code of whose matter it is. */
  readonly division?: string;
  /** Beginning of the number. */
  readonly number?: string;
  /** As things stood at the end of this day. */
  readonly on?: LocalDate;
  /** Ends on this day or earlier. */
  readonly endsBy?: LocalDate;
}

/** How a list is ordered; a minus reverses. */
export const STATEMENT_SORTS = ['-issued', 'issued', 'validTo', '-validTo'] as const;
export type StatementSort = (typeof STATEMENT_SORTS)[number];

/** A page that is asked for. */
export interface StatementPage {
  readonly sort: StatementSort;
  readonly after?: PageEnd;
  readonly limit: number;
}

/** Whether a page can have ended there in this order: tokens come from outside. */
export function isEndOf(sort: StatementSort, end: PageEnd | undefined): end is PageEnd {
  if (end === undefined) return false;
  if (!sort.endsWith('validTo')) return true;
  return typeof end.value === 'string' && (end.value === 'infinity' || isLocalDate(end.value));
}

/** A statement in a list, as the database names it. */
export interface StatementRow {
  readonly id: number;
  readonly publicId: string;
  readonly kind: StatementKind;
  readonly stored: StoredStatus;
  readonly scheme: string | null;
  readonly number: string | null;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly issuedAt: Date;
  readonly issuerId: string;
  readonly issuerName: string;
  readonly subjectKind: 'party' | 'place' | 'product' | 'brand' | 'lot';
  readonly subjectId: string;
  readonly subjectName: string | null;
  readonly subjectPartyKind: string | null;
  readonly sortValue: string | number;
}

/** Most statements that a count goes through: more are "more than that". */
export const MOST_COUNTED = 1_000;

/** One page of what the reader may see; one row more than the page tells that there is another. */
export async function listStatements(
  { query }: Pick<Database, 'query'>,
  reader: Reader,
  filter: StatementFilter,
  today: LocalDate,
  { sort, after, limit }: StatementPage,
): Promise<readonly StatementRow[]> {
  const order = sort.endsWith('validTo') ? LAST_DAY : sql`s.id`;
  const direction = sort.startsWith('-') ? sql`desc` : sql`asc`;
  const behind =
    after === undefined
      ? sql`true`
      : sql`(${order}, s.id) ${sort.startsWith('-') ? sql`<` : sql`>`} (${sort.endsWith('validTo') ? sql`${after.value}::date` : sql`${after.id}::bigint`}, ${after.id}::bigint)`;
  const { rows } = await sql<StatementRow>`
    with page as materialized (
      select s.id, ${statusColumn(filter)} as stored, ${order}::text as sort_value
      ${fromWhere(reader, filter, today)} and ${behind}
      order by ${order} ${direction}, s.id ${direction} limit ${limit + 1})
    ${NAMED} from page join statement s on s.id = page.id ${NAMES}
    order by ${order} ${direction}, s.id ${direction}`.execute(query);
  return rows;
}

/** How many statements the filter leaves, counted up to a bound. */
export async function countStatements(
  { query }: Pick<Database, 'query'>,
  reader: Reader,
  filter: StatementFilter,
  today: LocalDate,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
    select 1 ${fromWhere(reader, filter, today)} limit ${MOST_COUNTED + 1}) as counted`.execute(query);
  return rows[0]?.n ?? 0;
}

/** The statement of this public id, if the reader may see it. */
export async function statementRow(
  { query }: Pick<Database, 'query'>,
  reader: Reader,
  publicId: string,
  today: LocalDate,
): Promise<StatementRow | undefined> {
  const { rows } = await sql<StatementRow>`
    with page as materialized (select s.id, c.status as stored, '' as sort_value
      from statement s join statement_state c on c.statement = s.id
      where s.public_id = ${publicId} and ${readableBy(reader, today)})
    ${NAMED} from page join statement s on s.id = page.id ${NAMES}`.execute(query);
  return rows[0];
}

const LAST_DAY = sql`coalesce(s.valid_to, 'infinity'::date)`;

const NAMED = sql`select s.id, s.public_id as "publicId", s.kind, page.stored, s.scheme, s.number,
  s.valid_from as "validFrom", s.valid_to as "validTo", s.issued_at as "issuedAt",
  i.public_id as "issuerId", i.name_zh as "issuerName",
  case when s.party_id is not null then 'party' when s.place_id is not null then 'place'
    when s.product_id is not null then 'product' when s.brand_id is not null then 'brand' else 'lot' end as "subjectKind",
  coalesce(p.public_id, t.uri, d.gtin, b.public_id, o.uri) as "subjectId",
  coalesce(p.name_zh, l.name_zh, d.name_zh, b.name_zh) as "subjectName",
  p.kind as "subjectPartyKind", page.sort_value as "sortValue"`;

const NAMES = sql`join party i on i.id = s.issuer
  left join party p on p.id = s.party_id
  left join place l on l.id = s.place_id left join term t on t.id = s.place_id
  left join product d on d.id = s.product_id
  left join brand b on b.id = s.brand_id
  left join lot o on o.id = s.lot_id`;

function statusColumn({ on }: StatementFilter): RawBuilder<unknown> {
  return on === undefined ? sql`c.status` : sql`h.to_status`;
}

function fromWhere(reader: Reader, filter: StatementFilter, today: LocalDate): RawBuilder<unknown> {
  const { on } = filter;
  const asOf =
    on === undefined
      ? sql``
      : sql`join lateral (select to_status from statement_change h
          where h.statement = s.id and h.at < ${endOfDay(on)} order by h.seq desc limit 1) h on true`;
  const terms = [readableBy(reader, today), ...conditionsOf(filter, on ?? today)];
  return sql`from statement s join statement_state c on c.statement = s.id ${asOf}
    where ${sql.join(terms, sql` and `)}`;
}

function conditionsOf(filter: StatementFilter, day: LocalDate): readonly RawBuilder<SqlBool>[] {
  const { kinds, scheme, statuses, issuer, subject, subjectParties, division, number, endsBy } = filter;
  const terms: RawBuilder<SqlBool>[] = [];
  if (kinds !== undefined) terms.push(sql`s.kind = any(${[...kinds]})`);
  if (scheme !== undefined) terms.push(sql`s.scheme = ${scheme}`);
  if (issuer !== undefined) terms.push(sql`s.issuer = ${issuer}`);
  if (subjectParties !== undefined) terms.push(sql`s.subject_party = any(${[...subjectParties]}::int[])`);
  if (division !== undefined) terms.push(sql`starts_with(s.subject_division, ${division})`);
  if (endsBy !== undefined) terms.push(sql`${LAST_DAY} <= ${endsBy}::date`);
  if (number !== undefined) {
    terms.push(sql`(s.number >= ${number} collate "C" and s.number < ${`${number}\u{10ffff}`} collate "C")`);
  }
  if (subject !== undefined) {
    const { kind, id } = subjectParts(subject);
    terms.push(sql`${sql.ref(`s.${SUBJECT_COLUMNS[kind]}`)} = ${id}`);
  }
  if (statuses !== undefined) {
    terms.push(
      sql`(${sql.join(
        statuses.map(status => statusTerm(status, filter, day)),
        sql` or `,
      )})`,
    );
  }
  return terms;
}

function statusTerm(status: StatementStatus, filter: StatementFilter, day: LocalDate): RawBuilder<SqlBool> {
  const stored = statusColumn(filter);
  if (status === 'expired') return sql`(${stored} in ('valid', 'suspended') and ${LAST_DAY} < ${day}::date)`;
  if (status === 'valid' || status === 'suspended') {
    return sql`(${stored} = ${status} and ${LAST_DAY} >= ${day}::date)`;
  }
  return sql`${stored} = ${status}`;
}
