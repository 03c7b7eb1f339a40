import { PERSONAL_KINDS } from '@pinxin/contract/parties';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import type { Subject } from '../subject.ts';

/** A party as a request names it. */
export interface NamedParty {
  readonly id: number;
  readonly publicId: string;
  readonly division: string | null;
}

/**
 * The party of a public id or 统一社会信用代码; of one that was merged, the one it was merged into. For the public
 * (`isPublic`), natural persons are not found by their codes.
 */
export async function partyOfCode(
  { query }: Pick<Tx, 'query'>,
  code: string,
  isPublic = false,
): Promise<NamedParty | undefined> {
  const { rows } = await sql<NamedParty>`
    select k.id, k.public_id as "publicId", k.division from party p
    join party k on k.id = coalesce(p.merged_into, p.id)
    where p.public_id = ${code} or (p.uscc = ${code} and not (${isPublic} and p.kind = any(${[...PERSONAL_KINDS]})))
    limit 1`.execute(query);
  return rows[0];
}

/** How a request names what a statement is about: exactly one member. */
export interface SubjectReference {
  /** Public id or 统一社会信用代码. */
  readonly party?: string;
  /** Digital Link of the place, canonical. */
  readonly place?: string;
  /** GTIN of 14 digits, or public id. */
  readonly product?: string;
  readonly brand?: string;
  /** Digital Link of the lot or item, canonical. */
  readonly lot?: string;
}

/** The subject that a reference names; undefined when it is not registered. */
export async function subjectOfReference(
  tx: Pick<Tx, 'query'>,
  reference: SubjectReference,
  isPublic = false,
): Promise<Subject | undefined> {
  const { party, place, product, brand, lot } = reference;
  const { query } = tx;
  if (party !== undefined) {
    const found = await partyOfCode(tx, party, isPublic);
    return found && { party: found.id };
  }
  if (place !== undefined) {
    const found = await query
      .selectFrom('term as t')
      .innerJoin('place as l', 'l.id', 't.id')
      .where('t.uri', '=', place)
      .select('l.id')
      .executeTakeFirst();
    return found && { place: found.id };
  }
  if (product !== undefined) {
    const found = await query
      .selectFrom('product')
      .where(eb => eb.or([eb('gtin', '=', product), eb('public_id', '=', product)]))
      .select('id')
      .executeTakeFirst();
    return found && { product: found.id };
  }
  if (brand !== undefined) {
    const found = await query
      .selectFrom('brand')
      .where('public_id', '=', brand)
      .select('id')
      .executeTakeFirst();
    return found && { brand: found.id };
  }
  if (lot === undefined) return undefined;
  const found = await query.selectFrom('lot').where('uri', '=', lot).select('id').executeTakeFirst();
  return found && { lot: found.id };
}
