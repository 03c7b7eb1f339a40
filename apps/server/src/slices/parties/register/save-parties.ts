import { PERSONAL_KINDS } from '@pinxin/contract/parties';
import type { Context } from '../../../kernel/context.ts';
import { indexForSearch, type SearchEntry } from '../../../kernel/search/search-index.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { changedFields, type PartyFacts, type StoredParty } from './party-facts.ts';
import {
  type Change,
  insertParties,
  keepVersions,
  lockByRequest,
  lockByUscc,
  updateParties,
} from './party-store.ts';

/** A party to be written: known by its code, or, where it has none, by the request that makes it. */
export interface PartyWish {
  readonly facts: PartyFacts;
  readonly requestId?: string | undefined;
}

/** What became of one party that was to be written. */
export interface SavedParty {
  readonly party: StoredParty;
  readonly outcome: 'new' | 'changed' | 'same';
}

/**
 * Writes parties: new ones are inserted, known ones brought up to date, the same are left alone. Every change is kept
 * as a version and goes into the search index, in the caller's transaction. `overlay` says what becomes of a known
 * party; without it the wish replaces all its facts.
 * A code that leads to a merged party must have been refused before.
 */
export async function saveParties(
  ctx: Context,
  tx: Tx,
  change: Change,
  wishes: readonly PartyWish[],
  overlay: (before: StoredParty, wish: PartyWish) => PartyFacts = (_before, wish) => wish.facts,
): Promise<readonly SavedParty[]> {
  const known = await lockKnown(tx, wishes);
  const inserted = await insertParties(
    tx,
    wishes.filter(wish => !known.has(keyOf(wish))).map(wish => ({ publicId: ctx.newId('pty'), ...wish })),
  );
  const made = new Map(inserted.map(({ row, party }) => [keyOf(row), { party }]));
  // Somebody registered some of them in between: they are known by now.
  const late = wishes.filter(wish => !known.has(keyOf(wish)) && !made.has(keyOf(wish)));
  for (const [key, party] of await lockKnown(tx, late)) known.set(key, party);
  const saved = wishes.map((wish): SavedParty => {
    const fresh = made.get(keyOf(wish));
    if (fresh !== undefined) return { party: fresh.party, outcome: 'new' };
    const before = known.get(keyOf(wish))!;
    const facts = overlay(before, wish);
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

function keyOf({ facts, requestId }: PartyWish): string {
  return facts.uscc ?? requestId ?? '';
}

async function lockKnown(tx: Tx, wishes: readonly PartyWish[]): Promise<Map<string, StoredParty>> {
  const coded = await lockByUscc(
    tx,
    wishes.flatMap(({ facts }) => facts.uscc ?? []),
  );
  const asked = await lockByRequest(
    tx,
    wishes.flatMap(({ facts, requestId }) =>
      facts.uscc === null && requestId !== undefined ? [requestId] : [],
    ),
  );
  return new Map([...coded, ...asked]);
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
