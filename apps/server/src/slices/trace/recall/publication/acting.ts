import { GRANTS, type Permission } from '@pinxin/contract/permissions';
import type { Caller, KnownCaller } from '../../../../http/caller.ts';

/** On whose behalf somebody acts, and how the journal names them. */
export interface Acting {
  readonly party: number;
  readonly actor: string;
}

/** The party for which this caller has a power; undefined for strangers and those without it. */
export function actingFor(caller: Caller, permission: Permission): Acting | undefined {
  if (caller.kind === 'stranger') return undefined;
  if (caller.kind === 'party') {
    return caller.scopes.has(permission) ? { party: caller.party, actor: caller.publicId } : undefined;
  }
  const office = caller.memberships.find(({ role }) => GRANTS[role][permission] !== undefined);
  return office && { party: office.party, actor: caller.publicId };
}

/** All parties for which this caller may speak. */
export function partiesOf(caller: KnownCaller): readonly number[] {
  if (caller.kind === 'party') return [caller.party];
  return [...new Set(caller.memberships.map(({ party }) => party))];
}
