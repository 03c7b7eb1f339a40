import type { Tx } from '../../../kernel/transaction.ts';

type Reader = Pick<Tx, 'query'>;

/** Keeps a one-time link by the digest of its token. */
export async function saveInvitation(
  tx: Tx,
  invitation: {
    readonly publicId: string;
    readonly digest: Buffer;
    readonly kind: 'membership' | 'recovery' | 'firstAdministrator';
    readonly account?: number;
    readonly party?: number;
    readonly role?: string;
    readonly area?: string | null;
    readonly name?: string;
    readonly invitedBy: string;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await tx.query
    .insertInto('invitation')
    .values({
      public_id: invitation.publicId,
      token_digest: invitation.digest,
      kind: invitation.kind,
      account: invitation.account ?? null,
      party: invitation.party ?? null,
      role: invitation.role ?? null,
      area: invitation.area ?? null,
      name: invitation.name ?? null,
      invited_by: invitation.invitedBy,
      created_at: tx.at,
      expires_at: invitation.expiresAt,
    })
    .execute();
}

/** An invitation that can still be accepted, with the party that it is to; locked when in a transaction. */
export async function openInvitation(reader: Reader, digest: Buffer, now: Date) {
  return await reader.query
    .selectFrom('invitation')
    .leftJoin('party', 'party.id', 'invitation.party')
    .leftJoin('account', 'account.id', 'invitation.account')
    .select([
      'invitation.id',
      'invitation.public_id as publicId',
      'invitation.kind',
      'invitation.account',
      'invitation.role',
      'invitation.area',
      'invitation.name',
      'invitation.invited_by as invitedBy',
      'invitation.expires_at as expiresAt',
      'party.id as party',
      'party.public_id as partyPublicId',
      'party.kind as partyKind',
      'party.division',
      'party.name_zh as partyNameZh',
      'party.name_en as partyNameEn',
      'account.login',
      'account.public_id as accountPublicId',
    ])
    .where('invitation.token_digest', '=', digest)
    .where('invitation.used_at', 'is', null)
    .where('invitation.withdrawn_at', 'is', null)
    .where('invitation.expires_at', '>', now)
    .executeTakeFirst();
}

/** Uses an invitation up; false when somebody was faster. */
export async function useInvitation(tx: Tx, id: number): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('invitation')
    .set({ used_at: tx.at })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Withdraws the open invitations of a kind (for an account, where it is a recovery). */
export async function withdrawInvitations(
  tx: Tx,
  kind: 'recovery' | 'firstAdministrator',
  account: number | undefined,
): Promise<void> {
  await tx.query
    .updateTable('invitation')
    .set({ withdrawn_at: tx.at })
    .where('kind', '=', kind)
    .where('account', 'is not distinct from', account ?? null)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
}

/** Whether a link for the first administrator waits. */
export async function hasOpenFirstLink(reader: Reader, now: Date): Promise<boolean> {
  const row = await reader.query
    .selectFrom('invitation')
    .select('id')
    .where('kind', '=', 'firstAdministrator')
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
