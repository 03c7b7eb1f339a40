import { parseDivisionCode } from '@pinxin/identifiers/division-code';
import { mayTouch, type Way } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { type RegistrationProblem, registrationProblem } from '../../parties/api.ts';
import type { BrandRegistration } from './brand.ts';
import { ownersOf, saveBrand } from './brand-store.ts';

/**
 * Registers brands in an open transaction, for owners that the ways reach; with any problem nothing is written. Safe
 * to repeat.
 */
export async function registerBrands(
  ctx: Context,
  tx: Tx,
  ways: readonly Way[],
  brands: readonly BrandRegistration[],
  at = '/brands',
): Promise<{ readonly problems: readonly RegistrationProblem[]; readonly ids: readonly string[] }> {
  const owners = await ownersOf(tx, [...new Set(brands.map(({ owner }) => owner))]);
  const problems: RegistrationProblem[] = [];
  for (const [index, { owner, division }] of brands.entries()) {
    const found = owners.get(owner);
    // Whom one's power does not reach is as good as unknown.
    if (found === undefined || !mayTouch(ways, { party: found.id, division: found.division })) {
      problems.push(registrationProblem(`${at}/${index}/owner`, 'partyUnknown'));
    }
    if (division !== undefined && !parseDivisionCode(division).ok) {
      problems.push(registrationProblem(`${at}/${index}/division`, 'divisionWrong'));
    }
  }
  if (problems.length > 0) return { problems, ids: [] };
  const ids: string[] = [];
  for (const brand of brands) {
    ids.push((await saveBrand(tx, ctx.newId('brd'), owners.get(brand.owner)!.id, brand)).publicId);
  }
  return { problems, ids };
}
