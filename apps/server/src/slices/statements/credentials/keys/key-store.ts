import { sql } from 'kysely';
import type { Database } from '../../../../kernel/db/database.ts';
import type { IssuerKeyTable, StatusProfile } from '../../../../kernel/db/schema-credentials.ts';
import type { Tx } from '../../../../kernel/transaction.ts';

/** A key that may sign now, and in whose name. */
export interface ActiveKey {
  readonly id: number;
  readonly publicId: string;
  readonly party: number;
  readonly did: string;
  readonly name: string;
  readonly kind: SigningKind;
  readonly keeper: string;
  readonly reference: string | null;
  readonly sealed: Buffer | null;
  /** The issuer's SM2 key, with which it signs once more. */
  readonly parallel: number | null;
  /** How the issuer writes the status of what it signs; null: as the instance does. */
  readonly statusProfile: StatusProfile | null;
}

/** Kinds that sign credentials by themselves; SM2 signs beside them. */
export type SigningKind = Exclude<IssuerKeyTable['kind'], 'SM2'>;

/** An SM2 key that may sign beside. */
export interface ParallelKey {
  readonly id: number;
  readonly publicId: string;
  readonly did: string;
  readonly name: string;
  readonly keeper: string;
  readonly reference: string | null;
  readonly sealed: Buffer | null;
}

/** The active SM2 key of a party. */
export async function parallelKeyOf(tx: Pick<Tx, 'query'>, party: number): Promise<ParallelKey | undefined> {
  return await tx.query
    .selectFrom('issuer_key as k')
    .innerJoin('issuer as i', 'i.party', 'k.party')
    .where('k.party', '=', party)
    .where('k.state', '=', 'active')
    .where('k.kind', '=', 'SM2')
    .select(['k.id', 'k.public_id as publicId', 'i.did', 'k.name', 'k.keeper', 'k.reference', 'k.sealed'])
    .executeTakeFirst();
}

/** The active key of a party; its DID alone when it has none. Undefined when it never signed. */
export async function issuerOf(
  tx: Pick<Tx, 'query'>,
  party: number,
): Promise<
  | (Pick<ActiveKey, 'did' | 'parallel' | 'statusProfile'> & { readonly key: ActiveKey | undefined })
  | undefined
> {
  const row = await tx.query
    .selectFrom('issuer as i')
    .leftJoin('issuer_key as k', join =>
      join.onRef('k.party', '=', 'i.party').on('k.state', '=', 'active').on('k.kind', '<>', 'SM2'),
    )
    .leftJoin('issuer_key as s', join =>
      join.onRef('s.party', '=', 'i.party').on('s.state', '=', 'active').on('s.kind', '=', 'SM2'),
    )
    .where('i.party', '=', party)
    .select(['i.did', 'k.id', 'k.public_id', 'k.name', 'k.kind', 'k.keeper', 'k.reference', 'k.sealed'])
    .select(['s.id as parallel', 'i.status_profile as statusProfile'])
    .$narrowType<{ kind: SigningKind | null }>()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { did, id, public_id, name, kind, keeper, reference, sealed, parallel, statusProfile } = row;
  if (id === null || public_id === null || name === null || kind === null || keeper === null) {
    return { did, key: undefined, parallel, statusProfile };
  }
  return {
    ...{ did, parallel, statusProfile },
    key: {
      ...{ id, publicId: public_id, party, did, name, kind },
      ...{ keeper, reference, sealed, parallel, statusProfile },
    },
  };
}

/** Whether a party signed before but has no key now: its last one was retired or lost. */
export async function isWithoutKey(tx: Pick<Tx, 'query'>, party: number): Promise<boolean> {
  const issuer = await issuerOf(tx, party);
  return issuer !== undefined && issuer.key === undefined;
}

/** Makes a party an issuer under this DID, or locks it as the one that it is; its DID either way. */
export async function lockIssuer(tx: Tx, party: number, did: string): Promise<string> {
  await tx.query
    .insertInto('issuer')
    .values({ party, did, created_at: tx.at })
    .onConflict(conflict => conflict.doNothing())
    .execute();
  const row = await tx.query
    .selectFrom('issuer')
    .select('did')
    .where('party', '=', party)
    // No key update: rows that refer to the issuer may be written meanwhile, or two would wait for each other.
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  return row.did;
}

