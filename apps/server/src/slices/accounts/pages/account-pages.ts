import { localTimeOf } from '@pinxin/rules/local-date';
import { type AccountPageView, printAccount } from '@pinxin/site/account-page';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { drawQr } from '../../../kernel/qr.ts';
import { changePassword } from '../account/change-password.ts';
import { confirmNoticeAddress, noticeAddress, setNoticeAddress } from '../notices/notice-address.ts';
import { isAddressConfirmed } from '../notices/notice-store.ts';
import { noticesOf } from '../notices/notice-views.ts';
import { dropPasskey } from '../passkeys/drop-passkey.ts';
import { passkeysOf } from '../passkeys/passkey-store.ts';
import { type Refusal, type Result, refuse } from '../refusal.ts';
import { type AccountParts, personOf, setSession, tokenOf } from '../route-parts.ts';
import { confirmTotp, dropTotp, offerTotp, renewRecoveryCodes } from '../second-factor/enrol-totp.ts';
import { revokeSession } from '../sessions/end-session.ts';
import { personOfToken, sessionOfToken } from '../sessions/person-of-token.ts';
import { IDLE_SESSION_MS } from '../sessions/session.ts';
import { sessionsOf } from '../sessions/session-store.ts';
import { viewSession } from '../sessions/session-view.ts';
import { contextOf, fieldsOf, linesOf, sendPage, withForms } from './page-parts.ts';
import { refusedWith } from './sign-in-pages.ts';

const SIGNED_IN = { config: { access: 'signedIn' } } as const;

type Extra = Partial<
  Pick<AccountPageView, 'confirmToken' | 'totp' | 'recoveryCodes' | 'passwordChanged' | 'addressChanged'>
>;

/** 我的账户: second factor, passkeys, password and sessions of one's own, as a page with forms. */
export function registerAccountPages(app: FastifyInstance, parts: AccountParts): void {
  const { ctx } = parts;
  app.get('/account', SIGNED_IN, async (request, reply) => {
    // From a link in a mail. What opens links by itself, as scanners of mail do, must not confirm anything.
    const { confirm } = request.query as { confirm?: unknown };
    const isToken = typeof confirm === 'string' && /^[\w-]{20,100}$/.test(confirm);
    return await show(request, reply, parts, isToken ? { confirmToken: confirm } : {});
  });
  withForms(app, parts, scope => {
    scope.post('/account/totp', SIGNED_IN, async (request, reply) => {
      const offer = await offerTotp(ctx, personOf(request));
      return await answer(request, reply, parts, offer, totp => ({
        totp: { ...totp, drawing: drawQr(totp.uri) },
      }));
    });
    scope.post('/account/totp/confirm', SIGNED_IN, async (request, reply) => {
      const code = (fieldsOf(request).code ?? '').slice(0, 100);
      const confirmed = await confirmTotp(
        ctx,
        personOf(request),
        tokenOf(request, parts) ?? '',
        code,
        request.ip,
      );
      if (!confirmed.ok) return await show(request, reply, parts, {}, confirmed);
      const { session, recoveryCodes } = confirmed.value;
      setSession(reply, session, parts);
      return await show(request, reply, parts, { recoveryCodes }, undefined, session.token);
    });
    scope.post('/account/totp/remove', SIGNED_IN, async (request, reply) =>
      answer(request, reply, parts, await dropTotp(ctx, personOf(request)), () => ({})),
    );
    scope.post('/account/recovery-codes', SIGNED_IN, async (request, reply) => {
      const codes = await renewRecoveryCodes(ctx, personOf(request));
      return await answer(request, reply, parts, codes, recoveryCodes => ({ recoveryCodes }));
    });
    scope.post('/account/password', SIGNED_IN, async (request, reply) => {
      const { current = '', 'new-password': password = '' } = fieldsOf(request);
      const session = await sessionOfToken(ctx, tokenOf(request, parts) ?? '');
      if (session === undefined) return await show(request, reply, parts, {}, refuse('sessionUnknown'));
      const wish = {
        current: current.slice(0, 1_000),
        password: password.slice(0, 1_000),
        address: request.ip,
      };
      const changed = await changePassword(ctx, personOf(request), session, wish);
      return await answer(request, reply, parts, changed, () => ({ passwordChanged: true }));
    });
    scope.post('/account/notice-address', SIGNED_IN, async (request, reply) => {
      const address = (fieldsOf(request).address ?? '').slice(0, 300);
      const set = await setNoticeAddress(ctx, personOf(request), address);
      return await answer(request, reply, parts, set, () => ({ addressChanged: true }));
    });
    scope.post('/account/notice-address/confirm', SIGNED_IN, async (request, reply) => {
      const token = (fieldsOf(request).token ?? '').slice(0, 200);
      const confirmed = await confirmNoticeAddress(ctx, personOf(request), token);
      return await answer(request, reply, parts, confirmed, () => ({}));
    });
    scope.post('/account/sessions/:id/end', SIGNED_IN, async (request, reply) => {
      const { id } = request.params as { id: string };
      return await answer(request, reply, parts, await revokeSession(ctx, personOf(request), id), () => ({}));
    });
    scope.post('/account/passkeys/:id/remove', SIGNED_IN, async (request, reply) => {
      const { id } = request.params as { id: string };
      return await answer(request, reply, parts, await dropPasskey(ctx, personOf(request), id), () => ({}));
    });
  });
}

async function answer<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: AccountParts,
  result: Result<T>,
  extraOf: (value: T) => Extra,
): Promise<FastifyReply> {
  return result.ok
    ? await show(request, reply, parts, extraOf(result.value))
    : await show(request, reply, parts, {}, result);
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: AccountParts,
  extra: Extra,
  refusal?: Refusal,
  token = tokenOf(request, parts) ?? '',
): Promise<FastifyReply> {
  const { ctx, provider } = parts;
  if (refusal !== undefined) refusedWith(reply, refusal);
  const session = await sessionOfToken(ctx, token);
  // What was just done may have changed who one is; without a session the gate would not have let us here.
  const caller = (await personOfToken(ctx, token)) ?? personOf(request);
  if (session === undefined) return reply.redirect('/sign-in?next=%2Faccount', 303);
  const now = ctx.clock.now();
  const [me, sessions, passkeys, notices, address, isConfirmed, context] = await Promise.all([
    viewSession(ctx, caller, session),
    sessionsOf(ctx.database, caller.account, now, new Date(now.getTime() - IDLE_SESSION_MS)),
    passkeysOf(ctx.database, caller.account),
    noticesOf(ctx.database, caller.publicId),
    noticeAddress(ctx, caller),
    isAddressConfirmed(ctx.database, caller.account),
    contextOf(request, parts),
  ]);
  const view: AccountPageView = {
    me,
    sessions: sessions.map(({ id, publicId, device, seenAt }) => ({
      ...{ id: publicId, device, seenAt: localTimeOf(seenAt), current: id === session.session },
    })),
    passkeys: passkeys.map(({ publicId, label }) => ({ id: publicId, label })),
    notices: notices.map(({ at, name, device, path }) => ({
      ...{ at: localTimeOf(at), words: name, device },
      ...(path === null ? {} : { path }),
    })),
    noticeAddress: address ?? '',
    isAddressConfirmed: isConfirmed,
    sendsNotices: parts.sendsNotices === true,
    complaints: refusal === undefined ? [] : linesOf(refusal, request),
    ...extra,
    ...(provider === undefined ? {} : { provider: provider.name }),
  };
  // After a form the address stays that of the form: the page is the account's all the same.
  return sendPage(request, reply, printAccount(view, { ...context, here: '/account' }));
}
