import type { Tx } from '../../../kernel/transaction.ts';
import type { MandateEnding, MandateGrant } from './mandate.ts';

/** A mandate as a repeated grant finds it. */
export async function mandateOfRequest(tx: Pick<Tx, 'query'>, request: string) {
  return await tx.query
    .selectFrom('mandate')
    .select([
      'id',
      'public_id as publicId',
      'holder',
      'holder_kind as holderKind',
      'kind',
      'scheme',
      'area',
      'about',
      'valid_from as validFrom',
      'valid_to as validTo',
      'legal_basis as legalBasis',
      'needs_second_person as needsSecondPerson',
    ])
    .where('request', '=', request)
    .executeTakeFirst();
}

/** Whether there is a party of this number. */
export async function isParty(tx: Pick<Tx, 'query'>, id: number): Promise<boolean> {
  const row = await tx.query.selectFrom('party').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** Writes a mandate; undefined when its request was used a moment ago. */
export async function insertMandate(
  tx: Tx,
  publicId: string,
  grant: MandateGrant,
): Promise<number | undefined> {
  const { holder } = grant;
  const row = await tx.query
    .insertInto('mandate')
    .values({
      public_id: publicId,
      holder: typeof holder === 'number' ? holder : null,
      holder_kind: typeof holder === 'number' ? null : holder.kind,
      kind: grant.kind,
      scheme: grant.scheme ?? null,
      area: grant.area ?? null,
      about: grant.about,
      valid_from: grant.validFrom,
      valid_to: grant.validTo ?? null,
      legal_basis: grant.legalBasis,
      source: grant.source ?? null,
      needs_second_person: grant.needsSecondPerson ?? false,
      granted_at: tx.at,
      granted_by: grant.actor,
      request: grant.request ?? null,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** A mandate and its end, if it has one. */
export async function mandateToEnd(tx: Pick<Tx, 'query'>, publicId: string) {
  return await tx.query
    .selectFrom('mandate as m')
    .leftJoin('mandate_end as e', 'e.mandate', 'm.id')
    .where('m.public_id', '=', publicId)
    .select(['m.id', 'm.valid_to as validTo', 'e.ends_from as endsFrom'])
    .executeTakeFirst();
}

/** Writes the end of a mandate; false when it has one. */
export async function insertMandateEnd(tx: Tx, mandate: number, ending: MandateEnding): Promise<boolean> {
  const row = await tx.query
    .insertInto('mandate_end')
    .values({
      ...{ mandate, ends_from: ending.from, at: tx.at, actor: ending.actor },
      ...{ reason: ending.reason, legal_basis: ending.legalBasis },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('mandate')
    .executeTakeFirst();
  return row !== undefined;
}
