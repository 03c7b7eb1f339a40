import type { NewAllotment, NewQuota } from '@pinxin/contract/schemes/quota';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import type { Reader } from '../party-views.ts';

/** A quota with whose it is. */
export interface Quota {
  readonly id: number;
  readonly publicId: string;
  readonly scheme: number;
  readonly schemeCode: string;
  readonly party: number;
  readonly partyId: string;
  readonly division: string | null;
  readonly season: string;
  readonly seasonFrom: string;
  readonly seasonTo: string;
  readonly boundG: number;
  readonly allottedG: number;
}

const QUOTA = sql`q.id, q.public_id as "publicId", q.scheme, s.code as "schemeCode", q.party, p.public_id as "partyId", p.division, q.season,
  q.season_from as "seasonFrom", q.season_to as "seasonTo", q.bound_g as "boundG", q.allotted_g as "allottedG"`;

/** Finds a quota. */
export async function findQuota(reader: Reader, publicId: string): Promise<Quota | undefined> {
  const { rows } =
    await sql<Quota>`select ${QUOTA} from brand_quota q join scheme s on s.id = q.scheme join party p on p.id = q.party
    where q.public_id = ${publicId}`.execute(reader.query);
  return rows[0];
}

/** Sets a quota once for a season; the id of the one that is there when it says the same, undefined when it does not. */
export async function insertQuota(
  tx: Tx,
  publicId: string,
  { scheme, party, actor }: { readonly scheme: number; readonly party: number; readonly actor: string },
  wish: NewQuota,
): Promise<{ readonly id: string; readonly isNew: boolean } | undefined> {
  const facts = {
    ...{ season_from: wish.seasonFrom, season_to: wish.seasonTo },
    ...{ area_mu: wish.areaMu, yield_kg_per_mu: wish.yieldKgPerMu, legal_basis: wish.legalBasis },
  };
  const made = await tx.query
    .insertInto('brand_quota')
    .values({
      public_id: publicId,
      scheme,
      party,
      season: wish.season,
      created_at: tx.at,
      created_by: actor,
      ...facts,
    })
    .onConflict(conflict => conflict.columns(['scheme', 'party', 'season']).doNothing())
    .returning('public_id')
    .executeTakeFirst();
  if (made !== undefined) return { id: made.public_id, isNew: true };
  const { rows } = await sql<{ id: string }>`select public_id as id from brand_quota
    where scheme = ${scheme} and party = ${party} and season = ${wish.season} and season_from = ${wish.seasonFrom} and season_to = ${wish.seasonTo}
      and area_mu = ${wish.areaMu}::numeric and yield_kg_per_mu = ${wish.yieldKgPerMu}::numeric and legal_basis = ${wish.legalBasis}`.execute(
    tx.query,
  );
  return rows[0] && { id: rows[0].id, isNew: false };
}

/**
 * Takes a mass out of a quota if so much is left: one conditional update, so that any number of requests at once
 * take what is there and no gram more. Undefined when it is not enough.
 */
export async function takeFrom(
  tx: Tx,
  quota: number,
  grams: number,
): Promise<{ readonly allottedG: number } | undefined> {
  return await tx.query
    .updateTable('brand_quota')
    .set(eb => ({ allotted_g: eb('allotted_g', '+', grams) }))
    .where('id', '=', quota)
    .where(sql<boolean>`allotted_g + ${grams}::bigint <= bound_g`)
    .returning('allotted_g as allottedG')
    .executeTakeFirst();
}

/** Lets requests for one quota come one after another. */
export async function lockQuota(tx: Tx, quota: number): Promise<void> {
  await tx.query.selectFrom('brand_quota').select('id').where('id', '=', quota).forUpdate().execute();
}

/** The allotment that a client id stands for. */
export async function allotmentBy(tx: Tx, quota: number, clientId: string) {
  return await tx.query
    .selectFrom('label_allotment')
    .select(['public_id as id', 'labels', 'grams_each as gramsEach', 'product', 'first_label as firstLabel'])
    .where('quota', '=', quota)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
}

/** Writes an allotment down; its labels are numbered on from the last of the quota. */
export async function insertAllotment(
  tx: Tx,
  quota: number,
  publicId: string,
  product: number,
  actor: string,
  wish: NewAllotment,
): Promise<number> {
  const { rows } = await sql<{ first: number }>`
    insert into label_allotment (public_id, quota, client_id, labels, grams_each, product, at, actor, first_label)
    select ${publicId}, ${quota}, ${wish.clientId}, ${wish.labels}, ${wish.gramsEach}, ${product}, ${tx.at}, ${actor},
           coalesce((select max(first_label + labels) from label_allotment where quota = ${quota}), 1)
    returning first_label as first`.execute(tx.query);
  return rows[0]!.first;
}
