import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { Assurance } from './session.ts';

/** Keeps a new session. */
export async function saveSession(
  tx: Tx,
  session: {
    readonly publicId: string;
    readonly account: number;
    readonly digest: Buffer;
    readonly stage: 'halfway' | 'open';
    readonly assurance: Assurance;
    readonly device: string;
    readonly expiresAt: Date;
  },
): Promise<void> {
  const { publicId, digest, expiresAt, ...rest } = session;
  await tx.query
    .insertInto('session')
    .values({
      ...rest,
      public_id: publicId,
      token_digest: digest,
      opened_at: tx.at,
      seen_at: tx.at,
      expires_at: expiresAt,
    })
    .execute();
}

/** A membership as the gate reads it. */
export interface MembershipFact {
  readonly party: number;
  readonly partyPublicId: string;
  readonly role: string;
  readonly division: string | null;
}

/** A session with the person behind it and their offices on that day. */
export interface SessionFact {
  readonly session: number;
  readonly sessionPublicId: string;
  readonly stage: 'halfway' | 'open';
  readonly assurance: Assurance;
  readonly openedAt: Date;
  readonly seenAt: Date;
  readonly expiresAt: Date;
  readonly account: number;
  readonly publicId: string;
  readonly name: string;
  readonly isDemo: boolean;
  readonly memberships: readonly MembershipFact[];
}

/**
 * The session of a token, unless it ended, expired or slept too long, its account is disabled, or it is of the
 * demo and this instance is none. One statement: every request of a signed-in person asks it.
 */
export async function sessionByDigest(
  database: Database,
  digest: Buffer,
  now: Date,
  seenAfter: Date,
  today: string,
): Promise<SessionFact | undefined> {
  const { rows } = await sql<SessionFact>`
    select s.id as session, s.public_id as "sessionPublicId", s.stage, s.assurance, s.opened_at as "openedAt",
      s.seen_at as "seenAt", s.expires_at as "expiresAt", a.id as account, a.public_id as "publicId", a.name,
      a.is_demo as "isDemo",
      ${OFFICES(today)} as memberships
    from session s join account a on a.id = s.account
    where s.token_digest = ${digest} and s.ended_at is null and s.expires_at > ${now} and s.seen_at > ${seenAfter}
      and a.disabled_at is null
      and (not a.is_demo or exists (select from instance where name = 'demo'))`.execute(database.query);
  return rows[0];
}

/** An account that is in use, with the offices of that day. */
export async function officesOfAccount(
  database: Pick<Database, 'query'>,
  account: number,
  today: string,
): Promise<Pick<SessionFact, 'publicId' | 'name' | 'memberships'> | undefined> {
  const { rows } = await sql<Pick<SessionFact, 'publicId' | 'name' | 'memberships'>>`
    select a.public_id as "publicId", a.name, ${OFFICES(today)} as memberships from account a
     where a.id = ${account} and a.disabled_at is null
       and (not a.is_demo or exists (select from instance where name = 'demo'))`.execute(database.query);
  return rows[0];
}

/** The offices of account `a` on a day. */
const OFFICES = (today: string) => sql`
  coalesce((select json_agg(json_build_object('party', m.party, 'partyPublicId', p.public_id, 'role', m.role,
      'division', m.area) order by m.id)
    from membership m join party p on p.id = m.party
    where m.account = a.id and m.ended_at is null and m.valid_from <= ${today}::date
      and (m.valid_to is null or m.valid_to >= ${today}::date)), '[]')`;

/** Remembers that a session was used. */
export async function touchSession(database: Database, session: number, at: Date): Promise<void> {
  await database.query.updateTable('session').set({ seen_at: at }).where('id', '=', session).execute();
}

/** Gives a session another token and says how sure we are now; false when it changed or ended meanwhile. */
export async function raiseSession(
  tx: Tx,
  session: number,
  former: Buffer,
  digest: Buffer,
  assurance: Assurance,
  expiresAt: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('session')
    .set({ token_digest: digest, stage: 'open', assurance, seen_at: tx.at, expires_at: expiresAt })
    .where('id', '=', session)
    .where('token_digest', '=', former)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends one session; the account it was of, undefined when there was none to end. */
export async function endSessionByDigest(
  tx: Tx,
  digest: Buffer,
): Promise<{ publicId: string; account: string } | undefined> {
  return await tx.query
    .updateTable('session')
    .from('account')
    .whereRef('account.id', '=', 'session.account')
    .set({ ended_at: tx.at })
    .where('session.token_digest', '=', digest)
    .where('session.ended_at', 'is', null)
    .returning(['session.public_id as publicId', 'account.public_id as account'])
    .executeTakeFirst();
}

/** Whose session a public id names, while it lives. */
export async function sessionOwner(
  database: Pick<Tx, 'query'>,
  publicId: string,
): Promise<{ id: number; account: number; accountPublicId: string } | undefined> {
  return await database.query
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account')
    .select(['session.id', 'session.account', 'account.public_id as accountPublicId'])
    .where('session.public_id', '=', publicId)
    .where('session.ended_at', 'is', null)
    .executeTakeFirst();
}

/** Ends a session by its number; false when it had ended. */
export async function endSessionById(tx: Tx, id: number): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('session')
    .set({ ended_at: tx.at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends all sessions of an account, but for one; how many. */
export async function endSessionsOf(tx: Tx, account: number, but: number | undefined): Promise<number> {
  const { numUpdatedRows } = await tx.query
    .updateTable('session')
    .set({ ended_at: tx.at })
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .where('id', '!=', but ?? 0)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Forgets sessions of an account that ended or expired long ago. */
export async function forgetSessions(tx: Tx, account: number, before: Date): Promise<void> {
  await tx.query
    .deleteFrom('session')
    .where('account', '=', account)
    .where('expires_at', '<', before)
    .execute();
}

/** The living sessions of an account, the latest first. */
export async function sessionsOf(database: Database, account: number, now: Date, seenAfter: Date) {
  return await database.query
    .selectFrom('session')
    .select([
      'id',
      'public_id as publicId',
      'device',
      'assurance',
      'opened_at as openedAt',
      'seen_at as seenAt',
      'expires_at as expiresAt',
    ])
    .where('account', '=', account)
    .where('stage', '=', 'open')
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('seen_at', '>', seenAfter)
    .orderBy('seen_at', 'desc')
    .execute();
}
