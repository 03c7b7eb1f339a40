import type { Access, Scope } from '@pinxin/contract/access';

/** Who sent a request: nobody known, or a party by one of its keys. */
export type Caller =
  | { readonly kind: 'stranger' }
  | {
      readonly kind: 'party';
      readonly party: number;
      readonly publicId: string;
      readonly partyKind: string;
      readonly scopes: ReadonlySet<Scope>;
    };

/** A caller that showed a key. */
export type KnownCaller = Extract<Caller, { kind: 'party' }>;

/** Anybody. */
export const STRANGER: Caller = { kind: 'stranger' };

/** Whether this caller may use a route that asks for `access`; if not, whether a (better) key is missing. */
export function judge(caller: Caller, access: Access): 'allowed' | 'notAuthenticated' | 'notAllowed' {
  if (access === 'public') return 'allowed';
  if (caller.kind === 'stranger') return 'notAuthenticated';
  return caller.scopes.has(access) ? 'allowed' : 'notAllowed';
}
