import type { StatementStatus } from '@pinxin/contract/statements/status';
import { endOfDay, type LocalDate } from '@pinxin/rules/local-date';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import { SUBJECT_COLUMNS, subjectParts } from '../subject.ts';
import {
  blockHasNumber,
  crowdedNumbers,
  hasChanged,
  isUnusual,
  numberBegins,
  unusualOnDay,
} from './crowd-views.ts';
import type { StatementFilter } from './list-views.ts';
import type { Reader } from './reader.ts';
import { readableBy } from './reader-views.ts';

/** Where the statements of a filter come from: `from … where …`, and how they are called in it. */
interface Source {
  readonly from: RawBuilder<unknown>;
  readonly id: RawBuilder<unknown>;
  readonly lastDay: RawBuilder<unknown>;
  /** How each stood on the day asked for. */
  readonly stored: RawBuilder<unknown>;
  /** Whether they are looked for block by block (`block-views.ts`): what fits may begin far from either end. */
  readonly inBlocks: boolean;
  /** What a block must have for that. */
  readonly has?: RawBuilder<SqlBool>;
  /** Whether what fits has an index of its own, by number and without blocks. */
  readonly byNumber: boolean;
}

/** What statements are looked for: to be counted, or for a page in the order of their issue or of their last days. */
type Purpose = 'count' | 'page' | 'pageByLastDay';

/**
 * Most filters are answered by `statement_state c` alone, whose indexes carry all that is asked (migration 0009). What
 * is about somebody or something, somewhere, or in the order of last days starts from `statement s`.
 */
export async function sourceOf(
  database: Pick<Database, 'query'>,
  reader: Reader,
  filter: StatementFilter,
  today: LocalDate,
  purpose: Purpose,
): Promise<Source> {
  const at = isAlone(filter, reader) && purpose !== 'pageByLastDay' ? 'c' : 's';
  const past = at === 'c' ? unusualOnDay(filter) : undefined;
  const id = past?.id ?? (at === 'c' ? sql`c.statement` : sql`s.id`);
  const stored = past?.stored ?? storedStatus(filter);
  const lastDay = at === 'c' ? sql`c.last_day` : sql`coalesce(s.valid_to, 'infinity'::date)`;
  const table =
    at === 'c'
      ? (past?.from ?? sql`from statement_state c`)
      : sql`from statement s join statement_state c on c.statement = s.id`;
  const crowd = at === 'c' ? await crowdedNumbers(database, filter) : undefined;
  // Few of very many numbers: a walk in the order of issue would pass those of all other beginnings.
  const { number, on, statuses } = filter;
  const isUnusualNumber = number !== undefined && on === undefined && statuses?.every(isUnusual) === true;
  const has = crowd?.has ?? (isUnusualNumber ? blockHasNumber(number) : undefined);
  const terms = [
    readableBy(reader, today, at),
    ...(past?.terms ?? hasChanged(filter)),
    ...(await asOf(database, filter, id)),
    ...conditionsOf(filter, { day: filter.on ?? today, at, lastDay, stored }),
    ...(number === undefined ? [] : [crowd?.term ?? numberBegins(number)]),
  ];
  const inBlocks =
    at === 'c' && past === undefined && (crowd !== undefined || beginsAnywhere(filter, reader, purpose));
  const from = sql`${table} where ${sql.join(terms, sql` and `)}`;
  return { from, id, lastDay, stored, inBlocks, byNumber: isUnusualNumber, ...(has && { has }) };
}

/**
 * Whether a walk from the newest on might pass a great part of the register before anything fits, and sorting all that
 * fits be dear as well: what has expired or ends by a day, what is of a kind and an area, the beginning of many numbers.
 */
function beginsAnywhere(filter: StatementFilter, reader: Reader, purpose: Purpose): boolean {
  const { scheme, issuer, number, kinds, statuses, division, endsBy, on } = filter;
  // Numbers are counted in their own order, and that count ends early.
  if (number !== undefined)
    return purpose === 'page' && (on === undefined || statuses?.every(isUnusual) !== true);
  if (scheme !== undefined || issuer !== undefined) return false;
  if (endsBy !== undefined || statuses?.every(status => status === 'expired') === true) return true;
  const inArea =
    division !== undefined || (reader.kind === 'office' && reader.ways.some(({ reach }) => reach === 'area'));
  return kinds !== undefined && inArea && statuses?.every(isUnusual) !== true;
}

