import { hash } from 'node:crypto';
import { SEARCH_MATCHES, type SearchMatch } from '@pinxin/contract/search';
import { normalName } from '@pinxin/rules/party-name';
import { gramsAsked, mayBeCode, mayBeInitials } from '@pinxin/rules/search-grams';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { reachable, type Way } from '../authority.ts';
import type { Database } from '../db/database.ts';
import { type Step, sendTogether } from '../db/pipeline.ts';
import {
  beginning,
  codeBeginning,
  codeExactly,
  initials,
  nameExactly,
  nearly,
  type Walked,
  within,
} from './search-walks.ts';

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

interface RankedHit extends SearchHit {
  readonly tier: number;
  readonly weight: number;
}

/**
 * Things whose name or code answers a question: exact before beginning before anywhere in the name before initials
 * of pinyin, shorter names first. Each way ends as soon as enough is found, so common signs cost as little as rare
 * ones. When nothing fits, names that share most of the question's pairs are told.
 */
export async function searchFor(database: Database, question: SearchQuestion): Promise<readonly SearchHit[]> {
  const name = normalName(question.text);
  const code = question.text.trim().toUpperCase();
  const waysOf = (walked: Walked): readonly RawBuilder<unknown>[] => [
    ...(mayBeCode(code) ? [codeExactly(walked, code), codeBeginning(walked, code)] : []),
    ...(name === '' ? [] : [nameExactly(walked, name), beginning(walked, name), within(walked, name)]),
    ...(mayBeInitials(name) ? [initials(walked, name)] : []),
  ];
  const found = await ask(database, question, waysOf);
  const isPlain = /^[0-9a-z]*$/.test(name);
  if (found.length > 0 || isPlain || gramsAsked(name).length < 3) return found;
  return await ask(database, question, walked => [nearly(walked, name)]);
}

async function ask(
  database: Database,
  question: SearchQuestion,
  waysOf: (walked: Walked) => readonly RawBuilder<unknown>[],
): Promise<readonly SearchHit[]> {
  const walks = walksOf(question).flatMap(walked => {
    const ways = waysOf(walked);
    return ways.length === 0 ? [] : [{ kind: walked.kind, step: stepOf(database, question.ways, ways) }];
  });
  if (walks.length === 0) return [];
  const client = await database.pool.connect();
  let broken: Error | undefined;
  try {
    const [, , ...answers] = await sendTogether(client, [
      BEGIN,
      ANY_VALUE,
      ...walks.map(({ step }) => step),
      COMMIT,
    ]);
    const hits = walks.map(({ kind }, index) => (answers[index] ?? []).map(row => hitOf(kind, row)));
    return bestOf(hits.flat(), question.limit);
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

const BEGIN: Step = { name: 'begin-read', text: 'begin read only' };
const COMMIT: Step = { name: 'commit', text: 'commit' };
/**
 * Planning took longer than searching. Every walk goes along one index whatever is asked, so one plan does for all
 * questions and is kept; left to itself the planner thinks anew about each common sign.
 */
const ANY_VALUE: Step = { name: 'any-value', text: 'set local plan_cache_mode = force_generic_plan' };

const LIMITS = [10, 20, 50];

/** Each kind is walked by itself; persons apart, and only for those who may see some. */
function walksOf({ kinds, ways, limit }: SearchQuestion): readonly Walked[] {
  const allowed = ways.some(way => way.reach === 'any')
    ? sql<SqlBool>`true`
    : reachable(ways, { party: 'e.owner', division: 'e.division' });
  const apart = ways.length === 0 ? [false] : [false, true];
  // Few forms of a question: a text for every limit would be a plan for every limit.
  const most = LIMITS.find(each => each >= limit) ?? limit;
  return [...new Set(kinds)]
    .filter(kind => kind !== 'lot')
    .flatMap(kind => apart.map(personal => ({ kind, personal, allowed, limit: most })));
}

function stepOf(database: Database, ways: readonly Way[], walks: readonly RawBuilder<unknown>[]): Step {
  const { sql: text, parameters } = sql`${sql.join(walks, sql` union all `)}`.compile(database.query);
  const values = parameters as readonly (string | number)[];
  // Named by its text: what strangers ask has few forms, and a connection keeps the plan of each.
  return ways.every(way => way.reach === 'any')
    ? { name: `search-${hash('sha1', text).slice(0, 20)}`, text, values }
    : { text, values };
}

function hitOf(kind: string, row: readonly (string | null)[]): RankedHit {
  const [ref, publicId, code, titleZh, titleEn, division, weight, tier] = row;
  return {
    ...{ kind, ref: Number(ref), publicId: publicId!, code: code!, titleZh: titleZh!, titleEn: titleEn! },
    ...{
      division: division!,
      weight: Number(weight),
      tier: Number(tier),
      match: SEARCH_MATCHES[Number(tier)]!,
    },
  };
}

/** The best of each kind, each thing once, in the order in which they are shown. */
function bestOf(hits: readonly RankedHit[], limit: number): readonly SearchHit[] {
  const seen = new Set<string>();
  const shown = new Map<string, number>();
  const ranked = hits.toSorted(
    (a, b) =>
      a.tier - b.tier || a.weight - b.weight || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.ref - b.ref),
  );
  return ranked.flatMap(({ tier: _tier, weight: _weight, ...hit }) => {
    const thing = `${hit.kind} ${hit.ref}`;
    const before = shown.get(hit.kind) ?? 0;
    if (seen.has(thing) || before >= limit) return [];
    seen.add(thing);
    shown.set(hit.kind, before + 1);
    return [hit];
  });
}
