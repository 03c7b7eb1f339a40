import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { publicBytes, SIGNATURE, type VerifierKey, verifierKey } from '@pinxin/translog/note';
import type pg from 'pg';
import type { Context } from '../context.ts';

/** The log's own key: the private half, and what others verify with. */
export interface LogKey {
  readonly private: KeyObject;
  readonly verifier: VerifierKey;
}

type Queries = Pick<pg.ClientBase, 'query'>;

/** Makes a key for a log of this name, sealed at rest; its private half never leaves the process in the clear. */
export async function makeLogKey(ctx: Context, client: Queries, origin: string): Promise<void> {
  await keepLogKey(ctx, client, origin, generateKeyPairSync('ed25519').privateKey);
}

/** Opens the log's key. Throws SecretUnreadable when it was sealed under a key that this process does not have. */
export async function openLogKey(ctx: Context, client: Queries, origin: string): Promise<LogKey> {
  const { rows } = await client.query<{ sealed: Buffer | null }>(
    'select sealed from log_key where name = $1',
    [origin],
  );
  const sealed = rows[0]?.sealed;
  if (sealed == null) throw new Error(`the log ${origin} has no key, or no more`);
  return logKeyOf(origin, opened(ctx, sealed, purposeOf(origin)));
}

/** Keys that verify checkpoints, of all logs from the first on; private halves are not opened. */
export async function verifierKeys(client: Queries): Promise<readonly VerifierKey[]> {
  const { rows } = await client.query<{ name: string; public: Buffer }>(
    'select k.name, k.public from log_key k join log_state s on s.key = k.name order by s.base',
  );
  return rows.map(row => verifierKey(row.name, SIGNATURE.ed25519, row.public));
}

/** Makes the key of the log that will follow this one, where there is none yet: every backup from now on has it. */
export async function makeNextKey(ctx: Context, client: Queries, origin: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  await client.query(
    `insert into log_next_key (after, public, sealed, made_at) values ($1, $2, $3, $4) on conflict do nothing`,
    [
      origin,
      Buffer.from(publicBytes(privateKey)),
      sealed(ctx, privateKey, nextPurposeOf(origin)),
      ctx.clock.now(),
    ],
  );
}

/** The key of the log that will follow, under the name that it is going to have; undefined when none was made. */
export async function openNextKey(
  ctx: Context,
  client: Queries,
  origin: string,
  successor: string,
): Promise<LogKey | undefined> {
  const { rows } = await client.query<{ sealed: Buffer }>(
    'select sealed from log_next_key where after = $1',
    [origin],
  );
  const [row] = rows;
  return row === undefined ? undefined : logKeyOf(successor, opened(ctx, row.sealed, nextPurposeOf(origin)));
}

/** The public half of the key of the log that will follow; undefined when none was made. */
export async function nextVerifierKey(
  client: Queries,
  origin: string,
  successor: string,
): Promise<VerifierKey | undefined> {
  const { rows } = await client.query<{ public: Buffer }>(
    'select public from log_next_key where after = $1',
    [origin],
  );
  const [row] = rows;
  return row === undefined ? undefined : verifierKey(successor, SIGNATURE.ed25519, row.public);
}

/** The successor's key becomes a log's own; the closed log's is destroyed: nothing is ever signed with it again. */
export async function handKeyOver(
  ctx: Context,
  client: Queries,
  closed: string,
  { private: key, verifier }: LogKey,
): Promise<void> {
  await keepLogKey(ctx, client, verifier.name, key);
  await client.query('delete from log_next_key where after = $1', [closed]);
  await client.query(
    'update log_key set sealed = null, destroyed_at = $2 where name = $1 and sealed is not null',
    [closed, ctx.clock.now()],
  );
}

async function keepLogKey(ctx: Context, client: Queries, origin: string, key: KeyObject): Promise<void> {
  await client.query(
    'insert into log_key (name, public, sealed, made_at) values ($1, $2, $3, $4) on conflict do nothing',
    [origin, Buffer.from(publicBytes(key)), sealed(ctx, key, purposeOf(origin)), ctx.clock.now()],
  );
}

function sealed(ctx: Context, key: KeyObject, purpose: string): Buffer {
  return Buffer.from(ctx.secrets.seal(key.export({ format: 'der', type: 'pkcs8' }), purpose));
}

function opened(ctx: Context, bytes: Buffer, purpose: string): KeyObject {
  return createPrivateKey({
    key: Buffer.from(ctx.secrets.open(bytes, purpose)),
    format: 'der',
    type: 'pkcs8',
  });
}

function logKeyOf(origin: string, key: KeyObject): LogKey {
  return { private: key, verifier: verifierKey(origin, SIGNATURE.ed25519, publicBytes(key)) };
}

function purposeOf(origin: string): string {
  return `key of the transparency log ${origin}`;
}

function nextPurposeOf(origin: string): string {
  return `key of the transparency log after ${origin}`;
}
