import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { Context } from '../../kernel/context.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { findParty, type Registered, type RegistrationProblem } from '../parties/api.ts';
import { checkProduct, type ProductGiven } from './product.ts';
import { findProduct, upsertProduct } from './store.ts';

/**
 * 登记产品: registers a trade item by its GTIN, or brings it up to date. Sent twice it does nothing twice.
 * Refuses a wrong check digit and an unknown party.
 */
export async function registerProduct(
  ctx: Pick<Context, 'newId'>,
  tx: Tx,
  actor: string,
  given: ProductGiven,
  at = '',
): Promise<Result<Registered, readonly RegistrationProblem[]>> {
  const problems: RegistrationProblem[] = [];
  const product = checkProduct(given, at, problems);
  const party = given.party === undefined ? undefined : await findParty(tx, { uscc: given.party });
  if (given.party !== undefined && party === undefined) {
    problems.push({ code: 'unknownParty', at: `${at}/party`, params: { value: given.party } });
  }
  if (product === undefined || problems.length > 0) return refuse(problems);
  const written = await upsertProduct(tx, product, party?.id ?? null, ctx.newId('prd'));
  if (written === undefined) {
    const known = await findProduct(tx, product.gtin);
    return ok({ id: known?.publicId ?? '', change: 'none' });
  }
  const kind = written.created ? 'product-registered' : 'product-changed';
  tx.journal({ actor, kind, facts: { product: written.publicId } });
  return ok({ id: written.publicId, change: written.created ? 'created' : 'changed' });
}
