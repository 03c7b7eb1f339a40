import { SEARCH_KINDS, type SearchKind } from '@pinxin/contract/search';
import { gramsAsked, initialGramsOf } from '@pinxin/rules/search-grams';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { tsqueryOfAll } from './tsquery.ts';

// The ways in which something is found, each a piece of SQL with an end of its own. All of them name the kind as a
// constant: the indexes of names stand apart by kind and by person (migration 0009).

/** Names found for each that is shown: of so many, the shortest. */
const LOOKED_AT = 2;
/** Kinds of which there are so many that a part of them is asked first: one in 512, then one in 64 (migration 0022). */
const SAMPLED: ReadonlySet<string> = new Set<SearchKind>(['party', 'product']);

/** What is walked: one kind of things, persons apart. `allowed` says which of the persons. */
export interface Walked {
  readonly kind: string;
  readonly personal: boolean;
  readonly allowed: RawBuilder<SqlBool>;
  /** Shown at most. */
  readonly limit: number;
}

/** What every way gives, in this order; behind it comes its tier. */
const FOUND = sql`e.ref, e.public_id, e.code, e.title_zh, e.title_en, e.division, e.weight`;

/** The names of one kind, as a condition on `search_entry e`; no other kind can be asked for. */
function ofKind(kind: string, personal: boolean): RawBuilder<SqlBool> {
  const known = SEARCH_KINDS.find(word => word === kind);
  if (known === undefined) throw new RangeError(`not a kind of things: ${kind}`);
  return sql<SqlBool>`(e.kind = ${sql.lit(known)} and ${personal ? sql`e.personal` : sql`not e.personal`})`;
}

/** A code itself, or a part of it that people copy. */
export function codeExactly(walked: Walked, code: string): RawBuilder<unknown> {
  return sql`(select ${FOUND}, 0 as tier from search_code c
    join search_entry e on e.kind = c.kind and e.ref = c.ref
    where c.kind = ${sql.lit(walked.kind)} and c.code = ${code} and ${withinReach(walked)} limit 100)`;
}

/** Codes that begin so. */
export function codeBeginning(walked: Walked, code: string): RawBuilder<unknown> {
  return sql`(select ${FOUND}, 2 as tier from search_code c
    join search_entry e on e.kind = c.kind and e.ref = c.ref
    where c.kind = ${sql.lit(walked.kind)} and c.code > ${code} and c.code < ${`${code}${LAST}`}
      and ${withinReach(walked)}
    order by c.code limit ${sql.lit(walked.limit)})`;
}

/** The whole name. */
export function nameExactly(walked: Walked, name: string): RawBuilder<unknown> {
  return sql`(select ${FOUND}, 1 as tier from search_entry e
    where ${withinReach(walked)} and e.normal = ${name} limit 100)`;
}

/** Names that begin so. */
export function beginning(walked: Walked, name: string): RawBuilder<unknown> {
  return sql`(select ${FOUND}, 3 as tier from search_entry e
    where ${withinReach(walked)} and e.normal > ${name} and e.normal < ${`${name}${LAST}`}
    order by e.normal limit ${sql.lit(walked.limit)})`;
}

/** Names that hold it anywhere. */
export function within(walked: Walked, name: string): RawBuilder<unknown> {
  const whole = [...name].length > 2 ? sql<SqlBool>`strpos(e.normal, ${name}) > 0` : sql<SqlBool>`true`;
  return some(walked, 4, tsqueryOfAll(gramsAsked(name)), whole);
}

/** Names whose pinyin has these initials in a row. */
export function initials(walked: Walked, letters: string): RawBuilder<unknown> {
  const whole = letters.length > 2 ? sql<SqlBool>`strpos(e.initials, ${letters}) > 0` : sql<SqlBool>`true`;
  return some(walked, 5, tsqueryOfAll(initialGramsOf(letters)), whole);
}

/** One wrong sign spoils two pairs: what has all others is near. */
export function nearly(walked: Walked, name: string): RawBuilder<unknown> {
  const grams = gramsAsked(name);
  const queries = grams
    .slice(0, 12)
    .map((_, index) =>
      tsqueryOfAll(grams.filter((_gram, at) => at !== index && at !== (index + 1) % grams.length)),
    );
  const query = queries.map(each => `(${each})`).join(' | ');
  return some(walked, 6, query, sql<SqlBool>`true`);
}

/** Numbers of those things of a kind, persons or not, whose name holds all grams of a `tsquery`; further `fits` of it. */
export function refsWithGrams(
  kind: string,
  query: string,
  fits: RawBuilder<SqlBool> = sql<SqlBool>`true`,
): RawBuilder<unknown> {
  const apart = [false, true].map(
    personal =>
      sql`select e.ref from search_entry e where ${ofKind(kind, personal)} and e.grams @@ ${query}::tsquery and ${fits}`,
  );
  return sql`(${sql.join(apart, sql` union all `)})`;
}

const LAST = '\u{10ffff}';

function withinReach({ kind, personal, allowed }: Walked): RawBuilder<SqlBool> {
  return personal ? sql<SqlBool>`${ofKind(kind, true)} and ${allowed}` : ofKind(kind, false);
}

/**
 * So many that fit, whichever: of the small sample where that has enough, else of the large one, else of all. Each
 * is asked only when the one before it had too few, so none has many more than are wanted.
 */
function some(walked: Walked, tier: number, query: string, whole: RawBuilder<SqlBool>): RawBuilder<unknown> {
  const fits = sql`${withinReach(walked)} and e.grams @@ ${query}::tsquery and ${whole}`;
  const enough = sql.lit(walked.limit * LOOKED_AT);
  const all = sql`select ${FOUND}, ${sql.lit(tier)} as tier from search_entry e where ${fits}`;
  if (walked.personal || !SAMPLED.has(walked.kind)) return sql`(${all} limit ${enough})`;
  const hasEnough = sql<SqlBool>`(select count(*) from few) >= ${enough}`;
  const hasSampled = sql<SqlBool>`(select count(*) from sample) >= ${enough}`;
  return sql`(with few as materialized (${all} and (e.shuffle & 511) = 0 limit ${enough}),
    sample as materialized (${all} and (e.shuffle & 63) = 0 and not ${hasEnough} limit ${enough})
    (select * from few where ${hasEnough})
    union all (select * from sample where ${hasSampled})
    union all (${all} and not ${hasEnough} and not ${hasSampled} limit ${enough}))`;
}
