import { createHash, randomBytes } from 'node:crypto';
import type { Scope } from '@pinxin/contract/access';
import { isScope, SCOPE_POWERS } from '@pinxin/contract/access';
import type { Caller } from '../../http/caller.ts';
import type { Context } from '../../kernel/context.ts';
import { inTransaction } from '../../kernel/transaction.ts';
import { callerByDigest, revokeStoredKey, saveKey } from './store.ts';

/** A key just issued. The secret is shown this once; only its digest is kept. */
export interface IssuedKey {
  readonly id: string;
  readonly secret: string;
}

/** Issues a key for a party. The secret carries 192 bits of chance, so a plain digest of it can't be guessed. */
export async function issueKey(
  ctx: Context,
  actor: string,
  wish: { readonly party: number; readonly scopes: readonly Scope[]; readonly label: string },
): Promise<IssuedKey> {
  const secret = `pxk_${randomBytes(24).toString('base64url')}`;
  const id = ctx.newId('key');
  await inTransaction(ctx, async tx => {
    await saveKey(tx, { publicId: id, digest: digestOf(secret), ...wish });
    tx.journal({ actor, kind: 'key-issued', facts: { key: id, party: wish.party, scopes: wish.scopes } });
  });
  return { id, secret };
}

/** Revokes a key; false when there was none to revoke. */
export async function revokeKey(ctx: Context, actor: string, id: string): Promise<boolean> {
  return await inTransaction(ctx, async tx => {
    const revoked = await revokeStoredKey(tx, id);
    if (revoked) tx.journal({ actor, kind: 'key-revoked', facts: { key: id } });
    return revoked;
  });
}

/** Whose key a secret is. Looked up by digest: no comparison of secrets whose time could tell anything. */
export async function callerOfSecret(
  ctx: Context,
  secret: string,
): Promise<Extract<Caller, { kind: 'party' }> | undefined> {
  const found = await callerByDigest(ctx.database, digestOf(secret));
  if (found === undefined) return undefined;
  const scopes = found.scopes.filter(isScope);
  return {
    ...found,
    kind: 'party',
    scopes: new Set(scopes.flatMap(scope => [scope, ...(SCOPE_POWERS[scope] ?? [])])),
  };
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
