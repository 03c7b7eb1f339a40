import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { publicBytes, SIGNATURE, type VerifierKey, verifierKey } from '@pinxin/translog/note';
import type pg from 'pg';
import type { Context } from '../context.ts';

/** The log's own key: the private half, and what others verify with. */
export interface LogKey {
  readonly private: KeyObject;
  readonly verifier: VerifierKey;
}

/** Makes a key for a log of this name, sealed at rest; its private half never leaves the process in the clear. */
export async function makeLogKey(ctx: Context, client: pg.ClientBase, origin: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const sealed = ctx.secrets.seal(privateKey.export({ format: 'der', type: 'pkcs8' }), purposeOf(origin));
  await client.query(
    'insert into log_key (name, public, sealed, made_at) values ($1, $2, $3, $4) on conflict do nothing',
    [origin, Buffer.from(publicBytes(privateKey)), Buffer.from(sealed), ctx.clock.now()],
  );
}

/** Opens the log's key. Throws SecretUnreadable when it was sealed under a key that this process does not have. */
export async function openLogKey(ctx: Context, client: pg.ClientBase, origin: string): Promise<LogKey> {
  const { rows } = await client.query<{ sealed: Buffer }>('select sealed from log_key where name = $1', [
    origin,
  ]);
  const sealed = rows[0]?.sealed;
  if (sealed === undefined) throw new Error(`the log ${origin} has no key`);
  const der = Buffer.from(ctx.secrets.open(sealed, purposeOf(origin)));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { private: key, verifier: verifierKey(origin, SIGNATURE.ed25519, publicBytes(key)) };
}

function purposeOf(origin: string): string {
  return `key of the transparency log ${origin}`;
}
