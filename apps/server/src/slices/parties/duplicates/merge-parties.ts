import { mayTouch, type Way } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { dropFromSearch, indexForSearch } from '../../../kernel/search/search-index.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import type { StoredParty } from '../register/party-facts.ts';
import { keepVersions, lockPartyPair, updateParties } from '../register/party-store.ts';
import { searchEntryOf } from '../register/save-parties.ts';
import { type RegistrationProblem, registrationProblem } from '../registration.ts';
import { repoint } from './merge-store.ts';

/**
 * What else follows when a party turns out to be another: whoever keeps rows that point at parties gives one, in
 * the place where everything is wired. Runs in the merge's transaction.
 */
export type MergeFollower = (tx: Tx, from: number, into: number) => Promise<void>;

/** What became of a merge. */
export type Merged =
  | { readonly outcome: 'merged' | 'repeated'; readonly into: string }
  | { readonly outcome: 'unknown' | 'outOfReach' | 'stale' }
  | { readonly outcome: 'refused'; readonly problems: readonly RegistrationProblem[] };

/**
 * Merges a party into another that it turned out to be. Its keys, places, products and relations follow; its public
 * id and code lead on to the one that is kept; what it said and did stays its own (events are not rewritten), and
 * both keep their history. A code that only the merged one had goes over to the kept one.
 * Merging the same two again changes nothing. There is no way back but registering anew.
 */
export async function mergeParties(
  ctx: Context,
  by: { readonly actor: string; readonly ways: readonly Way[] },
  wish: { readonly from: string; readonly seen: number; readonly into: string; readonly reason: string },
  followers: readonly MergeFollower[],
): Promise<Merged> {
  return await inTransaction(ctx, async (tx): Promise<Merged> => {
    const { from, into } = await lockPartyPair(tx, wish.from, wish.into);
    if (from === undefined || into === undefined) return { outcome: 'unknown' };
    const reaches = (party: StoredParty) => mayTouch(by.ways, { party: party.id, division: party.division });
    if (!reaches(from) || !reaches(into)) return { outcome: 'outOfReach' };
    if (from.mergedInto === into.id) return { outcome: 'repeated', into: into.publicId };
    const problems = whyNot(from, into);
    if (problems.length > 0) return { outcome: 'refused', problems };
    if (from.version !== wish.seen) return { outcome: 'stale' };
    const { gone, kept } = divided(from, into);
    // The one that goes first: codes are unique.
    await updateParties(tx, [gone]);
    if (kept.version !== into.version) await updateParties(tx, [kept]);
    const change = { actor: by.actor, cause: 'merged', reason: wish.reason } as const;
    await keepVersions(tx, kept.version === into.version ? [gone] : [gone, kept], change);
    const moved = await repoint(tx, from.id, into.id, by.actor);
    for (const follow of followers) await follow(tx, from.id, into.id);
    await dropFromSearch(tx, 'party', [from.id]);
    await indexForSearch(tx, [foundByOldCode(kept, gone)]);
    tx.journal({
      actor: by.actor,
      kind: 'parties-merged',
      facts: { from: from.publicId, into: into.publicId, ...moved },
    });
    return { outcome: 'merged', into: into.publicId };
  });
}

function whyNot(from: StoredParty, into: StoredParty): readonly RegistrationProblem[] {
  if (from.id === into.id) return [registrationProblem('/into', 'mergeSame')];
  if (from.mergedInto !== null || into.mergedInto !== null)
    return [registrationProblem('/into', 'mergeMerged')];
  // 机构改革 makes a successor, not one body of two: what the old one decided stays its own.
  if (from.kind === 'authority' || into.kind === 'authority')
    return [registrationProblem('/into', 'mergeAuthority')];
  return [];
}

/** What each has afterwards: codes and prefixes that the kept one lacks go over to it. */
function divided(
  from: StoredParty,
  into: StoredParty,
): { readonly gone: StoredParty; readonly kept: StoredParty } {
  const takesCode = into.uscc === null && from.uscc !== null;
  const takesPgln = into.pgln === null && from.pgln !== null;
  const prefixes = [...new Set([...into.gs1Prefixes, ...from.gs1Prefixes])];
  const takes = takesCode || takesPgln || prefixes.length > into.gs1Prefixes.length;
  return {
    gone: {
      ...from,
      version: from.version + 1,
      mergedInto: into.id,
      uscc: takesCode ? null : from.uscc,
      usccException: takesCode ? null : from.usccException,
      pgln: takesPgln ? null : from.pgln,
    },
    kept: {
      ...into,
      version: takes ? into.version + 1 : into.version,
      uscc: takesCode ? from.uscc : into.uscc,
      usccException: takesCode ? from.usccException : into.usccException,
      pgln: takesPgln ? from.pgln : into.pgln,
      gs1Prefixes: prefixes,
    },
  };
}

function foundByOldCode(kept: StoredParty, gone: StoredParty): ReturnType<typeof searchEntryOf> {
  const entry = searchEntryOf(kept);
  return {
    ...entry,
    codes: [...(entry.codes ?? []), gone.publicId, ...(gone.uscc === null ? [] : [gone.uscc])],
  };
}