function isAlone(filter: StatementFilter, reader: Reader): boolean {
  const { subject, subjectParties, issuer, number, scheme, kinds, statuses, division, on, endsBy } = filter;
  if (subject !== undefined) return false;
  if (number === undefined && subjectParties !== undefined) return false;
  // Whoever sees what is their own has few: they are found by whom they are of.
  const ways = reader.kind === 'public' ? [] : reader.ways;
  if (ways.some(({ reach }) => reach === 'own')) return false;
  if (number !== undefined) return true;
  const narrow =
    scheme !== undefined ||
    issuer !== undefined ||
    kinds !== undefined ||
    endsBy !== undefined ||
    statuses?.every(status => status !== 'valid') === true ||
    on !== undefined;
  return narrow || (division === undefined && !ways.some(({ reach }) => reach === 'area'));
}

/** How a statement stood on the day asked for, as it is stored: a day past the last one is not a change. */
export function storedStatus({ on }: StatementFilter): RawBuilder<unknown> {
  if (on === undefined) return sql`c.status`;
  const end = endOfDay(on);
  // What has not changed since needs no look at its history.
  return sql`(case when c.at < ${end} then c.status else (select h.to_status from statement_change h
    where h.statement = c.statement and h.at < ${end} order by h.seq desc limit 1) end)`;
}

const DAY_MS = 86_400_000;

/** Statements that there were at the end of a day. */
async function asOf(
  { query }: Pick<Database, 'query'>,
  { on }: StatementFilter,
  id: RawBuilder<unknown>,
): Promise<readonly RawBuilder<SqlBool>[]> {
  if (on === undefined) return [];
  const end = endOfDay(on);
  // Ids rise with time, but for transactions that run beside one another. None runs for a day: so whatever was issued
  // before that evening has a smaller id than what was issued a day later, and the walk need not begin at the newest.
  const later = await query
    .selectFrom('statement_state')
    .select('statement')
    .where('issued_at', '>=', new Date(end.getTime() + DAY_MS))
    .orderBy('issued_at')
    .orderBy('statement')
    .limit(1)
    .executeTakeFirst();
  const before = sql<SqlBool>`c.issued_at < ${end}`;
  return later === undefined ? [before] : [before, sql<SqlBool>`${id} < ${later.statement}::bigint`];
}

/** What a condition is said of. */
interface Terms {
  readonly day: LocalDate;
  readonly at: 's' | 'c';
  readonly lastDay: RawBuilder<unknown>;
  readonly stored: RawBuilder<unknown>;
}

function conditionsOf(
  filter: StatementFilter,
  { day, at, lastDay, stored }: Terms,
): readonly RawBuilder<SqlBool>[] {
  const { kinds, scheme, statuses, issuer, subject, subjectParties, division, endsBy } = filter;
  const column = (name: string) => sql.ref(`${at}.${name}`);
  const terms: RawBuilder<SqlBool>[] = [];
  if (kinds !== undefined)
    terms.push(
      kinds.length === 1 ? sql`${column('kind')} = ${kinds[0]}` : sql`${column('kind')} = any(${[...kinds]})`,
    );
  if (scheme !== undefined) terms.push(sql`${column('scheme')} = ${scheme}`);
  if (issuer !== undefined) terms.push(sql`${column('issuer')} = ${issuer}`);
  if (subjectParties !== undefined)
    terms.push(sql`${column('subject_party')} = any(${[...subjectParties]}::int[])`);
  if (division !== undefined) terms.push(sql`starts_with(${column('subject_division')}, ${division})`);
  if (endsBy !== undefined) terms.push(sql`${lastDay} <= ${endsBy}::date`);
  if (subject !== undefined) {
    const { kind, id } = subjectParts(subject);
    terms.push(sql`${sql.ref(`s.${SUBJECT_COLUMNS[kind]}`)} = ${id}`);
  }
  if (statuses !== undefined) {
    const each = statuses.map(status => statusTerm(status, stored, day, lastDay));
    terms.push(sql`(${sql.join(each, sql` or `)})`);
  }
  return terms;
}

function statusTerm(
  status: StatementStatus,
  stored: RawBuilder<unknown>,
  day: LocalDate,
  lastDay: RawBuilder<unknown>,
): RawBuilder<SqlBool> {
  if (status === 'expired') return sql`(${stored} in ('valid', 'suspended') and ${lastDay} < ${day}::date)`;
  if (status === 'valid' || status === 'suspended')
    return sql`(${stored} = ${status} and ${lastDay} >= ${day}::date)`;
  return sql`${stored} = ${status}`;
}
