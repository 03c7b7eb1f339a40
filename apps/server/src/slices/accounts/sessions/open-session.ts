import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { deviceOfSession, devicesBefore } from '../notices/notice-store.ts';
import { tellOwner } from '../notices/tell-owner.ts';
import { type Assurance, HALFWAY_MS, LONGEST_SESSION_MS, type OpenedSession } from './session.ts';
import { forgetSessions, raiseSession, type SessionFact, saveSession } from './session-store.ts';
import { newToken } from './token.ts';

const KEPT_MS = 90 * 86_400_000;

/** Opens a session in the caller's transaction and journals it; `halfway` when a second factor is to come. */
export async function openSession(
  ctx: Context,
  tx: Tx,
  who: { readonly account: number; readonly publicId: string },
  wish: {
    readonly stage: 'halfway' | 'open';
    readonly assurance: Assurance;
    readonly device: string;
    readonly by: string;
  },
): Promise<OpenedSession> {
  const { secret, digest } = newToken();
  const id = ctx.newId('ses');
  const { stage, assurance, device } = wish;
  const expiresAt = new Date(tx.at.getTime() + (stage === 'open' ? LONGEST_SESSION_MS : HALFWAY_MS));
  await forgetSessions(tx, who.account, new Date(tx.at.getTime() - KEPT_MS));
  await saveSession(tx, { publicId: id, account: who.account, digest, stage, assurance, device, expiresAt });
  tx.journal({
    actor: who.publicId,
    kind: stage === 'open' ? 'signed-in' : 'password-accepted',
    facts: { session: id, assurance, by: wish.by },
  });
  if (stage === 'open') await tellOfDevice(tx, who, id, device);
  return { id, token: secret, stage, expiresAt };
}

/** The owner is told when a session opens on a device that they did not use before; the first of all is no news. */
async function tellOfDevice(
  tx: Tx,
  who: { readonly account: number; readonly publicId: string },
  session: string,
  device: string,
): Promise<void> {
  const before = await devicesBefore(tx, who.account, device, session);
  if (before.any && !before.same) await tellOwner(tx, who, 'new-device', { session });
}

/**
 * Opens a halfway session, or makes an open one surer. The token changes with it: one that somebody planted or saw
 * before is worth nothing afterwards (session fixation). Undefined when the session ended meanwhile.
 */
export async function raise(
  tx: Tx,
  session: SessionFact,
  former: Buffer,
  assurance: Assurance,
  by: string,
): Promise<OpenedSession | undefined> {
  const { secret, digest } = newToken();
  const expiresAt =
    session.stage === 'open' ? session.expiresAt : new Date(tx.at.getTime() + LONGEST_SESSION_MS);
  if (!(await raiseSession(tx, session.session, former, digest, assurance, expiresAt))) return undefined;
  tx.journal({
    actor: session.publicId,
    kind: session.stage === 'open' ? 'session-raised' : 'signed-in',
    facts: { session: session.sessionPublicId, assurance, by },
  });
  if (session.stage === 'halfway') {
    const device = (await deviceOfSession(tx, session.sessionPublicId)) ?? '';
    await tellOfDevice(tx, session, session.sessionPublicId, device);
  }
  return { id: session.sessionPublicId, token: secret, stage: 'open', expiresAt };
}
