import type { Tx } from '../../kernel/transaction.ts';
import type { ProductRegistration } from './product.ts';

/** Which party registered each of these GTINs. */
export async function productOwners(
  tx: Tx,
  gtins: readonly string[],
): Promise<ReadonlyMap<string, number | null>> {
  if (gtins.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('product')
    .select(['gtin', 'party'])
    .where('gtin', 'in', gtins)
    .execute();
  return new Map(rows.map(row => [row.gtin, row.party]));
}

/** Inserts a product or brings it up to date. */
export async function saveProduct(
  tx: Tx,
  publicId: string,
  gtin: string,
  party: number,
  product: ProductRegistration,
): Promise<void> {
  const facts = {
    party,
    kind: product.kind,
    name_zh: product.nameZh,
    name_en: product.nameEn ?? null,
    brand_zh: product.brandZh ?? null,
    brand_en: product.brandEn ?? null,
    category: product.category ?? null,
    net_content: product.netContent ?? null,
    is_demo: product.demo ?? false,
  };
  await tx.query
    .insertInto('product')
    .values({ public_id: publicId, gtin, created_at: tx.at, ...facts })
    .onConflict(conflict => conflict.column('gtin').doUpdateSet(facts))
    .execute();
}
