import type { Role } from '@pinxin/contract/permissions';
import { isRole } from '@pinxin/contract/permissions';
import { localDateOf } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { operatorOf } from '../../parties/api.ts';
import { accountById, insertAccount, setPasswordHash } from '../account/account-store.ts';
import { foldLogin } from '../account/login.ts';
import { faultsOfAccount, faultsOfPassword, keptName } from '../account/new-password.ts';
import { checkMembership } from '../memberships/check-membership.ts';
import { writeMembership } from '../memberships/grant-membership.ts';
import { tellOwner } from '../notices/tell-owner.ts';
import { removePasskeys } from '../passkeys/passkey-store.ts';
import { hashPassword } from '../password/password-hash.ts';
import { orRefusal, Refused, type Result, refuse } from '../refusal.ts';
import { removeTotp } from '../second-factor/second-factor-store.ts';
import { openSession } from '../sessions/open-session.ts';
import type { OpenedSession } from '../sessions/session.ts';
import { endSessionsOf } from '../sessions/session-store.ts';
import { digestOf } from '../sessions/token.ts';
import { openInvitation, useInvitation } from './invitation-store.ts';

/** What somebody types who accepts: all of it for a new account, the password alone for a recovery. */
export interface Acceptance {
  readonly login?: string;
  readonly name?: string;
  readonly password?: string;
}

type Open = NonNullable<Awaited<ReturnType<typeof openInvitation>>>;

/** What a link is for, while it can be used; undefined when it is none, was used, or has expired. */
export async function readInvitation(ctx: Context, token: string): Promise<Open | undefined> {
  return token.length > 100
    ? undefined
    : await openInvitation(ctx.database, digestOf(token), ctx.clock.now());
}

/**
 * Uses a one-time link: makes an account with the role that was offered, gives the role to whoever is signed in, or
 * sets a new password after a loss. Signs in, except for who was. Nothing is written when anything is wrong.
 */
export async function acceptInvitation(
  ctx: Context,
  token: string,
  given: Acceptance,
  caller: PersonCaller | undefined,
  device: string,
): Promise<Result<OpenedSession | undefined>> {
  const open = await readInvitation(ctx, token);
  if (open === undefined) return refuse('invitationUnknown');
  if (open.kind === 'recovery') return await recover(ctx, open, given.password ?? '', device);
  if (open.kind === 'membership' && caller !== undefined) return await joinAs(ctx, open, caller);
  return await enter(ctx, open, given, device);
}

async function enter(
  ctx: Context,
  open: Open,
  given: Acceptance,
  device: string,
): Promise<Result<OpenedSession>> {
  const login = foldLogin(given.login ?? '');
  const name = keptName(given.name ?? open.name ?? '');
  const faults = [
    ...faultsOfAccount(login, name),
    ...(await faultsOfPassword(given.password ?? '', [login, name], '/password')),
  ];
  if (faults.length > 0) return refuse('accountRefused', { faults });
  const passwordHash = await hashPassword(ctx.secrets, given.password ?? '');
  return await orRefusal(() =>
    inTransaction(ctx, async tx => {
      await take(tx, open);
      const publicId = ctx.newId('acc');
      const id = await insertAccount(tx, { publicId, login, name, passwordHash });
      if (id === undefined) throw new Refused(refuse('loginTaken'));
      tx.journal({
        actor: publicId,
        kind: 'account-made',
        facts: { account: publicId, invitation: open.publicId },
      });
      await giveOffice(ctx, tx, open, { id, publicId });
      const wish = { stage: 'open', assurance: 'password', device, by: 'invitation' } as const;
      return await openSession(ctx, tx, { account: id, publicId }, wish);
    }),
  );
}

async function joinAs(ctx: Context, open: Open, caller: PersonCaller): Promise<Result<undefined>> {
  if (open.invitedBy === caller.publicId) return refuse('ownAccount');
  return await orRefusal(() =>
    inTransaction(ctx, async tx => {
      await take(tx, open);
      await giveOffice(ctx, tx, open, { id: caller.account, publicId: caller.publicId });
      return undefined;
    }),
  );
}

async function recover(
  ctx: Context,
  open: Open,
  password: string,
  device: string,
): Promise<Result<OpenedSession>> {
  const account = await accountById(ctx.database, open.account!);
  const faults = await faultsOfPassword(password, [account.login, account.name], '/password');
  if (faults.length > 0) return refuse('passwordRefused', { faults });
  if (account.disabledAt !== null) return refuse('invitationUnknown');
  const hash = await hashPassword(ctx.secrets, password);
  return await orRefusal(() =>
    inTransaction(ctx, async tx => {
      await take(tx, open);
      if (!(await setPasswordHash(tx, account.id, account.passwordHash, hash)))
        throw new Refused(refuse('invitationUnknown'));
      // What was lost may be in other hands: nothing that proved this account before does so any more.
      await removeTotp(tx, account.id);
      await removePasskeys(tx, account.id);
      const ended = await endSessionsOf(tx, account.id, undefined);
      const owner = { account: account.id, publicId: account.publicId };
      const facts = { account: account.publicId, invitation: open.publicId, ended };
      await tellOwner(tx, owner, 'account-recovered', facts);
      const wish = { stage: 'open', assurance: 'password', device, by: 'recovery' } as const;
      return await openSession(ctx, tx, { account: account.id, publicId: account.publicId }, wish);
    }),
  );
}

async function take(tx: Tx, open: Open): Promise<void> {
  if (!(await useInvitation(tx, open.id))) throw new Refused(refuse('invitationUnknown'));
  tx.journal({ actor: 'stranger', kind: 'invitation-used', facts: { invitation: open.publicId } });
}

/** The office that a link offers; refused when what it stands on is no longer so. */
async function giveOffice(
  ctx: Context,
  tx: Tx,
  open: Open,
  account: { readonly id: number; readonly publicId: string },
): Promise<void> {
  const office = await officeOf(ctx, tx, open);
  const { membership, faults } = checkMembership(
    { role: office.role, area: office.area },
    office.party,
    localDateOf(tx.at),
  );
  if (membership === undefined) throw new Refused(refuse('membershipRefused', { faults }));
  const granted = await writeMembership(ctx, tx, open.invitedBy, account, office.party, membership);
  if (granted === undefined)
    throw new Refused(refuse('membershipRefused', { faults: [{ at: '/role', code: 'alreadyHeld' }] }));
}

async function officeOf(ctx: Context, tx: Tx, open: Open) {
  if (open.kind === 'firstAdministrator') {
    const { id, publicId } = await operatorOf(ctx, tx);
    const role: Role = 'administrator';
    return { role, area: null, party: { id, publicId, kind: 'association', division: null } };
  }
  const { party, partyPublicId, partyKind, role, division, area } = open;
  if (party === null || partyPublicId === null || partyKind === null || role === null || !isRole(role))
    throw new Refused(refuse('invitationUnknown'));
  return { role, area, party: { id: party, publicId: partyPublicId, kind: partyKind, division } };
}
