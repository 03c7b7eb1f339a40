import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { StatementStatus, StoredStatus } from '@pinxin/contract/statements/status';
import { isLocalDate, type LocalDate } from '@pinxin/rules/local-date';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { PageEnd } from '../../../kernel/keyset.ts';
import type { Subject } from '../subject.ts';
import { walkBlocks } from './block-views.ts';
import { sourceOf, storedStatus } from './condition-views.ts';
import { namedStatements } from './named-views.ts';
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
  readonly issuerNameEn: string | null;
  readonly subjectKind: 'party' | 'place' | 'product' | 'brand' | 'lot';
  readonly subjectId: string;
  readonly subjectName: string | null;
  readonly subjectNameEn: string | null;
  readonly subjectPartyKind: string | null;
  readonly sortValue: string | number;
}

/** Most statements that a count goes through: more are "more than that". */
export const MOST_COUNTED = 1_000;

/** A place in a list: which statement, how it stood on the day asked for, what it is ordered by. */
export interface Listed {
  readonly id: number;
  readonly stored: StoredStatus;
  readonly sortValue: string | number;
}

/** One page of what the reader may see; one row more than the page tells that there is another. */
export async function listStatements(
  database: Database,
  reader: Reader,
  filter: StatementFilter,
  today: LocalDate,
  { sort, after, limit }: StatementPage,
): Promise<readonly StatementRow[]> {
  const byLastDay = sort.endsWith('validTo');
  const source = await sourceOf(database, reader, filter, today, byLastDay ? 'pageByLastDay' : 'page');
  const { id } = source;
  const { order, direction, behind } = orderOf({ sort, limit, ...(after && { after }) }, id, source.lastDay);
  const columns = sql`${id} as id, ${source.stored} as stored, ${order}::text as "sortValue"`;
  const from = sql`${source.from} and ${behind}`;
  const isDescending = sort.startsWith('-');
  const wish = source.inBlocks
    ? walkBlocks(columns, from, {
        ...{ direction, isDescending, after: after?.id, limit: limit + 1 },
        ...{ has: source.has, byNumber: source.byNumber },
      })
    : sql`select ${columns} ${from} order by ${order} ${direction}, ${id} ${direction} limit ${limit + 1}`;
  const { rows } = await (wish as RawBuilder<Listed>).execute(database.query);
  return await namedStatements(database, rows);
}

/** How many statements the filter leaves, counted up to a bound. */
export async function countStatements(
  database: Pick<Database, 'query'>,
  reader: Reader,
  filter: StatementFilter,
  today: LocalDate,
): Promise<number> {
  return (await someStatements(database, reader, filter, today, '-issued')).ids.length;
}

/** Numbers of what the filter leaves, up to one more than is counted; `isBegin`: they are the first of the list. */
async function someStatements(
  { query }: Pick<Database, 'query'>,
  reader: Reader,
  filter: StatementFilter,
  today: LocalDate,
  sort: StatementSort,
): Promise<{ readonly ids: readonly number[]; readonly isBegin: boolean }> {
  const { from, id, inBlocks, has, byNumber } = await sourceOf({ query }, reader, filter, today, 'count');
  const limit = MOST_COUNTED + 1;
  const columns = sql`${id} as id`;
  const isDescending = sort !== 'issued';
  const direction = isDescending ? sql`desc` : sql`asc`;
  const some = inBlocks
    ? walkBlocks(columns, from, { direction, isDescending, after: undefined, limit, has, byNumber })
    : sql`select ${columns} ${from} limit ${limit}`;
  const { rows } = await (some as RawBuilder<{ id: number }>).execute(query);
  return { ids: rows.map(row => row.id), isBegin: inBlocks && !sort.endsWith('validTo') };
}

/**
 * A page with the number of all that fit. Where they are few, or were counted from the page's own beginning, the page is
 * taken from those: a walk in the order of the list might pass the whole register to find them.
 */
export async function pageOfStatements(
  database: Database,
  reader: Reader,
  filter: StatementFilter,
  today: LocalDate,
  page: StatementPage,
): Promise<{ readonly rows: readonly StatementRow[]; readonly total: number }> {
  const { ids, isBegin } = await someStatements(database, reader, filter, today, page.sort);
  const total = ids.length;
  const isThere = total <= MOST_COUNTED || (isBegin && page.after === undefined);
  if (!isThere) return { rows: await listStatements(database, reader, filter, today, page), total };
  const first = total > MOST_COUNTED ? ids.slice(0, page.limit + 1) : ids;
  return { rows: total === 0 ? [] : await listOf(database, first, filter, page), total };
}

/** A page of these statements. */
async function listOf(
  database: Database,
  ids: readonly number[],
  filter: StatementFilter,
  page: StatementPage,
): Promise<readonly StatementRow[]> {
  const { order, direction, behind } = orderOf(page, sql`c.statement`, sql`c.last_day`);
  const { rows } = await sql<Listed>`
    select c.statement as id, ${storedStatus(filter)} as stored, ${order}::text as "sortValue"
      from statement_state c where c.statement = any(${[...ids]}::bigint[]) and ${behind}
     order by ${order} ${direction}, c.statement ${direction} limit ${page.limit + 1}`.execute(
    database.query,
  );
  return await namedStatements(database, rows);
}

/** What a page is ordered by, and what stands behind its beginning. */
function orderOf({ sort, after }: StatementPage, id: RawBuilder<unknown>, lastDay: RawBuilder<unknown>) {
  const byLastDay = sort.endsWith('validTo');
  const order = byLastDay ? lastDay : id;
  const direction = sort.startsWith('-') ? sql`desc` : sql`asc`;
  const sign = sort.startsWith('-') ? sql`<` : sql`>`;
  const behind =
    after === undefined
      ? sql`true`
      : byLastDay
        ? sql`(${order}, ${id}) ${sign} (${after.value}::date, ${after.id}::bigint)`
        : sql`${id} ${sign} ${after.id}::bigint`;
  return { order, direction, behind };
}

/** The statement of this public id, if the reader may see it. */
export async function statementRow(
  database: Database,
  reader: Reader,
  publicId: string,
  today: LocalDate,
): Promise<StatementRow | undefined> {
  const { rows } = await sql<Listed>`
    select s.id, c.status as stored, '' as "sortValue"
      from statement s join statement_state c on c.statement = s.id
     where s.public_id = ${publicId} and ${readableBy(reader, today)}`.execute(database.query);
  return (await namedStatements(database, rows))[0];
}
