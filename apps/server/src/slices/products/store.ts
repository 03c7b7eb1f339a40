import { indexForSearch } from '../../kernel/search/search-index.ts';
import type { Tx } from '../../kernel/transaction.ts';
import type { MergeFollower } from '../parties/api.ts';
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

/** Inserts a product or brings it up to date; it is found by its names and GTIN from then on. */
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
  const saved = await tx.query
    .insertInto('product')
    .values({ public_id: publicId, gtin, created_at: tx.at, ...facts })
    .onConflict(conflict => conflict.column('gtin').doUpdateSet(facts))
    .returning(['id', 'public_id'])
    .executeTakeFirstOrThrow();
  await indexForSearch(tx, [
    {
      kind: 'product',
      ref: saved.id,
      publicId: saved.public_id,
      titleZh: product.brandZh === undefined ? product.nameZh : `${product.nameZh} ${product.brandZh}`,
      titleEn: product.nameEn,
      code: gtin,
      codes: [gtin, saved.public_id],
      // As printed on packs: without the leading zeros of its 14 digits.
      codeParts: [gtin.replace(/^0+/, '')],
      owner: party,
    },
  ]);
}

/**
 * Products and brands follow a party that was merged into another. A brand that the other has under the same name
 * stays where it is: statements may be about either.
 */
export const productsFollowMerge: MergeFollower = async (tx, from, into) => {
  await tx.query.updateTable('product').set({ party: into }).where('party', '=', from).execute();
  await tx.query
    .updateTable('brand as b')
    .set({ owner: into })
    .where('b.owner', '=', from)
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('brand as o')
            .where('o.owner', '=', into)
            .whereRef('o.kind', '=', 'b.kind')
            .whereRef('o.name_zh', '=', 'b.name_zh')
            .select('o.id'),
        ),
      ),
    )
    .execute();
};
