import type { Database } from '@pinxin/server/kernel/db/database';
import { searchFor } from '@pinxin/server/kernel/search/search-query';
import { type Dice, diceOf } from '../chain/dice.ts';
import type { DatabaseServer } from '../database-server.ts';
import type { Figure } from '../figure.ts';
import type { Options } from '../options.ts';
import { loadParties, withDatabase } from '../register/load-parties.ts';
import { type SyntheticParty, syntheticParties } from '../register/synthetic-parties.ts';
import { interleaved, percentile, spreadOf } from '../rounds.ts';
import { serveOurs } from '../subject/our-server.ts';

/** Parties of the full measurement. */
export const SEARCHED_PARTIES = 300_000;
const LIMIT = 10;
const ASKED_OVER_HTTP = 400;
const ASKED_IN_ROUND = 24;
const COMMON = [
  '宁',
  '夏',
  '公',
  '司',
  '县',
  '业',
  '宁夏',
  '公司',
  '有限',
  '枸杞',
  '滩羊',
  '产业',
  '社',
  '合作',
];

/** Search by one and two signs among many parties, against `LIKE '%…%'` over the same names in the same run. */
export async function measureSearch(
  server: DatabaseServer,
  count: number,
  options: Options,
): Promise<Figure[]> {
  const url = await server.newDatabase('search');
  try {
    const parties = syntheticParties(count);
    return await withDatabase(url, async database => {
      await loadParties(database, parties);
      const figures: Figure[] = [];
      for (const signs of [1, 2] as const)
        figures.push(await ratioFigure(database, parties, signs, count, options));
      const ours = await serveOurs({ databaseUrl: url, folder: server.folder });
      try {
        for (const signs of [1, 2] as const)
          figures.push(await httpFigure(ours.origin, parties, signs, count));
      } finally {
        await ours.stop();
      }
      return figures;
    });
  } finally {
    await server.drop('search');
  }
}

async function ratioFigure(
  database: Database,
  parties: readonly SyntheticParty[],
  signs: 1 | 2,
  count: number,
  options: Options,
): Promise<Figure> {
  const questions = questionsOf(parties, signs, ASKED_IN_ROUND, diceOf(signs));
  for (const question of questions) await assertSame(database, question);
  const each = async (ask: (text: string) => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    for (const question of questions) await ask(question);
    return (performance.now() - start) / questions.length;
  };
  const spreads = await interleaved(options.rounds, {
    ours: () => each(text => ourHits(database, text)),
    like: () => each(text => likeHits(database, text)),
  });
  return {
    bench: 'search',
    name: `search by ${signs} sign${signs > 1 ? 's' : ''}, in SQL`,
    size: count,
    value: spreads.like.median / spreads.ours.median,
    unit: '×',
    ours: spreads.ours,
    baseline: { ...spreads.like, name: "LIKE '%…%'" },
    bar: { kind: 'atLeast', value: 50 },
    note: 'ms for each question, mean of a round; half of them common signs, half at random from names',
  };
}

async function httpFigure(
  origin: string,
  parties: readonly SyntheticParty[],
  signs: 1 | 2,
  count: number,
): Promise<Figure> {
  const questions = questionsOf(parties, signs, ASKED_OVER_HTTP, diceOf(10 + signs));
  const times: number[] = [];
  for (const question of questions) {
    const start = performance.now();
    const answer = await fetch(`${origin}/search?limit=${LIMIT}&q=${encodeURIComponent(question)}`);
    const body = await answer.text();
    times.push(performance.now() - start);
    if (!answer.ok) throw new Error(`search gave ${answer.status}: ${body}`);
  }
  return {
    bench: 'search',
    name: `search by ${signs} sign${signs > 1 ? 's' : ''} over HTTP, p95`,
    size: count,
    value: percentile(times, 0.95),
    unit: 'ms',
    ours: spreadOf(times),
    bar: { kind: 'atMost', value: 20 },
    note: `${questions.length} questions one after another, over everything that can be searched`,
  };
}

/** Questions as people ask: half of them signs that many names have, half signs of names at random. */
function questionsOf(
  parties: readonly SyntheticParty[],
  signs: 1 | 2,
  count: number,
  dice: Dice,
): readonly string[] {
  const common = COMMON.filter(text => text.length === signs);
  const publicNames = parties.filter(party => party.kind !== 'household');
  return Array.from({ length: count }, (_, index) => {
    if (index % 2 === 0) return common[dice.between(0, common.length - 1)]!;
    const { nameZh } = publicNames[dice.between(0, publicNames.length - 1)]!;
    const at = dice.between(0, nameZh.length - signs);
    return nameZh.slice(at, at + signs);
  });
}

function ourHits(database: Database, text: string) {
  return searchFor(database, { text, kinds: ['party'], limit: LIMIT, ways: [] });
}

/** The same answer as SQL can give it without any index: exact, beginning, anywhere; shorter names first. */
async function likeHits(database: Database, text: string): Promise<readonly { readonly publicId: string }[]> {
  const { rows } = await database.pool.query<{ publicId: string }>(
    `select public_id as "publicId" from party
      where name_zh like '%' || $1 || '%' and kind not in ('familyFarm', 'household')
      order by case when name_zh = $1 then 0 when name_zh like $1 || '%' then 1 else 2 end, length(name_zh), id
      limit ${LIMIT}`,
    [text],
  );
  return rows;
}

/** Both must answer with names that hold the question, and with as many; which of equals differs by spelling. */
async function assertSame(database: Database, text: string): Promise<void> {
  const [ours, like] = [await ourHits(database, text), await likeHits(database, text)];
  const wrong = ours.find(hit => !hit.titleZh.includes(text));
  if (wrong !== undefined) throw new Error(`${text} found ${wrong.titleZh}`);
  if (ours.length !== like.length) throw new Error(`${text}: ${ours.length} found, ${like.length} by LIKE`);
}
