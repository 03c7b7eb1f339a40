import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { saveChallenge, takeChallenge } from '../sessions/challenge-store.ts';
import { openSession } from '../sessions/open-session.ts';
import type { OpenedSession } from '../sessions/session.ts';
import { endSessionByDigest } from '../sessions/session-store.ts';
import { digestOf } from '../sessions/token.ts';
import { passkeyByCredential, usePasskey } from './passkey-store.ts';
import { challengeIn, type Site } from './site.ts';

const PATIENCE_MS = 5 * 60_000;

/** What a browser needs to prove a passkey. It names no account and no credential: there is nothing to learn from it. */
export async function askPasskey(ctx: Context, site: Site): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({ rpID: site.host, userVerification: 'required' });
  await inTransaction(ctx, tx =>
    saveChallenge(tx, {
      digest: digestOf(options.challenge),
      purpose: 'passkeySignIn',
      account: null,
      facts: {},
      expiresAt: new Date(tx.at.getTime() + PATIENCE_MS),
    }),
  );
  return options;
}

/** Signs in with a passkey. A session that the browser had is ended with it. */
export async function signInWithPasskey(
  ctx: Context,
  answer: AuthenticationResponseJSON,
  where: Site & { readonly device: string },
  former: string | undefined,
): Promise<Result<OpenedSession>> {
  const challenge = challengeIn(answer.response.clientDataJSON) ?? '';
  const asked = await inTransaction(ctx, tx => takeChallenge(tx, digestOf(challenge), 'passkeySignIn'));
  const known = await passkeyByCredential(ctx.database, answer.id);
  if (asked === undefined || known === undefined || known.disabledAt !== null)
    return refuse('passkeyRefused');
  const counter = await newCounter(answer, challenge, where, known);
  if (counter === undefined) return refuse('passkeyRefused');
  return await inTransaction(ctx, async tx => {
    if (!(await usePasskey(tx, known.id, known.counter, counter))) return refuse('passkeyRefused');
    if (former !== undefined) await endSessionByDigest(tx, digestOf(former));
    const wish = { stage: 'open', assurance: 'passkey', device: where.device, by: known.passkeyId } as const;
    return done(await openSession(ctx, tx, { account: known.account, publicId: known.publicId }, wish));
  });
}

async function newCounter(
  response: AuthenticationResponseJSON,
  expectedChallenge: string,
  site: Site,
  known: NonNullable<Awaited<ReturnType<typeof passkeyByCredential>>>,
): Promise<number | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
      credential: { id: response.id, publicKey: new Uint8Array(known.publicKey), counter: known.counter },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    // The library throws for whatever does not fit; none of it is ours.
    return undefined;
  }
}