/** A party as what it signs names it. */
export async function partyById(
  tx: Pick<Tx, 'query'>,
  party: number,
): Promise<{ readonly publicId: string; readonly name: string; readonly uscc: string | null } | undefined> {
  return await tx.query
    .selectFrom('party')
    .select(['public_id as publicId', 'name_zh as name', 'uscc'])
    .where('id', '=', party)
    .executeTakeFirst();
}

/** Changes how an issuer writes the status of what it signs from now on; false when it was so already. */
export async function setStatusProfile(tx: Tx, party: number, profile: StatusProfile): Promise<boolean> {
  const changed = await tx.query
    .updateTable('issuer')
    .set({ status_profile: profile })
    .where('party', '=', party)
    .where(({ eb, or }) => or([eb('status_profile', 'is', null), eb('status_profile', '<>', profile)]))
    .returning('party')
    .executeTakeFirst();
  return changed !== undefined;
}

/** How many keys a party had. */
export async function countKeys(tx: Tx, party: number): Promise<number> {
  const row = await tx.query
    .selectFrom('issuer_key')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('party', '=', party)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Who did something to a key, and why. */
export interface KeyActor {
  readonly actor: string;
  readonly secondPerson?: string;
  readonly reason: string;
}

/** A key to be written. */
export interface NewKey {
  readonly publicId: string;
  readonly party: number;
  readonly name: string;
  readonly kind: IssuerKeyTable['kind'];
  readonly publicJwk: Readonly<Record<string, string>>;
  readonly keeper: string;
  readonly reference: string | null;
  readonly sealed: Uint8Array | null;
}

/** Writes a new active key and who made it. */
export async function insertKey(tx: Tx, key: NewKey, by: KeyActor): Promise<number> {
  const { id } = await tx.query
    .insertInto('issuer_key')
    .values({
      ...{ public_id: key.publicId, party: key.party, name: key.name, kind: key.kind },
      ...{ public_jwk: JSON.stringify(key.publicJwk), keeper: key.keeper, reference: key.reference },
      ...{
        sealed: key.sealed === null ? null : Buffer.from(key.sealed),
        state: 'active',
        active_from: tx.at,
      },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await saveAct(tx, id, 0, 'create', by);
  return id;
}

/** Ends a key from now on and destroys its private part; false when it had ended. */
export async function endKey(tx: Tx, key: number, state: 'retired' | 'lost', by: KeyActor): Promise<boolean> {
  const ended = await tx.query
    .updateTable('issuer_key')
    .set({ state, ended_at: tx.at, sealed: null })
    .where('id', '=', key)
    .where('state', '=', 'active')
    .returning('id')
    .executeTakeFirst();
  if (ended === undefined) return false;
  await saveAct(tx, key, 1, state === 'retired' ? 'retire' : 'lose', by);
  return true;
}

async function saveAct(
  tx: Tx,
  key: number,
  seq: number,
  act: 'create' | 'retire' | 'lose',
  by: KeyActor,
): Promise<void> {
  await tx.query
    .insertInto('issuer_key_act')
    .values({
      ...{ key, seq, act, at: tx.at, actor: by.actor, reason: by.reason },
      second_person: by.secondPerson ?? null,
    })
    .execute();
}

/** A key as everybody may see it. */
export interface KeyRow {
  readonly party: string;
  readonly partyName: string;
  readonly did: string;
  readonly id: string;
  readonly name: string;
  readonly kind: IssuerKeyTable['kind'];
  readonly keeper: string;
  readonly state: IssuerKeyTable['state'];
  readonly publicJwk: Readonly<Record<string, string>>;
  readonly activeFrom: Date;
  readonly endedAt: Date | null;
  /** The issuer's choice; null: as the instance does. */
  readonly statusProfile: StatusProfile | null;
}

/** Keys of one party (by public id) or of all, oldest first. */
export async function keyRows(
  { query }: Pick<Database, 'query'>,
  which: { readonly party?: string; readonly did?: string } = {},
): Promise<readonly KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select p.public_id as party, p.name_zh as "partyName", i.did, k.public_id as id, k.name, k.kind, k.keeper, k.state,
      k.public_jwk as "publicJwk", k.active_from as "activeFrom", k.ended_at as "endedAt",
      i.status_profile as "statusProfile"
    from issuer_key k join issuer i on i.party = k.party join party p on p.id = k.party
    where (${which.party ?? null}::text is null or p.public_id = ${which.party ?? null})
      and (${which.did ?? null}::text is null or i.did = ${which.did ?? null})
    order by k.party, k.id`.execute(query);
  return rows;
}
