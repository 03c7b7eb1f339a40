import type { Permission } from '@pinxin/contract/permissions';
import type { Caller, PersonCaller } from '../../http/caller.ts';
import { mayTouch, type Owned, type Way, waysOf } from '../../kernel/authority.ts';

/** Whose scheme it is: officers of other parties have no say in it. */
export interface SchemeBodies {
  readonly owner: number;
  readonly bodies: readonly number[];
}

/** The ways in which a caller has a power; keys have none here, for these acts are a person's. */
export function waysIn(caller: Caller, permission: Permission): readonly Way[] {
  return caller.kind === 'person' ? waysOf(caller, permission) : [];
}

/** The ways that an office at one of the scheme's bodies gives. */
function waysAtBodies(
  caller: Caller,
  permission: Permission,
  { owner, bodies }: SchemeBodies,
): readonly Way[] {
  if (caller.kind !== 'person') return [];
  const memberships = caller.memberships.filter(({ party }) => party === owner || bodies.includes(party));
  return waysOf({ account: caller.account, memberships }, permission);
}

/** Whether this person may review or decide this record: an office at a body of the scheme, and the reach of the role. */
export function actsForScheme(
  caller: Caller,
  permission: Permission,
  scheme: SchemeBodies,
  record: Owned,
): boolean {
  return mayTouch(waysAtBodies(caller, permission, scheme), record);
}

/** Whether this person acts for the applicant. */
export function actsForApplicant(caller: Caller, permission: Permission, record: Owned): boolean {
  return mayTouch(waysIn(caller, permission), record);
}

/** The party for which somebody acts in a scheme: their office at its owner, else at a body. */
export function officeOf(caller: PersonCaller, { owner, bodies }: SchemeBodies): number | undefined {
  const at = (party: number) => caller.memberships.some(membership => membership.party === party);
  return at(owner) ? owner : bodies.find(at);
}
