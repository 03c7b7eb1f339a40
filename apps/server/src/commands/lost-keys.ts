import type pg from 'pg';
import type { Secrets } from '../kernel/secrets.ts';

/** Passwords by whether they can be checked with the keys that are here. */
export interface PasswordKeys {
  /** Made with today's key. */
  readonly current: number;
  /** Made with a former key that is here, or with none: made anew at the next sign-in. */
  readonly former: number;
  /** Made with a key that is not here: their owners can't sign in with them. */
  readonly lost: number;
  /** Short names of the keys that are missing. */
  readonly missing: readonly string[];
}

/** Counts passwords by the key that they need; `secrets` is undefined when this instance has no key yet. */
export async function passwordKeys(
  pool: Pick<pg.Pool, 'query'>,
  secrets: Pick<Secrets, 'derived'> | undefined,
): Promise<PasswordKeys> {
  const { rows } = await pool.query<{ name: string | null; count: number }>(
    `select encode(decode(substring(password_hash from 'keyid=([A-Za-z0-9+/]{6})') || '==', 'base64'), 'hex') as name,
       count(*) as count
     from account where password_hash is not null group by 1 order by 1`,
  );
  const today = secrets?.derived('pepper')?.name;
  const isHere = (name: string | null) => name === null || secrets?.derived('pepper', name) !== undefined;
  const sum = (some: typeof rows) => some.reduce((total, { count }) => total + count, 0);
  const lost = rows.filter(({ name }) => !isHere(name));
  return {
    current: sum(rows.filter(({ name }) => name !== null && name === today)),
    former: sum(rows.filter(({ name }) => isHere(name) && name !== today)),
    lost: sum(lost),
    missing: lost.flatMap(({ name }) => name ?? []),
  };
}
