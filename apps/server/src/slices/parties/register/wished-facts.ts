import { parseUscc } from '@pinxin/identifiers/uscc';
import { checkParty, pglnOf } from '../party.ts';
import type { RegistrationProblem } from '../registration.ts';
import type { PartyChange } from './party-bodies.ts';
import type { PartyFacts } from './party-facts.ts';

/** Facts of nobody yet. */
export const NO_FACTS: Omit<PartyFacts, 'kind' | 'nameZh'> = {
  nameEn: null,
  uscc: null,
  usccException: null,
  pgln: null,
  gs1Prefixes: [],
  division: null,
  address: null,
  phone: null,
  demo: false,
};

/** Facts with what is wished laid over them, in canonical form; or all that is wrong with them. */
export function wishedFacts(
  before: PartyFacts,
  wish: PartyChange,
): { readonly facts: PartyFacts; readonly problems: readonly RegistrationProblem[] } {
  const { reason: _reason, ...named } = wish;
  const told = { ...before, ...named } as PartyFacts;
  const uscc = told.uscc === null ? null : told.uscc.normalize('NFKC').trim().toUpperCase();
  const asked = { ...told, uscc: uscc === '' ? null : uscc, nameZh: told.nameZh.normalize('NFC').trim() };
  const problems = checkParty(asked, '');
  return {
    facts: {
      ...asked,
      // A reason for an exception goes with a code that needs one.
      usccException: asked.uscc !== null && !parseUscc(asked.uscc).ok ? asked.usccException : null,
      pgln: asked.pgln === null ? null : (pglnOf(asked.pgln) ?? asked.pgln),
    },
    problems,
  };
}
