import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { accountById } from '../account/account-store.ts';
import { tellOwner } from '../notices/tell-owner.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { factorsOf } from '../second-factor/second-factor-store.ts';
import { saveChallenge, takeChallenge } from '../sessions/challenge-store.ts';
import { raise } from '../sessions/open-session.ts';
import { sessionOfToken } from '../sessions/person-of-token.ts';
import type { OpenedSession } from '../sessions/session.ts';
import { digestOf } from '../sessions/token.ts';
import { insertPasskey, passkeysOf } from './passkey-store.ts';
import { challengeIn, type Site } from './site.ts';

const PATIENCE_MS = 5 * 60_000;

/** Signatures that every authenticator has one of (COSE): ES256, EdDSA, RS256. */
const ALGORITHMS = [-7, -8, -257] as const;

/**
 * What a browser needs to make a passkey. Who has a second factor already must have shown it: a password alone must
 * not be enough to add another.
 */
export async function offerPasskey(
  ctx: Context,
  caller: PersonCaller,
  site: Site,
): Promise<Result<PublicKeyCredentialCreationOptionsJSON>> {
  const [account, factors, passkeys] = await Promise.all([
    accountById(ctx.database, caller.account),
    factorsOf(ctx.database, caller.account),
    passkeysOf(ctx.database, caller.account),
  ]);
  if (caller.assurance === 'password' && (factors.totp || factors.passkeys > 0))
    return refuse('secondFactorNeeded');
  if (account.isDemo) return refuse('passkeyRefused');
  const options = await generateRegistrationOptions({
    rpName: 'Pinxin 品信',
    rpID: site.host,
    userName: account.login,
    userDisplayName: account.name,
    userID: new TextEncoder().encode(account.publicId),
    attestationType: 'none',
    supportedAlgorithmIDs: [...ALGORITHMS],
    excludeCredentials: passkeys.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await inTransaction(ctx, tx =>
    saveChallenge(tx, {
      digest: digestOf(options.challenge),
      purpose: 'passkeyRegistration',
      account: account.id,
      facts: {},
      expiresAt: new Date(tx.at.getTime() + PATIENCE_MS),
    }),
  );
  return done(options);
}

/** Keeps the passkey that a browser made. The session is as sure as one opened with it, under a new token. */
export async function registerPasskey(
  ctx: Context,
  caller: PersonCaller,
  token: string,
  answer: RegistrationResponseJSON,
  where: Site & { readonly device: string },
): Promise<Result<{ readonly id: string; readonly session: OpenedSession }>> {
  const challenge = challengeIn(answer.response.clientDataJSON) ?? '';
  const asked = await inTransaction(ctx, tx => takeChallenge(tx, digestOf(challenge), 'passkeyRegistration'));
  if (asked === undefined || asked.account !== caller.account) return refuse('passkeyRefused');
  const verified = await verify(answer, challenge, where);
  const session = await sessionOfToken(ctx, token);
  if (verified === undefined || session === undefined) return refuse('passkeyRefused');
  return await inTransaction(ctx, async tx => {
    const id = ctx.newId('psk');
    const { credential } = verified;
    const kept = await insertPasskey(tx, {
      publicId: id,
      account: caller.account,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports ?? [],
      label: where.device,
    });
    if (!kept) return refuse('passkeyRefused');
    await tellOwner(tx, caller, 'passkey-added', { passkey: id });
    const raised = await raise(tx, session, digestOf(token), 'passkey', 'passkey');
    return raised === undefined ? refuse('sessionUnknown') : done({ id, session: raised });
  });
}

async function verify(answer: RegistrationResponseJSON, challenge: string, site: Site) {
  try {
    const outcome = await verifyRegistrationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
    });
    return outcome.verified ? outcome.registrationInfo : undefined;
  } catch {
    // The library throws for whatever does not fit; none of it is ours.
    return undefined;
  }
}
