import type { Role } from '@pinxin/contract/permissions';
import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';

type Reader = Pick<Tx, 'query'>;

/** A membership to be written. */
export interface NewMembership {
  readonly publicId: string;
  readonly account: number;
  readonly party: number;
  readonly role: Role;
  readonly area: string | null;
  readonly basis: 'office' | 'delegation';
  readonly consent: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly grantedBy: string;
}

/** Ends what ran out by its date, then writes the membership; false when the same is held already. */
export async function insertMembership(tx: Tx, membership: NewMembership, today: string): Promise<boolean> {
  const { publicId, account, party, role, from, to, grantedBy, ...rest } = membership;
  await tx.query
    .updateTable('membership')
    .set({ ended_at: tx.at })
    .where('account', '=', account)
    .where('party', '=', party)
    .where('role', '=', role)
    .where('ended_at', 'is', null)
    .where('valid_to', '<', today)
    .execute();
  const row = await tx.query
    .insertInto('membership')
    .values({
      ...rest,
      account,
      party,
      role,
      public_id: publicId,
      valid_from: from,
      valid_to: to,
      granted_by: grantedBy,
      granted_at: tx.at,
    })
    .onConflict(conflict =>
      conflict.columns(['account', 'party', 'role']).where('ended_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** A membership with its party, not ended. */
export async function membershipByPublicId(reader: Reader, publicId: string) {
  return await reader.query
    .selectFrom('membership')
    .innerJoin('party', 'party.id', 'membership.party')
    .innerJoin('account', 'account.id', 'membership.account')
    .select([
      'membership.id',
      'membership.account',
      'membership.party',
      'membership.role',
      'party.division',
      'account.public_id as accountPublicId',
    ])
    .where('membership.public_id', '=', publicId)
    .where('membership.ended_at', 'is', null)
    .executeTakeFirst();
}

/** Ends a membership now; false when it had ended. */
export async function endMembershipById(tx: Tx, id: number): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('membership')
    .set({ ended_at: tx.at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Everything that accounts are and were not yet ended from, with the parties' names. */
export async function membershipsOf(reader: Pick<Database, 'query'>, accounts: readonly number[]) {
  if (accounts.length === 0) return [];
  return await reader.query
    .selectFrom('membership')
    .innerJoin('party', 'party.id', 'membership.party')
    .select([
      'membership.public_id as id',
      'membership.account',
      'membership.role',
      'membership.area',
      'membership.basis',
      'membership.valid_from as from',
      'membership.valid_to as to',
      'party.public_id as party',
      'party.kind',
      'party.name_zh as nameZh',
      'party.name_en as nameEn',
    ])
    .where('membership.account', 'in', accounts)
    .where('membership.ended_at', 'is', null)
    .orderBy('membership.id')
    .execute();
}

/** Accounts in use that hold this role on that day, but for one; those of the demo do not count. */
export async function othersInRole(
  reader: Reader,
  role: Role,
  account: number,
  today: string,
): Promise<number> {
  const row = await reader.query
    .selectFrom('membership')
    .innerJoin('account', 'account.id', 'membership.account')
    .select(({ fn }) => fn.count<number>('membership.account').distinct().as('n'))
    .where('membership.role', '=', role)
    .where('membership.account', '!=', account)
    .where('membership.ended_at', 'is', null)
    .where('membership.valid_from', '<=', today)
    .where(eb => eb.or([eb('membership.valid_to', 'is', null), eb('membership.valid_to', '>=', today)]))
    .where('account.disabled_at', 'is', null)
    .where('account.is_demo', '=', false)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** A party by its public id. */
export async function partyFacts(reader: Reader, publicId: string) {
  return await reader.query
    .selectFrom('party')
    .select(['id', 'public_id as publicId', 'kind', 'division', 'name_zh as nameZh', 'name_en as nameEn'])
    .where('public_id', '=', publicId)
    .executeTakeFirst();
}
