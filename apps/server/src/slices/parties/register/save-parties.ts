import { PERSONAL_KINDS } from '@pinxin/contract/parties';
import type { Context } from '../../../kernel/context.ts';
import { indexForSearch, type SearchEntry } from '../../../kernel/search/search-index.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { changedFields, type PartyFacts, type StoredParty } from './party-facts.ts';
import { type Change, insertParties, keepVersions, lockByUscc, updateParties } from './party-store.ts';

/** What became of one party that was to be written. */
export interface SavedParty {
  readonly party: StoredParty;
  readonly outcome: 'new' | 'changed' | 'same';
}

/**
 * Writes parties that have a code: new ones are inserted, known ones brought up to date, the same are left alone.
 * Every change is kept as a version and goes into the search index, in the caller's transaction.
 * A code that leads to a merged party must have been refused before.
 */
export async function saveParties(
  ctx: Context,
  tx: Tx,
  change: Change,
  wishes: readonly (PartyFacts & { readonly uscc: string })[],
): Promise<readonly SavedParty[]> {
  const usccs = wishes.map(({ uscc }) => uscc);
  const known = await lockByUscc(tx, usccs);
  const inserted = await insertParties(
    tx,
    wishes.filter(({ uscc }) => !known.has(uscc)).map(facts => ({ publicId: ctx.newId('pty'), facts })),
  );
  const made = new Map(inserted.map(party => [party.uscc ?? '', party]));
  // Somebody registered some of them in between: they are known by now.
  const late = usccs.filter(uscc => !known.has(uscc) && !made.has(uscc));
  for (const [uscc, party] of await lockByUscc(tx, late)) known.set(uscc, party);
  const saved = wishes.map((facts): SavedParty => {
    const fresh = made.get(facts.uscc);
    if (fresh !== undefined) return { party: fresh, outcome: 'new' };
    const before = known.get(facts.uscc)!;
    if (changedFields(before, facts).length === 0) return { party: before, outcome: 'same' };
    return { party: { ...before, ...facts, version: before.version + 1 }, outcome: 'changed' };
  });
  const of = (outcome: SavedParty['outcome']) =>
    saved.filter(each => each.outcome === outcome).map(each => each.party);
  await updateParties(tx, of('changed'));
  await keepVersions(tx, [...of('new'), ...of('changed')], change);
  await indexForSearch(tx, [...of('new'), ...of('changed')].map(searchEntryOf));
  return saved;
}

/** A party as it is searched for: by its names, its code, and the parts of the code that people copy. */
export function searchEntryOf(party: StoredParty): SearchEntry {
  const { uscc, pgln } = party;
  const gln = pgln === null ? undefined : /\/417\/(\d+)/.exec(pgln)?.[1];
  return {
    kind: 'party',
    ref: party.id,
    publicId: party.publicId,
    titleZh: party.nameZh,
    titleEn: party.nameEn,
    code: uscc,
    codes: [party.publicId, ...(uscc === null ? [] : [uscc]), ...(gln === undefined ? [] : [gln])],
    // From the division on, from the organisation code on, and the last six (GB 32100-2015).
    codeParts: uscc?.length === 18 ? [uscc.slice(2), uscc.slice(8), uscc.slice(12)] : [],
    owner: party.id,
    division: party.division,
    personal: PERSONAL_KINDS.includes(party.kind),
  };
}
