import { randomBytes } from 'node:crypto';
import { canonicalJson } from '@pinxin/credentials/encoding/jcs';
import { sm2Jwk } from '@pinxin/credentials/sm2/parallel';
import { sm2PublicKey } from '@pinxin/credentials/sm2/sm2';
import { signSidecar } from '@pinxin/credentials/sm2/sm2-proof';
import type { Context } from '../../../../kernel/context.ts';
import type { Tx } from '../../../../kernel/transaction.ts';
import { appendLeaf } from '../../../../kernel/transparency/append-leaf.ts';
import {
  type ActiveKey,
  countKeys,
  insertKey,
  type KeyActor,
  lockIssuer,
  type ParallelKey,
  parallelKeyOf,
} from './key-store.ts';
import { purposeOf } from './make-key.ts';
import { insertParallel } from './parallel-store.ts';

/** 生成国密密钥: makes the SM2 key with which an issuer signs beside its own; the caller has seen that it has none. */
export async function makeParallelKey(
  ctx: Context,
  tx: Tx,
  party: number,
  did: string,
  by: KeyActor,
): Promise<{ readonly publicId: string }> {
  await lockIssuer(tx, party, did);
  const raced = await parallelKeyOf(tx, party);
  if (raced !== undefined) return raced;
  const publicId = ctx.newId('isk');
  const name = `key-${(await countKeys(tx, party)) + 1}`;
  const secret = newSecret();
  const publicJwk = sm2Jwk(sm2PublicKey(secret));
  const sealed = Buffer.from(ctx.secrets.seal(secret, purposeOf(publicId)));
  secret.fill(0);
  const key = {
    publicId,
    party,
    name,
    kind: 'SM2',
    publicJwk,
    keeper: 'here',
    reference: null,
    sealed,
  } as const;
  await insertKey(tx, key, by);
  tx.journal({ actor: by.actor, kind: 'issuer-key-made', facts: { key: publicId, party, keeper: 'here' } });
  await appendLeaf(tx, {
    ...{ kind: 'key.create', issuer: did, record: publicId, revision: 0 },
    secured: Buffer.from(canonicalJson({ id: `${did}#${name}`, publicKeyJwk: publicJwk }), 'utf8'),
  });
  return { publicId };
}

/** A secret in the range that GB/T 32918.1 asks for; outside it there is no public key. */
function newSecret(): Buffer {
  for (;;) {
    const secret = randomBytes(32);
    try {
      sm2PublicKey(secret);
      return secret;
    } catch {
      // One in 2³².
    }
  }
}

/** 并行签名: signs the bytes of credentials once more, when their issuer has an SM2 key, in the same transaction. */
export async function signParallel(
  ctx: Context,
  tx: Tx,
  key: Pick<ActiveKey, 'party' | 'parallel'>,
  credentials: readonly { readonly id: number; readonly secured: string }[],
): Promise<void> {
  if (key.parallel === null) return;
  const parallel = (await parallelKeyOf(tx, key.party))!;
  const secret = Buffer.from(ctx.secrets.open(parallel.sealed!, purposeOf(parallel.publicId)));
  const wish = { created: tx.at, verificationMethod: methodOf(parallel) };
  const proofs = credentials.map(({ id, secured }) => {
    const proof = signSidecar(Buffer.from(secured, 'ascii'), secret, wish, () => randomBytes(32));
    return { credential: id, key: parallel.id, proof: JSON.stringify(proof) };
  });
  secret.fill(0);
  await insertParallel(tx, proofs);
}

function methodOf({ did, name }: ParallelKey): string {
  return `${did}#${name}`;
}
