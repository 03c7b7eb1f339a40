import type { Context } from '../../kernel/context.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { partiesByUscc, type RegistrationProblem, registrationProblem, repeated } from '../parties/api.ts';
import { gtin14, type ProductRegistration } from './product.ts';
import { productOwners, saveProduct } from './store.ts';

/** Registers products in an open transaction; with any problem nothing is written. Safe to repeat. */
export async function registerProducts(
  ctx: Context,
  tx: Tx,
  products: readonly ProductRegistration[],
  at = '/products',
): Promise<readonly RegistrationProblem[]> {
  const gtins = products.map(product => gtin14(product.gtin));
  const problems = repeated(
    products.map((product, index) => gtins[index] ?? product.gtin),
    at,
    'gtin',
  );
  const parties = await partiesByUscc(tx, [...new Set(products.map(product => product.party))]);
  const owners = await productOwners(
    tx,
    gtins.filter(gtin => gtin !== undefined),
  );
  for (const [index, product] of products.entries()) {
    const gtin = gtins[index];
    const party = parties.get(product.party);
    const owner = gtin === undefined ? undefined : owners.get(gtin);
    if (gtin === undefined) problems.push(registrationProblem(`${at}/${index}/gtin`, 'gtinWrong'));
    if (party === undefined) problems.push(registrationProblem(`${at}/${index}/party`, 'partyUnknown'));
    else if (typeof owner === 'number' && owner !== party.id)
      problems.push(registrationProblem(`${at}/${index}/gtin`, 'gtinOfAnother'));
  }
  if (problems.length > 0) return problems;
  for (const [index, product] of products.entries()) {
    await saveProduct(tx, ctx.newId('prd'), gtins[index]!, parties.get(product.party)!.id, product);
  }
  return [];
}
