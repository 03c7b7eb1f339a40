import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { StatementStatus, StoredStatus } from '@pinxin/contract/statements/status';
import { isLocalDate, type LocalDate } from '@pinxin/rules/local-date';
import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { PageEnd } from '../../../kernel/keyset.ts';
import type { Subject } from '../subject.ts';
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
  readonly subjectKind: 'party' | 'place' | 'product' | 'brand' | 'lot';
  readonly subjectId: string;
  readonly subjectName: string | null;
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
  const source = await sourceOf(database, reader, filter, today, byLastDay);
  const { id, lastDay } = source;
  // Numbers go with time: in the order of ids the last of all might be the first that fits, so they are sorted.
  const order = byLastDay ? lastDay : filter.number === undefined ? id : sql`(${id} + 0)`;
  const direction = sort.startsWith('-') ? sql`desc` : sql`asc`;
  const sign = sort.startsWith('-') ? sql`<` : sql`>`;
  const behind =
    after === undefined
      ? sql`true`
      : byLastDay
        ? sql`(${order}, ${id}) ${sign} (${after.value}::date, ${after.id}::bigint)`
        : sql`${id} ${sign} ${after.id}::bigint`;
  const { rows } = await sql<Listed>`
    select ${id} as id, ${storedStatus(filter)} as stored, ${order}::text as "sortValue"
      ${source.from} and ${behind}
     order by ${order} ${direction}, ${id} ${direction} limit ${limit + 1}`.execute(database.query);
  return await namedStatements(database, rows);
}

/** How many statements the filter leaves, counted up to a bound. */
export async function countStatements(
  database: Pick<Database, 'query'>,
  reader: Reader,
  filter: StatementFilter,
  today: LocalDate,
): Promise<number> {
  const { from } = await sourceOf(database, reader, filter, today, false);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
    select 1 ${from} limit ${MOST_COUNTED + 1}) as counted`.execute(database.query);
  return rows[0]?.n ?? 0;
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
