import { indexForSearch } from '../../../kernel/search/search-index.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { BrandRegistration } from './brand.ts';

/** Who owns a brand or a product. */
export interface BrandOwner {
  readonly id: number;
  readonly division: string | null;
  readonly isDemo: boolean;
}

/** The parties of these public ids or credit codes, by what was asked; those that were merged, as what they became. */
export async function ownersOf(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, BrandOwner>> {
  if (codes.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('party as p')
    .innerJoin('party as k', join => join.on(eb => eb('k.id', '=', eb.fn.coalesce('p.merged_into', 'p.id'))))
    .where(eb => eb.or([eb('p.public_id', 'in', codes), eb('p.uscc', 'in', codes)]))
    .select(['p.public_id', 'p.uscc', 'k.id', 'k.division', 'k.is_demo'])
    .execute();
  const found = new Map<string, BrandOwner>();
  for (const { public_id, uscc, id, division, is_demo: isDemo } of rows) {
    for (const code of [public_id, uscc]) if (code !== null) found.set(code, { id, division, isDemo });
  }
  return found;
}

/** Inserts a brand or brings it up to date; its public id stays. It is found by its names from then on. */
export async function saveBrand(
  tx: Tx,
  publicId: string,
  owner: number,
  brand: BrandRegistration,
): Promise<{ readonly id: number; readonly publicId: string }> {
  const facts = {
    name_en: brand.nameEn ?? null,
    category: brand.category ?? null,
    division: brand.division ?? null,
    is_demo: brand.demo ?? false,
  };
  const saved = await tx.query
    .insertInto('brand')
    .values({
      ...{ public_id: publicId, owner, kind: brand.kind, name_zh: brand.nameZh, created_at: tx.at },
      ...facts,
    })
    .onConflict(conflict => conflict.columns(['owner', 'kind', 'name_zh']).doUpdateSet(facts))
    .returning(['id', 'public_id as publicId'])
    .executeTakeFirstOrThrow();
  await indexForSearch(tx, [
    {
      ...{
        kind: 'brand',
        ref: saved.id,
        publicId: saved.publicId,
        titleZh: brand.nameZh,
        titleEn: brand.nameEn,
      },
      ...{ codes: [saved.publicId], owner },
    },
  ]);
  return saved;
}
