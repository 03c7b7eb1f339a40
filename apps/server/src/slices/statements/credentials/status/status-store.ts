import { randomBytes } from 'node:crypto';
import type { Database } from '../../../../kernel/db/database.ts';
import type { Tx } from '../../../../kernel/transaction.ts';
import { POSITIONS } from './position.ts';

export type ListPurpose = 'revocation' | 'suspension';

/** A pair of lists, locked. */
export interface LockedList {
  readonly id: number;
  readonly publicId: string;
  readonly party: number;
  readonly revision: number;
  readonly revocation: Buffer;
  readonly suspension: Buffer;
}

/** Places that follow one another in a list. */
export interface TakenPlaces {
  readonly id: number;
  readonly publicId: string;
  readonly seed: Buffer;
  readonly first: number;
  readonly places: number;
}

/** Takes the next places in the open list of a party, as many as it has left; undefined when all are full, or there is none. */
export async function takePlaces(tx: Tx, party: number, wanted: number): Promise<TakenPlaces | undefined> {
  const row = await tx.query
    .selectFrom('status_list')
    .select(['id', 'public_id as publicId', 'seed', 'used'])
    .where('party', '=', party)
    .where('used', '<', POSITIONS)
    .orderBy('id')
    .limit(1)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { id, publicId, seed, used: first } = row;
  const places = Math.min(wanted, POSITIONS - first);
  await tx.query
    .updateTable('status_list')
    .set({ used: first + places })
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { id, publicId, seed, first, places };
}

/** How many lists a party has; its issuer row is locked before, so that two can't make the same one. */
export async function countLists(tx: Tx, party: number): Promise<number> {
  await tx.query.selectFrom('issuer').select('party').where('party', '=', party).forNoKeyUpdate().execute();
  const row = await tx.query
    .selectFrom('status_list')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('party', '=', party)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** The two lists as they were signed. */
export type SecuredLists = Readonly<Record<ListPurpose, string>>;

/** Writes an empty pair of lists. */
export async function insertList(
  tx: Tx,
  {
    publicId,
    party,
    number,
    bits,
    secured,
  }: {
    readonly publicId: string;
    readonly party: number;
    readonly number: number;
    readonly bits: Buffer;
    readonly secured: SecuredLists;
  },
): Promise<void> {
  await tx.query
    .insertInto('status_list')
    .values({
      ...{ public_id: publicId, party, number, seed: randomBytes(32), changed_at: tx.at },
      ...{ revocation: bits, suspension: bits },
      ...{ revocation_secured: secured.revocation, suspension_secured: secured.suspension },
    })
    .execute();
}

/** The list in which a statement's credential stands, and where; locked. Undefined when it has no credential. */
export async function lockListOf(
  tx: Tx,
  credential: { readonly statement: number } | { readonly publicId: string },
): Promise<(LockedList & { readonly position: number; readonly credential: string }) | undefined> {
  const found = tx.query
    .selectFrom('credential as c')
    .innerJoin('status_list as l', 'l.id', 'c.list')
    .select([
      ...([
        'l.id',
        'l.public_id as publicId',
        'l.party',
        'l.revision',
        'l.revocation',
        'l.suspension',
      ] as const),
      ...(['c.position', 'c.public_id as credential'] as const),
    ])
    .forUpdate('l');
  return await ('statement' in credential
    ? found.where('c.statement', '=', credential.statement)
    : found.where('c.public_id', '=', credential.publicId)
  ).executeTakeFirst();
}

/** All lists of a party, locked. */
export async function lockListsOfParty(tx: Tx, party: number): Promise<readonly LockedList[]> {
  return await tx.query
    .selectFrom('status_list')
    .select(['id', 'public_id as publicId', 'party', 'revision', 'revocation', 'suspension'])
    .where('party', '=', party)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Writes the lists after a change. */
export async function saveLists(
  tx: Tx,
  list: LockedList,
  bits: Readonly<Record<ListPurpose, Buffer>>,
  secured: Partial<SecuredLists>,
): Promise<void> {
  await tx.query
    .updateTable('status_list')
    .set({
      ...{ revision: list.revision + 1, changed_at: tx.at },
      ...(secured.revocation === undefined
        ? {}
        : { revocation: bits.revocation, revocation_secured: secured.revocation }),
      ...(secured.suspension === undefined
        ? {}
        : { suspension: bits.suspension, suspension_secured: secured.suspension }),
    })
    .where('id', '=', list.id)
    .where('revision', '=', list.revision)
    .executeTakeFirstOrThrow();
}

/** A list as it was last signed. */
export async function securedList(
  { query }: Pick<Database, 'query'>,
  publicId: string,
  purpose: ListPurpose,
): Promise<{ readonly secured: string; readonly revision: number; readonly changedAt: Date } | undefined> {
  const column = purpose === 'revocation' ? 'revocation_secured' : 'suspension_secured';
  return await query
    .selectFrom('status_list')
    .where('public_id', '=', publicId)
    .select([`${column} as secured`, 'revision', 'changed_at as changedAt'])
    .executeTakeFirst();
}

/** Every list as it was last signed. */
export async function allSecuredLists({
  query,
}: Pick<Database, 'query'>): Promise<
  readonly { readonly publicId: string; readonly revocation: string; readonly suspension: string }[]
> {
  return await query
    .selectFrom('status_list')
    .select(['public_id as publicId', 'revocation_secured as revocation', 'suspension_secured as suspension'])
    .orderBy('id')
    .execute();
}
