import { mayTouch, type Way } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { lockPartyPair } from '../register/party-store.ts';
import { type RegistrationProblem, registrationProblem } from '../registration.ts';
import { saveDistinction, takeBackDistinction } from './distinction-store.ts';

/** What became of it. */
export type ToldApart =
  | { readonly outcome: 'recorded' | 'repeated' | 'unknown' | 'outOfReach' }
  | { readonly outcome: 'refused'; readonly problems: readonly RegistrationProblem[] };

interface By {
  readonly actor: string;
  readonly ways: readonly Way[];
}

/** Keeps that two parties that look alike are two: they are offered for merging no more. The same again changes nothing. */
export async function tellApart(
  ctx: Context,
  by: By,
  wish: { readonly one: string; readonly other: string; readonly reason: string },
): Promise<ToldApart> {
  return await inTransaction(ctx, async (tx): Promise<ToldApart> => {
    const { from: one, into: other } = await lockPartyPair(tx, wish.one, wish.other);
    if (one === undefined || other === undefined) return { outcome: 'unknown' };
    const touches = [one, other].some(party =>
      mayTouch(by.ways, { party: party.id, division: party.division }),
    );
    if (!touches) return { outcome: 'outOfReach' };
    if (one.id === other.id)
      return { outcome: 'refused', problems: [registrationProblem('/from', 'mergeSame')] };
    if (!(await saveDistinction(tx, [one.id, other.id], { actor: by.actor, reason: wish.reason })))
      return { outcome: 'repeated' };
    const facts = { one: one.publicId, other: other.publicId };
    tx.journal({ actor: by.actor, kind: 'parties-told-apart', facts });
    return { outcome: 'recorded' };
  });
}

/** Takes that back: they may be one after all. */
export async function takeBackApart(
  ctx: Context,
  by: By,
  wish: { readonly one: string; readonly other: string },
): Promise<ToldApart> {
  return await inTransaction(ctx, async (tx): Promise<ToldApart> => {
    const { from: one, into: other } = await lockPartyPair(tx, wish.one, wish.other);
    if (one === undefined || other === undefined) return { outcome: 'unknown' };
    const touches = [one, other].some(party =>
      mayTouch(by.ways, { party: party.id, division: party.division }),
    );
    if (!touches) return { outcome: 'outOfReach' };
    if (!(await takeBackDistinction(tx, [one.id, other.id], by.actor))) return { outcome: 'repeated' };
    const facts = { one: one.publicId, other: other.publicId };
    tx.journal({ actor: by.actor, kind: 'parties-told-apart-taken-back', facts });
    return { outcome: 'recorded' };
  });
}
