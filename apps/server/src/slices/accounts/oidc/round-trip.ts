import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { tellOwner } from '../notices/tell-owner.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { factorsOf } from '../second-factor/second-factor-store.ts';
import { saveChallenge, takeChallenge } from '../sessions/challenge-store.ts';
import { openSession } from '../sessions/open-session.ts';
import type { OpenedSession } from '../sessions/session.ts';
import { digestOf } from '../sessions/token.ts';
import { accountOfIdentity, linkIdentity } from './external-login-store.ts';
import type { ExternalIdentity, Provider } from './provider.ts';

const PATIENCE_MS = 10 * 60_000;

/** Where a round trip ended: signed in, or (`undefined`) linked to who was signed in already. */
export interface Arrival {
  readonly next: string;
  readonly session: OpenedSession | undefined;
}

/** Sends somebody to the provider; `link` when who is signed in wants to be known by it from now on. */
export async function setOut(
  ctx: Context,
  provider: Provider,
  next: string,
  link: PersonCaller | undefined,
): Promise<{ readonly url: string; readonly state: string }> {
  const { state, nonce, verifier, url } = await provider.begin();
  await inTransaction(ctx, tx =>
    saveChallenge(tx, {
      digest: digestOf(state),
      purpose: 'oidc',
      account: link?.account ?? null,
      facts: { nonce, verifier, next },
      expiresAt: new Date(tx.at.getTime() + PATIENCE_MS),
    }),
  );
  return { url, state };
}

/**
 * Takes somebody back in. The browser must be the one that set out (`state` of its cookie). Nobody gets an account by
 * this: who is not linked is refused. An authenticator is asked all the same.
 */
export async function comeBack(
  ctx: Context,
  provider: Provider,
  answer: URL,
  browser: { readonly state: string; readonly device: string; readonly caller: PersonCaller | undefined },
): Promise<Result<Arrival>> {
  if (browser.state === '' || answer.searchParams.get('state') !== browser.state)
    return refuse('providerRefused');
  const trip = await inTransaction(ctx, tx => takeChallenge(tx, digestOf(browser.state), 'oidc'));
  if (trip === undefined) return refuse('providerRefused');
  const { nonce = '', verifier = '', next = '/' } = trip.facts;
  const identity = await provider.end(answer, { state: browser.state, nonce, verifier });
  if (identity === undefined) return refuse('providerRefused');
  if (trip.account === null) return await enter(ctx, identity, next, browser.device);
  if (browser.caller?.account !== trip.account) return refuse('providerRefused');
  return await link(ctx, identity, next, browser.caller);
}

async function enter(
  ctx: Context,
  identity: ExternalIdentity,
  next: string,
  device: string,
): Promise<Result<Arrival>> {
  return await inTransaction(ctx, async tx => {
    const account = await accountOfIdentity(tx, identity);
    if (account === undefined || account.disabledAt !== null) return refuse('providerRefused');
    const { totp } = await factorsOf(tx, account.id);
    const who = { account: account.id, publicId: account.publicId };
    const wish = { stage: totp ? 'halfway' : 'open', assurance: 'password', device, by: 'provider' } as const;
    return done({ next, session: await openSession(ctx, tx, who, wish) });
  });
}

async function link(
  ctx: Context,
  identity: ExternalIdentity,
  next: string,
  caller: PersonCaller,
): Promise<Result<Arrival>> {
  return await inTransaction(ctx, async tx => {
    if (!(await linkIdentity(tx, identity, caller.account))) return refuse('providerRefused');
    await tellOwner(tx, caller, 'provider-linked', { account: caller.publicId });
    return done({ next, session: undefined });
  });
}
