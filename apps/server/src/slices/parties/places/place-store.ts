import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';

/** All facts of a place. */
export interface PlaceFacts {
  /** Number of the party that runs it; null when nobody is known to. */
  readonly party: number | null;
  readonly kind: string;
  readonly nameZh: string;
  readonly nameEn: string | null;
  readonly division: string | null;
  /** Number of the place that it is part of. */
  readonly parent: number | null;
  /** Decimal text, in mu (亩). */
  readonly areaMu: string | null;
}

/** Who changed a place, and on what occasion: registered, changed, or told by the master data of a document. */
export interface PlaceChange {
  readonly actor: string;
  readonly cause: 'registered' | 'changed' | 'told';
}

/**
 * Inserts a place or brings it up to date, and keeps what it is then as a version; undefined when nothing changed.
 * With `keep`, what is not said stays as it was.
 */
export async function writePlace(
  tx: Tx,
  id: number,
  facts: PlaceFacts & { readonly demo?: boolean },
  change: PlaceChange,
  { keep = false } = {},
): Promise<number | undefined> {
  const { party, kind, nameZh, nameEn, division, parent, areaMu } = facts;
  const after = (column: string) =>
    keep
      ? sql`coalesce(excluded.${sql.ref(column)}, place.${sql.ref(column)})`
      : sql`excluded.${sql.ref(column)}`;
  const stays = ['name_en', 'division', 'parent', 'area_mu'].map(after);
  const { rows } = await sql<{ version: number }>`
    with written as (
      insert into place (id, party, kind, name_zh, name_en, division, parent, area_mu, is_demo, created_at)
      values (${id}, ${party}, ${kind}, ${nameZh}, ${nameEn}, ${division}, ${parent}, ${areaMu}::numeric, ${facts.demo ?? false}, ${tx.at})
      on conflict (id) do update set party = excluded.party, kind = excluded.kind, name_zh = excluded.name_zh,
        name_en = ${stays[0]}, division = ${stays[1]}, parent = ${stays[2]}, area_mu = ${stays[3]},
        version = place.version + 1
      where (place.party, place.kind, place.name_zh, place.name_en, place.division, place.parent, place.area_mu)
        is distinct from (excluded.party, excluded.kind, excluded.name_zh, ${sql.join(stays)})
      returning *)
    insert into place_version (place, version, at, actor, cause, party, kind, name_zh, name_en, division, parent, area_mu)
    select id, version, ${tx.at}, ${change.actor}, ${change.cause}, party, kind, name_zh, name_en, division, parent, area_mu
      from written returning version`.execute(tx.query);
  return rows[0]?.version;
}

/** Gives places of one party to another, each with a version that says so. How many. */
export async function handPlacesOver(tx: Tx, from: number, into: number, actor: string): Promise<number> {
  const { numAffectedRows } = await sql`
    with written as (update place set party = ${into}, version = version + 1 where party = ${from} returning *)
    insert into place_version (place, version, at, actor, cause, party, kind, name_zh, name_en, division, parent, area_mu)
    select id, version, ${tx.at}, ${actor}, 'changed', party, kind, name_zh, name_en, division, parent, area_mu
      from written`.execute(tx.query);
  return Number(numAffectedRows ?? 0n);
}

/** A place as it stands, with what decides who may touch it. */
export interface StoredPlace extends PlaceFacts {
  readonly id: number;
  readonly version: number;
  /** Where the party that runs it is registered. */
  readonly partyDivision: string | null;
}

/** A place by its URI, locked until the transaction ends. */
export async function lockPlace(tx: Tx, uri: string): Promise<StoredPlace | undefined> {
  const { rows } = await sql<StoredPlace>`
    select w.id, w.version, w.party, w.kind, w.name_zh as "nameZh", w.name_en as "nameEn", w.division, w.parent,
           w.area_mu as "areaMu", o.division as "partyDivision"
      from term t join place w on w.id = t.id left join party o on o.id = w.party
     where t.uri = ${uri} for update of w`.execute(tx.query);
  return rows[0];
}

/** Whether a place is itself, or stands anywhere above another: a step down to it would close a ring. */
export async function standsAbove(tx: Tx, place: number, below: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive above(id) as (
      select ${below}::int union select w.parent from place w join above a on w.id = a.id where w.parent is not null)
    select exists (select from above where id = ${place}) as found`.execute(tx.query);
  return rows[0]?.found === true;
}

/** The party of an id or a code, where it stands itself. */
export async function partyOfPlace(
  { query }: Pick<Database, 'query'>,
  code: string,
): Promise<{ readonly id: number; readonly division: string | null; readonly isDemo: boolean } | undefined> {
  const { rows } = await sql<{ id: number; division: string | null; isDemo: boolean }>`
    select id, division, is_demo as "isDemo" from party
     where (public_id = ${code} or uscc = ${code}) and merged_into is null limit 1`.execute(query);
  return rows[0];
}

/** One state of a place in its history. */
export interface PlaceVersion {
  readonly version: number;
  readonly at: Date;
  readonly actor: string;
  readonly cause: string;
  readonly party: string | null;
  readonly kind: string;
  readonly nameZh: string;
  readonly nameEn: string | null;
  readonly division: string | null;
  readonly parent: string | null;
  readonly areaMu: string | null;
}

/** All states of a place, oldest first. */
export async function placeVersions(
  { query }: Pick<Database, 'query'>,
  place: number,
): Promise<readonly PlaceVersion[]> {
  const { rows } = await sql<PlaceVersion>`
    select v.version, v.at, v.actor, v.cause, p.public_id as party, v.kind, v.name_zh as "nameZh", v.name_en as "nameEn",
           v.division, above.uri as parent, v.area_mu as "areaMu"
      from place_version v left join party p on p.id = v.party left join term above on above.id = v.parent
     where v.place = ${place} order by v.version limit 1000`.execute(query);
  return rows;
}

/** A place by its URI, for reading. */
export async function placeByUri(
  { query }: Pick<Database, 'query'>,
  uri: string,
): Promise<
  { readonly id: number; readonly party: number | null; readonly partyDivision: string | null } | undefined
> {
  const { rows } = await sql<{ id: number; party: number | null; partyDivision: string | null }>`
    select w.id, w.party, o.division as "partyDivision" from term t join place w on w.id = t.id
      left join party o on o.id = w.party where t.uri = ${uri}`.execute(query);
  return rows[0];
}
