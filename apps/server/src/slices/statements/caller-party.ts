import type { Permission } from '@pinxin/contract/permissions';
import { type Caller, waysOfCaller } from '../../http/caller.ts';
import { mayTouch } from '../../kernel/authority.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { type StatementProblem, statementProblem } from './problem.ts';
import { type NamedParty, partyOfCode } from './read/reference-views.ts';

/**
 * In whose name a caller acts: the party that the request names, if the power reaches it, or the only one of the
 * caller's own.
 */
export async function actingParty(
  tx: Pick<Tx, 'query'>,
  caller: Caller,
  permission: Permission,
  code: string | undefined,
): Promise<{ readonly party: NamedParty } | { readonly problem: StatementProblem }> {
  const ways = waysOfCaller(caller, permission);
  const ids = caller.kind === 'person' ? caller.memberships : [];
  const own = new Set(
    ids
      .filter(({ party }) => mayTouch(ways, { party, division: null }))
      .map(({ partyPublicId }) => partyPublicId),
  );
  if (caller.kind === 'party') own.add(caller.publicId);
  const wanted = code ?? (own.size === 1 ? [...own][0] : undefined);
  if (wanted === undefined) return { problem: statementProblem('/issuer', 'notYourParty') };
  const party = await partyOfCode(tx, wanted);
  if (party === undefined) return { problem: statementProblem('/issuer', 'issuerUnknown') };
  const reaches = mayTouch(ways, { party: party.id, division: party.division });
  return reaches ? { party } : { problem: statementProblem('/issuer', 'notYourParty') };
}
