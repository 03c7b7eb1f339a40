import type { Scope } from '@pinxin/contract/access';
import { actorOf, type KnownCaller, waysOfCaller } from '../../../http/caller.ts';
import { mayTouch } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { type IssuedKey, issueKey, revokeKey } from '../issue-key.ts';
import { keyOwner, partyForKey } from './key-views.ts';

/** Why a key is not issued. `scopeTooFar`: nobody gives a program a power that they do not have themselves. */
export type KeyRefusal = 'partyUnknown' | 'labelTaken' | 'scopeTooFar';

/** What somebody wants a program of theirs to be able to do. */
export interface KeyWish {
  /** Public id. */
  readonly party: string;
  readonly scopes: readonly Scope[];
  /** What the key is known by; one working key of a name. */
  readonly label: string;
}

/** Issues a key to a party within reach, with no power that the one who issues it has not got there. */
export async function issueOwnKey(
  ctx: Context,
  caller: KnownCaller,
  { party: publicId, scopes, label }: KeyWish,
): Promise<
  { readonly ok: true; readonly key: IssuedKey } | { readonly ok: false; readonly why: KeyRefusal }
> {
  const party = await partyForKey(ctx.database, publicId, label);
  const record = { party: party?.id ?? null, division: party?.division ?? null };
  const reaches = mayTouch(waysOfCaller(caller, 'account.manage'), record);
  if (party === undefined || !reaches) return { ok: false, why: 'partyUnknown' };
  if (!scopes.every(scope => mayTouch(waysOfCaller(caller, scope), record)))
    return { ok: false, why: 'scopeTooFar' };
  // The secret is shown once: sent twice, a request must not make a second key that nobody looks after.
  if (party.isNamed) return { ok: false, why: 'labelTaken' };
  return { ok: true, key: await issueKey(ctx, actorOf(caller), { party: party.id, scopes, label }) };
}

/** Revokes a key within reach; false when there is none. One that is revoked already stays so. */
export async function revokeOwnKey(ctx: Context, caller: KnownCaller, id: string): Promise<boolean> {
  const owner = await keyOwner(ctx.database, id);
  if (owner === undefined || !mayTouch(waysOfCaller(caller, 'account.manage'), owner)) return false;
  await revokeKey(ctx, actorOf(caller), id);
  return true;
}
