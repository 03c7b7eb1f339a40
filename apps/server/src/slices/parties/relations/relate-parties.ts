import { mayTouch, type Way } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { lockParty } from '../register/party-store.ts';
import { type RegistrationProblem, registrationProblem } from '../registration.ts';
import type { NewRelation } from './relation-bodies.ts';
import { addRelation, endStoredRelation, findRelation, leadsTo } from './relation-store.ts';

/** What became of a relation. */
export type Related =
  | { readonly outcome: 'recorded' | 'repeated'; readonly id: string }
  | { readonly outcome: 'unknown' | 'outOfReach' }
  | { readonly outcome: 'refused'; readonly problems: readonly RegistrationProblem[] };

interface By {
  readonly actor: string;
  /** Offices only: nobody makes themselves a member. */
  readonly ways: readonly Way[];
}

/**
 * Records how one party stands to another. The same told again changes nothing. An authority is succeeded by an
 * authority, and nobody ends up as their own successor, branch or store.
 */
export async function relateParties(ctx: Context, by: By, from: string, wish: NewRelation): Promise<Related> {
  return await inTransaction(ctx, async (tx): Promise<Related> => {
    const one = await lockParty(tx, from);
    if (one === undefined) return { outcome: 'unknown' };
    if (!mayTouch(by.ways, { party: one.id, division: one.division })) return { outcome: 'outOfReach' };
    const other = await lockParty(tx, wish.to);
    const problems: RegistrationProblem[] = [];
    if (other === undefined) problems.push(registrationProblem('/to', 'partyUnknown'));
    else if (other.id === one.id || (await leadsTo(tx, wish.kind, other.id, one.id)))
      problems.push(registrationProblem('/to', 'relationRing'));
    if (wish.kind === 'succeededBy' && other !== undefined && one.kind !== other.kind)
      problems.push(registrationProblem('/to', 'successorKind'));
    for (const [at, date] of [
      ['/validFrom', wish.validFrom],
      ['/validTo', wish.validTo],
    ] as const)
      if (date !== undefined && !isDay(date)) problems.push(registrationProblem(at, 'dateWrong'));
    if (wish.validTo !== undefined && wish.validTo < wish.validFrom)
      problems.push(registrationProblem('/validTo', 'endsBeforeItBegins'));
    if (problems.length > 0 || other === undefined) return { outcome: 'refused', problems };
    const added = await addRelation(tx, {
      publicId: ctx.newId('rel'),
      kind: wish.kind,
      from: one.id,
      to: other.id,
      validFrom: wish.validFrom,
      validTo: wish.validTo ?? null,
      source: wish.source,
      by: by.actor,
    });
    if (!added.isNew) return { outcome: 'repeated', id: added.publicId };
    tx.journal({
      actor: by.actor,
      kind: 'parties-related',
      facts: { relation: added.publicId, kind: wish.kind, from: one.publicId, to: other.publicId },
    });
    return { outcome: 'recorded', id: added.publicId };
  });
}

/** Says on which day a relation held for the last time; once said it stays. */
export async function endRelation(ctx: Context, by: By, id: string, validTo: string): Promise<Related> {
  return await inTransaction(ctx, async (tx): Promise<Related> => {
    const relation = await findRelation(tx, id);
    if (relation === undefined) return { outcome: 'unknown' };
    if (!mayTouch(by.ways, { party: relation.from, division: relation.division }))
      return { outcome: 'outOfReach' };
    if (relation.validTo === validTo) return { outcome: 'repeated', id };
    if (!isDay(validTo))
      return { outcome: 'refused', problems: [registrationProblem('/validTo', 'dateWrong')] };
    if (validTo < relation.validFrom)
      return { outcome: 'refused', problems: [registrationProblem('/validTo', 'endsBeforeItBegins')] };
    if (!(await endStoredRelation(tx, id, validTo)))
      return { outcome: 'refused', problems: [registrationProblem('/validTo', 'relationEnded')] };
    tx.journal({ actor: by.actor, kind: 'relation-ended', facts: { relation: id, validTo } });
    return { outcome: 'recorded', id };
  });
}

/** Whether a date of the right shape is a day of the calendar. */
function isDay(date: string): boolean {
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date) && date > '1900';
}
