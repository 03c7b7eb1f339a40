import { type PartyLikeness, partyLikeness } from '@pinxin/rules/party-likeness';
import type { Way } from '../../../kernel/authority.ts';
import type { Database } from '../../../kernel/db/database.ts';
import { distinctAmong } from './distinction-store.ts';
import { candidatesFor, groupsAlike, type PairedParty, pairedParty } from './duplicate-views.ts';

/** Two parties that may be one, how likely, and why. */
export interface DuplicatePair extends PartyLikeness {
  readonly one: PairedParty;
  readonly other: PairedParty;
}

/** Pairs below this are not shown: chains of shops share half of their names. */
const LEAST_SCORE = 40;

/** Pairs of parties that share the key of their names or an organisation code, page by page; likeliest first in each. */
export async function findDuplicates(
  database: Database,
  ways: readonly Way[],
  page: { readonly after: string; readonly limit: number },
): Promise<{ readonly pairs: readonly DuplicatePair[]; readonly next: string | undefined }> {
  const { groups, next } = await groupsAlike(database, ways, page);
  const seen = new Set<string>();
  const pairs = groups.flatMap(pairsOf).filter(({ one, other }) => {
    const key = `${one.id} ${other.id}`;
    return !seen.has(key) && seen.add(key);
  });
  return { pairs: byScore(await withoutDistinct(database, pairs)), next };
}

/** Parties that one may be the same as, likeliest first; undefined when the asker does not reach it. */
export async function duplicatesOf(
  database: Database,
  ways: readonly Way[],
  publicId: string,
): Promise<readonly DuplicatePair[] | undefined> {
  const party = await pairedParty(database, ways, publicId);
  if (party === undefined) return undefined;
  const candidates = await candidatesFor(database, ways, party);
  const pairs = candidates.map(other => ({ one: party, other, ...partyLikeness(party, other) }));
  const likely = pairs.filter(({ score }) => score >= LEAST_SCORE);
  return byScore(await withoutDistinct(database, likely)).slice(0, 50);
}

/** Of a group every party with the one that was registered first: who merges begins there. */
function pairsOf([first, ...others]: readonly PairedParty[]): readonly DuplicatePair[] {
  return first === undefined
    ? []
    : others.map(other => ({ one: first, other, ...partyLikeness(first, other) }));
}

/** Pairs that nobody has found to be two. */
async function withoutDistinct(
  database: Database,
  pairs: readonly DuplicatePair[],
): Promise<readonly DuplicatePair[]> {
  const parties = new Set(pairs.flatMap(({ one, other }) => [one.id, other.id]));
  const distinct = await distinctAmong(database, [...parties]);
  return pairs.filter(
    ({ one, other }) => !distinct.has(`${Math.min(one.id, other.id)} ${Math.max(one.id, other.id)}`),
  );
}

function byScore(pairs: readonly DuplicatePair[]): readonly DuplicatePair[] {
  return [...pairs].sort((a, b) => b.score - a.score || a.one.id - b.one.id || a.other.id - b.other.id);
}
