import { timingSafeEqual } from 'node:crypto';
import { isScope } from '@pinxin/contract/access';
import type { KnownCaller } from '../../http/caller.ts';
import type { Context } from '../../kernel/context.ts';
import { digestOfSecret } from './issue-key.ts';
import { callerByDigest } from './store.ts';

/**
 * Whose key a secret is; undefined when nobody's, or revoked. Looked up by digest, so that no time tells how much of
 * a guessed secret was right; compared once more in constant time.
 */
export async function callerOfSecret(ctx: Context, secret: string): Promise<KnownCaller | undefined> {
  const digest = digestOfSecret(secret);
  const found = await callerByDigest(ctx, digest);
  if (found === undefined || !timingSafeEqual(found.digest, digest)) return undefined;
  const { party, publicId, partyKind, scopes } = found;
  return { kind: 'party', party, publicId, partyKind, scopes: new Set(scopes.filter(isScope)) };
}
