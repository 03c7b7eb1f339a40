import { mayTouch, type Way } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { indexForSearch } from '../../../kernel/search/search-index.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { type RegistrationProblem, registrationProblem } from '../registration.ts';
import { takenPglns } from '../store.ts';
import type { PartyChange } from './party-bodies.ts';
import { changedFields, type PartyFacts, type StoredParty } from './party-facts.ts';
import { keepVersions, lockByUscc, lockParty, updateParties } from './party-store.ts';
import { searchEntryOf } from './save-parties.ts';
import { wishedFacts } from './wished-facts.ts';

/** What became of a change. */
export type Changed =
  | { readonly outcome: 'changed' | 'same'; readonly version: number }
  | { readonly outcome: 'unknown' | 'outOfReach' | 'merged' }
  | { readonly outcome: 'stale'; readonly version: number }
  | { readonly outcome: 'refused'; readonly problems: readonly RegistrationProblem[] };

/** What a party may change of itself; identity and registration are the registrar's. */
const OWN_FIELDS: ReadonlySet<keyof PartyFacts> = new Set(['nameEn', 'address', 'phone']);

/**
 * Changes facts of a party that stands at the version the asker has seen. The same change again changes nothing.
 * Who reaches the party as their own only changes how it is reached, not what it is.
 */
export async function changeParty(
  ctx: Context,
  by: { readonly actor: string; readonly ways: readonly Way[] },
  party: { readonly publicId: string; readonly seen: number },
  wish: PartyChange,
): Promise<Changed> {
  return await inTransaction(ctx, async (tx): Promise<Changed> => {
    const before = await lockParty(tx, party.publicId);
    if (before === undefined) return { outcome: 'unknown' };
    if (!mayTouch(by.ways, { party: before.id, division: before.division })) return { outcome: 'outOfReach' };
    if (before.mergedInto !== null) return { outcome: 'merged' };
    const { facts, problems } = wishedFacts(before, wish);
    const changed = changedFields(before, facts);
    if (problems.length === 0 && changed.length === 0) return { outcome: 'same', version: before.version };
    if (before.version !== party.seen) return { outcome: 'stale', version: before.version };
    const all = [
      ...problems,
      ...beyondPower(by.ways, before, facts, changed),
      ...(await taken(tx, before, facts)),
    ];
    if (all.length > 0) return { outcome: 'refused', problems: all };
    const after = { ...before, ...facts, version: before.version + 1 };
    await updateParties(tx, [after]);
    await keepVersions(tx, [after], { actor: by.actor, cause: 'changed', reason: wish.reason });
    await indexForSearch(tx, [searchEntryOf(after)]);
    tx.journal({
      actor: by.actor,
      kind: 'party-changed',
      facts: { party: after.publicId, version: after.version, fields: changed },
    });
    return { outcome: 'changed', version: after.version };
  });
}

function beyondPower(
  ways: readonly Way[],
  before: StoredParty,
  after: PartyFacts,
  changed: readonly (keyof PartyFacts)[],
): readonly RegistrationProblem[] {
  const offices = ways.filter(way => way.reach === 'any' || way.reach === 'area');
  if (!mayTouch(offices, { party: before.id, division: before.division }))
    return changed
      .filter(field => !OWN_FIELDS.has(field))
      .map(field => registrationProblem(`/${field}`, 'registrarOnly'));
  return mayTouch(offices, { party: before.id, division: after.division })
    ? []
    : [registrationProblem('/division', 'outsideArea')];
}

async function taken(
  tx: Tx,
  before: StoredParty,
  after: PartyFacts,
): Promise<readonly RegistrationProblem[]> {
  const problems: RegistrationProblem[] = [];
  if (after.uscc !== null && after.uscc !== before.uscc && (await lockByUscc(tx, [after.uscc])).size > 0)
    problems.push(registrationProblem('/uscc', 'usccTaken'));
  if (after.pgln !== null && after.pgln !== before.pgln) {
    const others = await takenPglns(tx, [{ pgln: after.pgln, uscc: before.uscc ?? '' }]);
    if (others.size > 0) problems.push(registrationProblem('/pgln', 'pglnTaken'));
  }
  return problems;
}
