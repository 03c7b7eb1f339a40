import type { Way } from '../../../kernel/authority.ts';
import { mayTouch } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { indexForSearch } from '../../../kernel/search/search-index.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { type RegistrationProblem, registrationProblem } from '../registration.ts';
import { markDemo, takenPglns } from '../store.ts';
import type { NewParty } from './party-bodies.ts';
import type { StoredParty } from './party-facts.ts';
import { insertParties, keepVersions, lockByUscc, partyIdOfRequest } from './party-store.ts';
import { searchEntryOf } from './save-parties.ts';
import { NO_FACTS, wishedFacts } from './wished-facts.ts';

/** What became of a registration. */
export type Registered =
  | { readonly outcome: 'registered' | 'repeated'; readonly party: Pick<StoredParty, 'publicId' | 'version'> }
  | { readonly outcome: 'refused'; readonly problems: readonly RegistrationProblem[] };

/**
 * Registers one party that is not there yet. The same request again answers with the party that it made; a code
 * that is taken is refused, for whoever sends it may not know that party.
 */
export async function registerParty(
  ctx: Context,
  by: { readonly actor: string; readonly ways: readonly Way[] },
  { requestId, ...wish }: NewParty,
): Promise<Registered> {
  const { facts, problems: wrong } = wishedFacts({ ...NO_FACTS, kind: wish.kind, nameZh: wish.nameZh }, wish);
  const problems = [...wrong];
  if (facts.uscc === null && requestId === undefined)
    problems.push(registrationProblem('/requestId', 'requestIdMissing'));
  if (!mayTouch(by.ways, { party: null, division: facts.division }))
    problems.push(registrationProblem('/division', 'outsideArea'));
  if (problems.length > 0) return { outcome: 'refused', problems };
  return await inTransaction(ctx, async (tx): Promise<Registered> => {
    const earlier = requestId === undefined ? undefined : await partyIdOfRequest(tx, requestId);
    if (earlier !== undefined) return { outcome: 'repeated', party: earlier };
    const taken: RegistrationProblem[] = [];
    if (facts.uscc !== null && (await lockByUscc(tx, [facts.uscc])).size > 0)
      taken.push(registrationProblem('/uscc', 'usccTaken'));
    if (
      facts.pgln !== null &&
      (await takenPglns(tx, [{ pgln: facts.pgln, uscc: facts.uscc ?? '' }])).size > 0
    )
      taken.push(registrationProblem('/pgln', 'pglnTaken'));
    if (taken.length > 0) return { outcome: 'refused', problems: taken };
    const [inserted] = await insertParties(tx, [{ publicId: ctx.newId('pty'), requestId, facts }]);
    // Somebody else was quicker with the same code.
    if (inserted === undefined)
      return { outcome: 'refused', problems: [registrationProblem('/uscc', 'usccTaken')] };
    const { party } = inserted;
    await keepVersions(tx, [party], { actor: by.actor, cause: 'registered' });
    await indexForSearch(tx, [searchEntryOf(party)]);
    if (facts.demo) await markDemo(tx);
    tx.journal({ actor: by.actor, kind: 'parties-registered', facts: { parties: [party.publicId] } });
    return { outcome: 'registered', party };
  });
}
