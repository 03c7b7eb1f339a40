import { SEARCH_MATCHES, type SearchMatch } from '@pinxin/contract/search';
import { normalName } from '@pinxin/rules/party-name';
import { gramsAsked, initialGramsOf, mayBeCode, mayBeInitials } from '@pinxin/rules/search-grams';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { reachable, type Way } from '../authority.ts';
import type { Database } from '../db/database.ts';
import { tsqueryOfAll } from './tsquery.ts';

/** What somebody looks for. */
export interface SearchQuestion {
  readonly text: string;
  /** Kinds of things that are asked for; each has its own share of the answer. */
  readonly kinds: readonly string[];
  /** At most so many of each kind. */
  readonly limit: number;
  /** How far the asker may see persons; none for strangers. */
  readonly ways: readonly Way[];
}

/** One thing found. */
export interface SearchHit {
  readonly kind: string;
  readonly ref: number;
  readonly publicId: string;
  readonly code: string | null;
  readonly titleZh: string;
  readonly titleEn: string | null;
  readonly division: string | null;
  /** Why it stands where it stands. */
  readonly match: SearchMatch;
}

const LAST = '\u{10ffff}';
/** Names found for each that is shown. */
const WALKED = 5;

/**
 * Things whose name or code answers a question: exact before beginning before anywhere in the name before initials
 * of pinyin, shorter names first. Each way is a walk along an index that ends as soon as enough is found, so common
 * signs cost as little as rare ones. When nothing fits, names that share most of the question's pairs are told.
 */
export async function searchFor(database: Database, question: SearchQuestion): Promise<readonly SearchHit[]> {
  const name = normalName(question.text);
  const code = question.text.trim().toUpperCase();
  if (name === '' && code === '') return [];
  const allowed = visible(question.ways);
  const ways: RawBuilder<unknown>[] = [];
  if (mayBeCode(code)) ways.push(codeExactly(code), codeBeginning(code, question.limit));
  if (name !== '') {
    ways.push(nameExactly(name, allowed), beginning(name, question.limit, allowed));
    ways.push(within(name, question.limit, allowed));
  }
  if (mayBeInitials(name)) ways.push(initials(name, question.limit, allowed));
  if (ways.length === 0) return [];
  const found = await run(database, question, ways);
  const isPlain = /^[0-9a-z]*$/.test(name);
  return found.length > 0 || isPlain || gramsAsked(name).length < 3
    ? found
    : await run(database, question, [nearly(name, question.limit, allowed)]);
}

async function run(
  database: Database,
  question: SearchQuestion,
  ways: readonly RawBuilder<unknown>[],
): Promise<readonly SearchHit[]> {
  const allowed = visible(question.ways);
  const kinds = sql`${kindsWalked(question)} as k(kind, personal)`;
  // Every way is one lateral walk for each kind, with its own end.
  const walks = sql.join(
    ways.map(way => sql`select w.* from ${kinds} cross join lateral (${way}) w`),
    sql` union all `,
  );
  const { rows } = await sql<SearchHit & { tier: number }>`
    with found as (${walks}),
         best as (select kind, ref, min(tier) as tier from found group by kind, ref),
         ranked as (
           select e.*, b.tier, row_number() over (partition by e.kind order by b.tier, e.weight, e.ref) as place
             from best b join search_entry e on e.kind = b.kind and e.ref = b.ref where ${allowed})
    select kind, ref, public_id as "publicId", code, title_zh as "titleZh", title_en as "titleEn", division, tier
      from ranked where place <= ${question.limit} order by tier, weight, kind, ref`.execute(database.query);
  return rows.map(({ tier, ...hit }) => ({ ...hit, match: SEARCH_MATCHES[tier]! }));
}

