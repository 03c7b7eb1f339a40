import type { LocalDate } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';

/** Sums of a set of schemes in one division, as of a day. Amounts are decimal text. */
export interface Sums {
  readonly division: string;
  readonly stated: number;
  readonly known: number;
  readonly began: number;
  readonly products: number;
  readonly areaMu: string;
  readonly outputTonnes: string;
}

const SUMS = `sum(stated)::int as stated, sum(known)::int as known, sum(began)::int as began, sum(products)::int as products,
  sum(area_mu) as area_mu, sum(output_tonnes) as output_tonnes`;

/** Whole months as rows of months, the rest as rows of days: few rows for any day. */
const SUMS_AS_OF = {
  name: 'programme-sums',
  text: `select division, ${SUMS.replace('as area_mu', 'as "areaMu"').replace('as output_tonnes', 'as "outputTonnes"')} from (
    select division, ${SUMS} from programme_tally where grain = 'month' and scheme = any($1) and on_day < date_trunc('month', $2::date) group by 1
    union all
    select division, ${SUMS} from programme_tally where grain = 'day' and scheme = any($1)
       and on_day >= date_trunc('month', $2::date) and on_day <= $2::date group by 1
  ) t group by 1 order by 1`,
};

/** The sums of schemes as of the end of a day, by division. */
export async function sumsAsOf(
  { pool }: Database,
  schemes: readonly string[],
  day: LocalDate,
): Promise<readonly Sums[]> {
  const { rows } = await pool.query<Sums>({ ...SUMS_AS_OF, values: [schemes, day] });
  return rows;
}

/** A month's first day and what changed in it. */
export interface MonthlyChange {
  readonly month: LocalDate;
  readonly stated: number;
  readonly known: number;
  readonly began: number;
  readonly products: number;
  readonly areaMu: string;
  readonly outputTonnes: string;
}

/** What changed month by month, from the first on; those of divisions that begin so. */
export async function monthlyChanges(
  { pool }: Database,
  schemes: readonly string[],
  upTo: LocalDate,
): Promise<readonly MonthlyChange[]> {
  const { rows } = await pool.query<MonthlyChange>({
    name: 'programme-months',
    text: `select on_day as month, sum(stated)::int as stated, sum(known)::int as known, sum(began)::int as began, sum(products)::int as products,
        sum(area_mu) as "areaMu", sum(output_tonnes) as "outputTonnes"
      from programme_tally where grain = 'month' and scheme = any($1) and on_day <= $2::date group by 1 order by 1`,
    values: [schemes, upTo],
  });
  return rows;
}

/** Which statements an indicator counted. */
export interface DrillQuestion {
  readonly schemes: readonly string[];
  readonly day: LocalDate;
  /** For what was newly awarded: since this day. */
  readonly newSince?: LocalDate;
  /** Beginning of a division code. */
  readonly division?: string;
  /** Only what the public may see on this day. */
  readonly publicOn?: LocalDate;
  readonly after?: { readonly from: LocalDate; readonly statement: number };
  readonly limit: number;
}

/** A statement that was counted, and since when it stands. */
export interface CountedRow {
  readonly statement: number;
  readonly publicId: string;
  readonly scheme: string;
  readonly division: string;
  readonly from: LocalDate;
  readonly until: LocalDate | null;
  readonly knownFrom: LocalDate;
}

/** The very statements, those that stand for the shortest time first. */
export async function countedRows(
  { pool }: Database,
  question: DrillQuestion,
): Promise<readonly CountedRow[]> {
  const { schemes, day, newSince, division, publicOn, after, limit } = question;
  const ways =
    division === undefined
      ? 'unnest($1::text[]) as k(scheme)'
      : `(select distinct scheme, division from programme_tally where grain = 'month' and scheme = any($1) and starts_with(division, $8)) k`;
  const same = division === undefined ? '($8::text is null)' : 't.division = k.division';
  const { rows } = await pool.query<CountedRow>({
    name: `programme-drill-${division === undefined ? 'all' : 'division'}-${newSince === undefined ? 'valid' : 'new'}`,
    text: `select x.* from ${ways} cross join lateral (
      select t.statement, t.public_id as "publicId", t.scheme, t.division, t.from_day as from, t.until_day as until, t.known_from as "knownFrom"
        from programme_standing t where t.scheme = k.scheme and ${same} and t.from_day <= $2
         and ${newSince === undefined ? `coalesce(t.until_day, 'infinity'::date) > $2 and $3::date is null` : 't.is_new and t.from_day >= $3'}
         and ($4::date is null or (t.public_from <= $4 and (t.public_to is null or t.public_to >= $4)))
         and ($5::date is null or (t.from_day, t.statement) < ($5, $6::bigint))
       order by t.from_day desc, t.statement desc limit $7) x
     order by x.from desc, x.statement desc limit $7`,
    values: [
      ...[schemes, day, newSince ?? null, publicOn ?? null, after?.from ?? null, after?.statement ?? null],
      ...[limit, division ?? null],
    ],
  });
  return rows;
}

/** All numbers of the statements that an indicator counted, as a multirange, with their public ids in order. */
export async function countedSet(
  { pool }: Database,
  { schemes, day, newSince }: Pick<DrillQuestion, 'schemes' | 'day' | 'newSince'>,
): Promise<{ readonly ranges: string; readonly count: number; readonly digest: Buffer }> {
  const { rows } = await pool.query<{ ranges: string; count: number; digest: Buffer }>(
    `with counted as (select statement, public_id from programme_standing where scheme = any($1) and from_day <= $2
        and ${newSince === undefined ? '(until_day is null or until_day > $2) and $3::date is null' : 'is_new and from_day >= $3'})
     select coalesce(range_agg(int8range(statement, statement, '[]')), '{}')::text as ranges, count(*)::int as count,
       sha256(convert_to(coalesce(string_agg(public_id, E'\\n' order by statement), ''), 'UTF8')) as digest from counted`,
    [schemes, day, newSince ?? null],
  );
  return rows[0]!;
}

/** How far the counts follow the journal. */
export async function countedUpTo({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ seq: number }>('select seq from programme_counted');
  return rows[0]!.seq;
}
