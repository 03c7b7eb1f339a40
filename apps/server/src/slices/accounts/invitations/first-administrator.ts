import { localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { othersInRole } from '../memberships/membership-store.ts';
import { newToken } from '../sessions/token.ts';
import { hasOpenFirstLink, saveInvitation, withdrawInvitations } from './invitation-store.ts';
import type { Invitation } from './invite.ts';

const TWO_DAYS_MS = 2 * 86_400_000;

/** The secret of a link for the first administrator where one is wanted, or for another one `anyway`. */
export async function offerAdministrator(
  ctx: Context,
  wish: 'first' | 'anyway',
): Promise<string | undefined> {
  const offered =
    wish === 'first' ? await offerFirstAdministrator(ctx, false) : await offerAdministratorAnyway(ctx);
  return offered?.token;
}

/**
 * The link by which the first administrator makes their account: for whoever started the instance. Undefined when
 * there is an administrator, or a link still waits (`anew` withdraws that and gives another: it was lost).
 */
export async function offerFirstAdministrator(ctx: Context, anew: boolean): Promise<Invitation | undefined> {
  const { secret, digest } = newToken();
  return await inTransaction(ctx, async tx => {
    if ((await othersInRole(tx, 'administrator', 0, localDateOf(tx.at))) > 0) return undefined;
    if (!anew && (await hasOpenFirstLink(tx, tx.at))) return undefined;
    return await writeLink(ctx, tx, secret, digest);
  });
}

/** Another link of the kind although there are administrators: from the operator's machine, where all of them are lost. */
export async function offerAdministratorAnyway(ctx: Context): Promise<Invitation> {
  const { secret, digest } = newToken();
  return await inTransaction(ctx, tx => writeLink(ctx, tx, secret, digest));
}

async function writeLink(ctx: Context, tx: Tx, secret: string, digest: Buffer): Promise<Invitation> {
  await withdrawInvitations(tx, 'firstAdministrator', undefined);
  const id = ctx.newId('inv');
  const expiresAt = new Date(tx.at.getTime() + TWO_DAYS_MS);
  await saveInvitation(tx, {
    publicId: id,
    digest,
    kind: 'firstAdministrator',
    invitedBy: 'system',
    expiresAt,
  });
  tx.journal({ actor: 'system', kind: 'administrator-link-made', facts: { invitation: id } });
  return { id, token: secret, expiresAt };
}
