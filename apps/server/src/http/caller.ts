import { type Access, OWN_POWERS } from '@pinxin/contract/access';
import { GRANTS, needsSecondFactor, type Permission, type Role } from '@pinxin/contract/permissions';
import { type Way, waysOf } from '../kernel/authority.ts';

/** 任职: what a person is at a party. */
export interface Membership {
  readonly party: number;
  readonly partyPublicId: string;
  readonly role: Role;
  /** Division code of the party's area, such as `640521`, `6405` or `64`; null for all. */
  readonly division: string | null;
}

/** Who sent a request: nobody known, a party by one of its keys, or a person who signed in. */
export type Caller =
  | { readonly kind: 'stranger' }
  | {
      readonly kind: 'party';
      readonly party: number;
      readonly publicId: string;
      readonly partyKind: string;
      readonly scopes: ReadonlySet<Permission>;
    }
  | {
      readonly kind: 'person';
      readonly account: number;
      readonly publicId: string;
      readonly name: string;
      readonly memberships: readonly Membership[];
      /** How sure we are: `password` alone, with a second factor, or a passkey. */
      readonly assurance: 'password' | 'secondFactor' | 'passkey';
    };

/** A caller that showed a key. */
export type KeyCaller = Extract<Caller, { kind: 'party' }>;

/** A person who signed in. */
export type PersonCaller = Extract<Caller, { kind: 'person' }>;

/** A caller whom we know. */
export type KnownCaller = KeyCaller | PersonCaller;

/** Anybody. */
export const STRANGER: Caller = { kind: 'stranger' };

/** What the gate says. `notSureEnough`: the power is there, but a decider must show a second factor or a passkey. */
export type Judgement = 'allowed' | 'notAuthenticated' | 'notAllowed' | 'notSureEnough';

/** Whether this caller may use a route that asks for `access`; if not, what is missing. */
export function judge(caller: Caller, access: Access): Judgement {
  if (access === 'public') return 'allowed';
  if (caller.kind === 'stranger') return 'notAuthenticated';
  if (access === 'signedIn') return caller.kind === 'person' ? 'allowed' : 'notAllowed';
  if (!powersOf(caller).has(access)) return 'notAllowed';
  return isSureEnough(caller, access) ? 'allowed' : 'notSureEnough';
}

/** Whether we know well enough who this is for a use of this power; for commands that ask for one in their midst. */
export function isSureEnough(caller: KnownCaller, permission: Permission): boolean {
  return caller.kind === 'party' || caller.assurance !== 'password' || !needsSecondFactor(permission);
}

/** Who did it, for the journal. Only for routes that a stranger does not reach. */
export function actorOf(caller: Caller): string {
  if (caller.kind === 'stranger') throw new Error('a stranger does nothing that is journaled');
  return caller.publicId;
}

/**
 * How far this caller's power reaches: a person by their offices, a key everywhere where it has the
 * power at all, save for those that are its own party's.
 */
export function waysOfCaller(caller: Caller, permission: Permission): readonly Way[] {
  if (caller.kind === 'stranger') return [];
  if (caller.kind === 'person') return waysOf(caller, permission);
  if (!caller.scopes.has(permission)) return [];
  return OWN_POWERS.has(permission) ? [{ reach: 'own', party: caller.party }] : [{ reach: 'any' }];
}

function powersOf(caller: KnownCaller): ReadonlySet<string> {
  if (caller.kind === 'party') return caller.scopes;
  return new Set(caller.memberships.flatMap(({ role }) => Object.keys(GRANTS[role])));
}
