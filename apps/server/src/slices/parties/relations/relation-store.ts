import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';

/** A relation with both parties, as it is shown. */
export interface ListedRelation {
  readonly id: string;
  readonly kind: string;
  readonly fromId: string;
  readonly fromKind: string;
  readonly fromZh: string;
  readonly fromEn: string | null;
  readonly toId: string;
  readonly toKind: string;
  readonly toZh: string;
  readonly toEn: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  readonly recordedAt: Date;
  readonly recordedBy: string;
}

/** All relations of a party, either way, newest first; on a day, those that held on it. */
export async function relationsOf(
  database: Database,
  party: number,
  on: string | undefined,
): Promise<readonly ListedRelation[]> {
  const held =
    on === undefined
      ? sql`true`
      : sql`r.valid_from <= ${on}::date and coalesce(r.valid_to, 'infinity') >= ${on}::date`;
  const { rows } = await sql<ListedRelation>`
    select r.public_id as id, r.kind, f.public_id as "fromId", f.kind as "fromKind", f.name_zh as "fromZh",
           f.name_en as "fromEn", t.public_id as "toId", t.kind as "toKind", t.name_zh as "toZh", t.name_en as "toEn",
           r.valid_from as "validFrom", r.valid_to as "validTo", r.source, r.recorded_at as "recordedAt",
           r.recorded_by as "recordedBy"
      from party_relation r join party f on f.id = r.from_party join party t on t.id = r.to_party
     where (r.from_party = ${party} or r.to_party = ${party}) and ${held}
     order by r.valid_from desc, r.id desc limit 500`.execute(database.query);
  return rows;
}

/** Keeps a relation; the id of the one that is there already when the same was told before. */
export async function addRelation(
  tx: Tx,
  row: {
    readonly publicId: string;
    readonly kind: string;
    readonly from: number;
    readonly to: number;
    readonly validFrom: string;
    readonly validTo: string | null;
    readonly source: string;
    readonly by: string;
  },
): Promise<{ readonly publicId: string; readonly isNew: boolean }> {
  const inserted = await tx.query
    .insertInto('party_relation')
    .values({
      public_id: row.publicId,
      kind: row.kind,
      from_party: row.from,
      to_party: row.to,
      valid_from: row.validFrom,
      valid_to: row.validTo,
      source: row.source,
      recorded_at: tx.at,
      recorded_by: row.by,
    })
    .onConflict(conflict => conflict.columns(['kind', 'from_party', 'to_party', 'valid_from']).doNothing())
    .returning('public_id as publicId')
    .executeTakeFirst();
  if (inserted !== undefined) return { ...inserted, isNew: true };
  const known = await tx.query
    .selectFrom('party_relation')
    .select('public_id as publicId')
    .where('kind', '=', row.kind)
    .where('from_party', '=', row.from)
    .where('to_party', '=', row.to)
    .where('valid_from', '=', row.validFrom)
    .executeTakeFirstOrThrow();
  return { ...known, isNew: false };
}

/** Whether going from one party along relations of a kind leads to another: such a step back would close a ring. */
export async function leadsTo(tx: Tx, kind: string, from: number, to: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive reached(party) as (
      select ${from}::int
      union
      select r.to_party from party_relation r join reached on reached.party = r.from_party
       where r.kind = ${kind} and r.valid_to is null)
    select exists (select 1 from reached where party = ${to}) as found`.execute(tx.query);
  return rows[0]?.found === true;
}

/** A relation that has not ended, of this party. */
export async function findRelation(
  database: Pick<Tx, 'query'>,
  publicId: string,
): Promise<
  | {
      readonly from: number;
      readonly division: string | null;
      readonly validFrom: string;
      readonly validTo: string | null;
    }
  | undefined
> {
  return await database.query
    .selectFrom('party_relation as r')
    .innerJoin('party as f', 'f.id', 'r.from_party')
    .select(['f.id as from', 'f.division', 'r.valid_from as validFrom', 'r.valid_to as validTo'])
    .where('r.public_id', '=', publicId)
    .executeTakeFirst();
}

/** Ends a relation that is open; false when it had ended. */
export async function endStoredRelation(tx: Tx, publicId: string, validTo: string): Promise<boolean> {
  const result = await tx.query
    .updateTable('party_relation')
    .set({ valid_to: validTo })
    .where('public_id', '=', publicId)
    .where('valid_to', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
