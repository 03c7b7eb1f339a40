import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import type { LotAmiss } from '../../trace/api.ts';
import type { Reader } from '../party-views.ts';

/** What an alarm is raised on, in grams. */
export interface Alarming {
  readonly harvestedG: number;
  readonly soldG: number;
  /** How much more was sold than can have been harvested; 0 when only single lots are amiss. */
  readonly excessG: number;
}

/** The open alarm of a quota. */
export async function openAlarm(
  tx: Tx,
  quota: number,
): Promise<{ readonly id: number; readonly publicId: string } | undefined> {
  return await tx.query
    .selectFrom('brand_alarm')
    .select(['id', 'public_id as publicId'])
    .where('quota', '=', quota)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
}

/** Raises an alarm; its number. The table refuses a second one that is open. */
export async function insertAlarm(
  tx: Tx,
  quota: number,
  publicId: string,
  { harvestedG, soldG, excessG }: Alarming,
): Promise<number> {
  const { id } = await tx.query
    .insertInto('brand_alarm')
    .values({
      ...{ public_id: publicId, quota, raised_at: tx.at },
      ...{ harvested_g: harvestedG, sold_g: soldG, excess_g: excessG },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Tells anew on what an alarm stands; false when it stood so already. */
export async function retellAlarm(
  tx: Tx,
  alarm: number,
  { harvestedG, soldG, excessG }: Alarming,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('brand_alarm')
    .set({ harvested_g: harvestedG, sold_g: soldG, excess_g: excessG })
    .where('id', '=', alarm)
    .where(({ or, eb }) =>
      or([eb('harvested_g', '!=', harvestedG), eb('sold_g', '!=', soldG), eb('excess_g', '!=', excessG)]),
    )
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** How much more than was harvested had been sold when alarms of a quota were answered, the most: so much is answered for. */
export async function answeredExcess(tx: Tx, quota: number): Promise<number> {
  const { rows } = await sql<{ excessG: number }>`
    select coalesce(max(excess_g), 0) as "excessG" from brand_alarm
     where quota = ${quota} and closed_at is not null`.execute(tx.query);
  return rows[0]!.excessG;
}

/** Names lots in an alarm, or tells anew how it stands with them; how many were not named before. */
export async function nameLots(tx: Tx, alarm: number, lots: readonly LotAmiss[]): Promise<number> {
  if (lots.length === 0) return 0;
  const { rows } = await sql<{ isNew: boolean }>`
    insert into brand_alarm_lot (alarm, lot, reason, out_g, harvest_g, short_g)
    select ${alarm}, * from unnest(${lots.map(({ lot }) => lot)}::bigint[], ${lots.map(({ reason }) => reason)}::text[],
      ${lots.map(({ outG }) => outG)}::bigint[], ${lots.map(({ harvestG }) => harvestG)}::bigint[], ${lots.map(({ shortG }) => shortG)}::bigint[])
    on conflict (alarm, lot) do update set reason = excluded.reason, out_g = excluded.out_g, harvest_g = excluded.harvest_g,
      short_g = excluded.short_g
    returning xmax = 0 as "isNew"`.execute(tx.query);
  return rows.filter(({ isNew }) => isNew).length;
}

/** How much of each lot had left when an alarm that named it was answered: so much is answered for. */
export async function answeredLots(tx: Tx, quota: number): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ lot: number; outG: number }>`
    select l.lot, max(l.out_g) as "outG" from brand_alarm m join brand_alarm_lot l on l.alarm = m.id
     where m.quota = ${quota} and m.closed_at is not null group by l.lot`.execute(tx.query);
  return new Map(rows.map(({ lot, outG }) => [lot, outG]));
}

/** Answers an open alarm; false when there is none. */
export async function closeAlarm(tx: Tx, publicId: string, actor: string, answer: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('brand_alarm')
    .set({ closed_at: tx.at, closed_by: actor, answer })
    .where('public_id', '=', publicId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The quota that an alarm is about. */
export async function quotaOfAlarm(reader: Reader, alarm: string): Promise<string | undefined> {
  const row = await reader.query
    .selectFrom('brand_alarm as m')
    .innerJoin('brand_quota as q', 'q.id', 'm.quota')
    .select('q.public_id as id')
    .where('m.public_id', '=', alarm)
    .executeTakeFirst();
  return row?.id;
}
