import { isRole } from '@pinxin/contract/permissions';
import { localDateOf } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { IDLE_SESSION_MS, SEEN_STEP_MS } from './session.ts';
import { type SessionFact, sessionByDigest, touchSession } from './session-store.ts';
import { digestOf } from './token.ts';

const LONGEST_TOKEN = 100;

/** Who is signed in with this token, with the offices they hold today; undefined when nobody, or no longer. */
export async function personOfToken(ctx: Context, token: string): Promise<PersonCaller | undefined> {
  const fact = await sessionOfToken(ctx, token);
  if (fact === undefined || fact.stage !== 'open') return undefined;
  const now = ctx.clock.now();
  if (now.getTime() - fact.seenAt.getTime() >= SEEN_STEP_MS)
    await touchSession(ctx.database, fact.session, now);
  return {
    kind: 'person',
    account: fact.account,
    publicId: fact.publicId,
    name: fact.name,
    // A role that this release does not know gives no power.
    memberships: fact.memberships.flatMap(({ role, ...rest }) => (isRole(role) ? [{ ...rest, role }] : [])),
    assurance: fact.assurance,
  };
}

/** The living session of a token, also one that is halfway. */
export async function sessionOfToken(ctx: Context, token: string): Promise<SessionFact | undefined> {
  if (token.length > LONGEST_TOKEN) return undefined;
  const now = ctx.clock.now();
  const seenAfter = new Date(now.getTime() - IDLE_SESSION_MS);
  return await sessionByDigest(ctx.database, digestOf(token), now, seenAfter, localDateOf(now));
}
