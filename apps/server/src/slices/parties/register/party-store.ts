import { nameKey } from '@pinxin/rules/party-name';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import type { PartyFacts, StoredParty } from './party-facts.ts';

/** Who changed a party, and on what occasion. */
export interface Change {
  readonly actor: string;
  readonly cause: 'registered' | 'changed' | 'imported' | 'merged';
  readonly reason?: string | undefined;
}

/** Columns of a stored party, under the names of the code. */
export const PARTY_COLUMNS = [
  'id',
  'public_id as publicId',
  'version',
  'merged_into as mergedInto',
  'kind',
  'name_zh as nameZh',
  'name_en as nameEn',
  'uscc',
  'uscc_exception as usccException',
  'pgln',
  'gs1_prefixes as gs1Prefixes',
  'division',
  'address',
  'phone',
  'is_demo as demo',
] as const;

/** The parties with these codes, by code, locked until the transaction ends: in one order, so that nobody waits in a ring. */
export async function lockByUscc(tx: Tx, usccs: readonly string[]): Promise<Map<string, StoredParty>> {
  if (usccs.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('party')
    .select(PARTY_COLUMNS)
    .where('uscc', 'in', usccs)
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map(row => [row.uscc ?? '', row as StoredParty]));
}

/** The parties that these requests made, by request, locked. */
export async function lockByRequest(
  tx: Tx,
  requestIds: readonly string[],
): Promise<Map<string, StoredParty>> {
  if (requestIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('party')
    .select([...PARTY_COLUMNS, 'request_id as requestId'])
    .where('request_id', 'in', requestIds)
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map(({ requestId, ...row }) => [requestId ?? '', row as StoredParty]));
}

/** A party to be written: new with a public id, or known with its number. */
export interface PartyRowToInsert {
  readonly publicId: string;
  readonly requestId?: string | undefined;
  readonly facts: PartyFacts;
}

/** Inserts parties; those whose code or request came in between are left out of the answer. */
export async function insertParties(
  tx: Tx,
  rows: readonly PartyRowToInsert[],
): Promise<readonly { readonly row: PartyRowToInsert; readonly party: StoredParty }[]> {
  if (rows.length === 0) return [];
  const { rows: inserted } = await sql<{ id: number; publicId: string }>`
    insert into party (public_id, request_id, kind, name_zh, name_en, uscc, uscc_exception, pgln, gs1_prefixes,
                       division, address, phone, is_demo, name_key, created_at)
    select "publicId", "requestId", kind, "nameZh", "nameEn", uscc, "usccException", pgln, "gs1Prefixes",
           division, address, phone, demo, "nameKey", ${tx.at}
      from jsonb_to_recordset(${recordset(rows)}::jsonb) as r("publicId" text, "requestId" text, ${FACT_TYPES})
    on conflict do nothing
    returning id, public_id as "publicId"`.execute(tx.query);
  const ids = new Map(inserted.map(({ id, publicId }) => [publicId, id]));
  return rows.flatMap(row => {
    const id = ids.get(row.publicId);
    const { publicId, facts } = row;
    return id === undefined ? [] : [{ row, party: { ...facts, id, publicId, version: 1, mergedInto: null } }];
  });
}

/** Writes new facts over known parties, one version on. The caller holds their locks. */
export async function updateParties(tx: Tx, parties: readonly StoredParty[]): Promise<void> {
  if (parties.length === 0) return;
  await sql`
    update party p set
      version = r.version, kind = r.kind, name_zh = r."nameZh", name_en = r."nameEn", uscc = r.uscc,
      uscc_exception = r."usccException", pgln = r.pgln, gs1_prefixes = r."gs1Prefixes", division = r.division,
      address = r.address, phone = r.phone, is_demo = r.demo, name_key = r."nameKey", merged_into = r."mergedInto"
    from jsonb_to_recordset(${recordset(parties.map(party => ({ ...party, facts: party })))}::jsonb)
      as r(id int, version int, "mergedInto" int, ${FACT_TYPES})
    where p.id = r.id`.execute(tx.query);
}

/** Keeps what parties are after a change. */
export async function keepVersions(tx: Tx, parties: readonly StoredParty[], change: Change): Promise<void> {
  if (parties.length === 0) return;
  await sql`
    insert into party_version (party, version, at, actor, cause, reason, kind, name_zh, name_en, uscc, uscc_exception,
                               pgln, gs1_prefixes, division, address, phone, is_demo, merged_into)
    select id, version, ${tx.at}, ${change.actor}, ${change.cause}, ${change.reason ?? null}, kind, "nameZh", "nameEn",
           uscc, "usccException", pgln, "gs1Prefixes", division, address, phone, demo, "mergedInto"
      from jsonb_to_recordset(${recordset(parties.map(party => ({ ...party, facts: party })))}::jsonb)
        as r(id int, version int, "mergedInto" int, ${FACT_TYPES})`.execute(tx.query);
}

const FACT_TYPES = sql`kind text, "nameZh" text, "nameEn" text, uscc text, "usccException" text, pgln text,
  "gs1Prefixes" text[], division text, address text, phone text, demo boolean, "nameKey" text`;

function recordset(rows: readonly { readonly facts: PartyFacts }[]): string {
  return JSON.stringify(
    rows.map(({ facts, ...row }) => ({ ...facts, ...row, nameKey: nameKey(facts.nameZh) })),
  );
}

/** The party that a request made, if it came before. */
export async function partyIdOfRequest(
  tx: Tx,
  requestId: string,
): Promise<{ readonly publicId: string; readonly version: number } | undefined> {
  return await tx.query
    .selectFrom('party')
    .select(['public_id as publicId', 'version'])
    .where('request_id', '=', requestId)
    .executeTakeFirst();
}

/** A party by its public id, locked. */
export async function lockParty(tx: Tx, publicId: string): Promise<StoredParty | undefined> {
  const row = await tx.query
    .selectFrom('party')
    .select(PARTY_COLUMNS)
    .where('public_id', '=', publicId)
    .forUpdate()
    .executeTakeFirst();
  return row as StoredParty | undefined;
}

/** Two parties by their public ids, locked in one order, so that two merges cannot wait for one another. */
export async function lockPartyPair(
  tx: Tx,
  one: string,
  other: string,
): Promise<{ readonly from: StoredParty | undefined; readonly into: StoredParty | undefined }> {
  const rows = (await tx.query
    .selectFrom('party')
    .select(PARTY_COLUMNS)
    .where('public_id', 'in', [one, other])
    .orderBy('id')
    .forUpdate()
    .execute()) as readonly StoredParty[];
  const find = (publicId: string) => rows.find(row => row.publicId === publicId);
  return { from: find(one), into: find(other) };
}