/** Each kind is walked by itself; persons apart, and only for those who may see some. */
function kindsWalked({ kinds, ways }: SearchQuestion): RawBuilder<unknown> {
  const apart = ways.length === 0 ? [false] : [false, true];
  const pairs = kinds.flatMap(kind => apart.map(personal => ({ kind, personal })));
  return sql`unnest(${pairs.map(({ kind }) => kind)}::text[], ${pairs.map(({ personal }) => personal)}::boolean[])`;
}

/** Persons are found by those only whose power reaches them. */
function visible(ways: readonly Way[]): RawBuilder<SqlBool> {
  if (ways.length === 0) return sql<SqlBool>`not e.personal`;
  if (ways.some(way => way.reach === 'any')) return sql<SqlBool>`true`;
  return sql<SqlBool>`(not e.personal or ${reachable(ways, { party: 'e.owner', division: 'e.division' })})`;
}

/** More codes than asked for: some may lead to persons whom the asker may not see. */
function room(limit: number): number {
  return limit * 2;
}

function codeExactly(code: string): RawBuilder<unknown> {
  return sql`select c.kind, c.ref, 0 as tier from search_code c where not k.personal and c.kind = k.kind and c.code = ${code}`;
}

function codeBeginning(code: string, limit: number): RawBuilder<unknown> {
  return sql`select c.kind, c.ref, 2 as tier from search_code c
    where not k.personal and c.kind = k.kind and c.code > ${code} and c.code < ${code + LAST} order by c.code limit ${room(limit)}`;
}

function nameExactly(name: string, allowed: RawBuilder<SqlBool>): RawBuilder<unknown> {
  return sql`select e.kind, e.ref, 1 as tier from search_entry e
    where e.kind = k.kind and e.personal = k.personal and e.normal = ${name} and ${allowed} limit 100`;
}

function beginning(name: string, limit: number, allowed: RawBuilder<SqlBool>): RawBuilder<unknown> {
  return sql`select e.kind, e.ref, 3 as tier from search_entry e
    where e.kind = k.kind and e.personal = k.personal and e.normal > ${name} and e.normal < ${name + LAST} and ${allowed}
    order by e.normal limit ${limit}`;
}

function within(name: string, limit: number, allowed: RawBuilder<SqlBool>): RawBuilder<unknown> {
  const whole = [...name].length > 2 ? sql`and strpos(e.normal, ${name}) > 0` : sql``;
  return walk(4, sql`e.grams @@ ${tsqueryOfAll(gramsAsked(name))}::tsquery ${whole} and ${allowed}`, limit);
}

function initials(letters: string, limit: number, allowed: RawBuilder<SqlBool>): RawBuilder<unknown> {
  const whole = letters.length > 2 ? sql`and strpos(e.initials, ${letters}) > 0` : sql``;
  return walk(
    5,
    sql`e.grams @@ ${tsqueryOfAll(initialGramsOf(letters))}::tsquery ${whole} and ${allowed}`,
    limit,
  );
}

/** One wrong sign spoils two pairs: what has all others is near. Asked only when nothing else was found. */
function nearly(name: string, limit: number, allowed: RawBuilder<SqlBool>): RawBuilder<unknown> {
  const grams = gramsAsked(name);
  const queries = grams
    .slice(0, 12)
    .map((_, index) =>
      tsqueryOfAll(grams.filter((_gram, at) => at !== index && at !== (index + 1) % grams.length)),
    );
  const query = queries.map(each => `(${each})`).join(' | ');
  return walk(6, sql`e.grams @@ ${query}::tsquery and ${allowed}`, limit);
}

/** Of the first so many that fit, the shortest: all of a common sign's names are never looked at. */
function walk(tier: number, fits: RawBuilder<unknown>, limit: number): RawBuilder<unknown> {
  return sql`select f.kind, f.ref, ${sql.lit(tier)} as tier from (
      select e.kind, e.ref, e.weight from search_entry e
       where e.kind = k.kind and e.personal = k.personal and ${fits}
       order by e.shuffle limit ${limit * WALKED}) f
    order by f.weight, f.ref limit ${limit}`;
}
