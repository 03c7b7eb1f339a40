import type { Caller } from '../../http/caller.ts';
import { waysOfCaller } from '../../http/caller.ts';
import { mayTouch } from '../../kernel/authority.ts';
import type { StandsAs } from './lifecycle.ts';

/** Whose matter something is: the party that owes it, and the leading authorities of its task. */
export interface Concerned {
  readonly party: number | null;
  readonly leads: readonly number[];
}

/** What a caller is to a thing; several are possible, none means that it is not theirs. */
export function standsAs(caller: Caller, { party, leads }: Concerned): readonly StandsAs[] {
  const reports = waysOfCaller(caller, 'programme.report').filter(({ reach }) => reach === 'own');
  const signs = waysOfCaller(caller, 'programme.signOff').filter(({ reach }) => reach === 'own');
  const roles: StandsAs[] = [];
  if (waysOfCaller(caller, 'programme.manage').length > 0) roles.push('office');
  if (leads.some(lead => mayTouch(signs, { party: lead, division: null }))) roles.push('lead');
  if (party !== null && mayTouch(reports, { party, division: null })) roles.push('authority');
  return roles;
}
