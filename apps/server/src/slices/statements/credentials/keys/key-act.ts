import type { Context } from '../../../../kernel/context.ts';
import type { Tx } from '../../../../kernel/transaction.ts';
import { appendLeaf } from '../../../../kernel/transparency/append-leaf.ts';
import { signListsAnew } from '../status/sign-lists-anew.ts';
import { type ActiveKey, endKey, issuerOf, type KeyActor } from './key-store.ts';
import { destroyElsewhere, type KeyKind, makeKey } from './make-key.ts';

/** 密钥仪式: what two persons of an issuer do to its signing key. */
export const KEY_ACTS = ['create', 'rotate', 'retire', 'lose'] as const;
export type KeyAct = (typeof KEY_ACTS)[number];

/** What is to be done, by whom. */
export interface KeyActWish extends KeyActor {
  readonly party: number;
  readonly act: KeyAct;
  readonly kind?: KeyKind;
}

/** What became of it; `key` is the new one, where there is one. */
export type KeyActed =
  | { readonly ok: true; readonly key: string | undefined }
  | { readonly ok: false; readonly code: 'keyThere' | 'keyNotThere' };

/**
 * Does it in an open transaction. `rotate` ends the old key and makes a new one at the same moment; `retire` and `lose`
 * leave the issuer without a key: it can say nothing until two persons make another one. From then on a verifier believes
 * an ended key only for what the log shows to be older.
 */
export async function performKeyAct(ctx: Context, tx: Tx, wish: KeyActWish): Promise<KeyActed> {
  const issuer = await issuerOf(tx, wish.party);
  const active = issuer?.key;
  if (wish.act === 'create') {
    if (active !== undefined) return { ok: false, code: 'keyThere' };
    return { ok: true, key: await makeAndSign(ctx, tx, wish) };
  }
  if (active === undefined) return { ok: false, code: 'keyNotThere' };
  if (!(await end(ctx, tx, active, wish))) return { ok: false, code: 'keyNotThere' };
  return { ok: true, key: wish.act === 'rotate' ? await makeAndSign(ctx, tx, wish) : undefined };
}

async function makeAndSign(ctx: Context, tx: Tx, wish: KeyActWish): Promise<string> {
  const key = await makeKey(ctx, tx, wish.party, wish);
  await signListsAnew(ctx, tx, key);
  return key.publicId;
}

const LEAVES = { rotate: 'key.rotate', retire: 'key.retire', lose: 'key.lost' } as const;

async function end(ctx: Context, tx: Tx, key: ActiveKey, wish: KeyActWish): Promise<boolean> {
  const act = wish.act as keyof typeof LEAVES;
  if (!(await endKey(tx, key.id, act === 'lose' ? 'lost' : 'retired', wish))) return false;
  await destroyElsewhere(ctx, key);
  tx.journal({
    actor: wish.actor,
    kind: 'issuer-key-ended',
    facts: { key: key.publicId, party: wish.party, act },
  });
  const ended = { id: `${key.did}#${key.name}`, revoked: tx.at.toISOString(), act };
  await appendLeaf(tx, {
    ...{ kind: LEAVES[act], issuer: key.did, record: key.publicId, revision: 1 },
    secured: Buffer.from(JSON.stringify(ended), 'utf8'),
  });
  return true;
}
