import { execFileSync } from 'node:child_process';
import { chownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../operator-error.ts';

/** The user under which PostgreSQL runs when we are root; undefined when we are an ordinary user. */
export interface PostgresUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Chooses whom PostgreSQL runs as. PostgreSQL refuses to run as root, so root hands it to the owner of the
 * data, else to `postgres` or `nobody`. An ordinary user runs it as itself.
 */
export function postgresUser(dataOwner: PostgresUser | undefined): PostgresUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (dataOwner !== undefined && dataOwner.uid !== 0) return dataOwner;
  for (const name of ['postgres', 'nobody']) {
    const user = lookUp(name);
    if (user !== undefined) return user;
  }
  throw new OperatorError(
    'noUnprivilegedUser',
    '数据库不能以 root 身份运行，而本机没有 postgres 或 nobody 用户。请用普通用户启动，或先建一个 postgres 用户。',
    'The database does not run as root, and there is neither a user postgres nor a user nobody. Start as an ordinary user, or add a user postgres.',
  );
}

function lookUp(name: string): PostgresUser | undefined {
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    const user = { uid: ask('-u'), gid: ask('-g') };
    return Number.isInteger(user.uid) && user.uid > 0 ? user : undefined;
  } catch {
    return undefined;
  }
}

/** Gives a folder and all in it to a user. */
export function giveTo(path: string, user: PostgresUser): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chownSync(path, user.uid, user.gid);
  if (stat.isDirectory()) for (const name of readdirSync(path)) giveTo(join(path, name), user);
}
