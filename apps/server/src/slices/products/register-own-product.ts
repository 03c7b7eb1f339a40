import { actorOf, type KnownCaller, waysOfCaller } from '../../http/caller.ts';
import { mayTouch } from '../../kernel/authority.ts';
import type { Context } from '../../kernel/context.ts';
import { inTransaction } from '../../kernel/transaction.ts';
import { type RegistrationProblem, registrationProblem } from '../parties/api.ts';
import { ownersOf } from './brands/brand-store.ts';
import { gtin14, type ProductRegistration } from './product.ts';
import { productOwners, saveProduct } from './store.ts';

/**
 * 产品登记: an enterprise registers a product of its own, or brings it up to date. A GTIN that another party registered
 * stays theirs. Safe to send twice.
 */
export async function registerOwnProduct(
  ctx: Context,
  caller: KnownCaller,
  product: Omit<ProductRegistration, 'demo'>,
): Promise<{ readonly problems: readonly RegistrationProblem[]; readonly gtin: string }> {
  const gtin = gtin14(product.gtin);
  return await inTransaction(ctx, async tx => {
    const party = (await ownersOf(tx, [product.party])).get(product.party);
    const problems: RegistrationProblem[] = [];
    if (gtin === undefined) problems.push(registrationProblem('/gtin', 'gtinWrong'));
    const ways = waysOfCaller(caller, 'party.write');
    if (party === undefined || !mayTouch(ways, { party: party.id, division: party.division })) {
      problems.push(registrationProblem('/party', 'partyUnknown'));
    } else if (gtin !== undefined) {
      const owner = (await productOwners(tx, [gtin])).get(gtin);
      if (typeof owner === 'number' && owner !== party.id)
        problems.push(registrationProblem('/gtin', 'gtinOfAnother'));
    }
    if (problems.length > 0 || gtin === undefined || party === undefined) return { problems, gtin: '' };
    await saveProduct(tx, ctx.newId('prd'), gtin, party.id, { ...product, demo: party.isDemo });
    tx.journal({ actor: actorOf(caller), kind: 'product-registered', facts: { gtin, party: product.party } });
    return { problems, gtin };
  });
}
