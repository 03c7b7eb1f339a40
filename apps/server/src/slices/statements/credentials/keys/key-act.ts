import type { Context } from '../../../../kernel/context.ts';
import type { StatusProfile } from '../../../../kernel/db/schema-credentials.ts';
import type { Tx } from '../../../../kernel/transaction.ts';
import { appendLeaf } from '../../../../kernel/transparency/append-leaf.ts';
import { signListsAnew } from '../status/sign-lists-anew.ts';
import {
  type ActiveKey,
  endKey,
  issuerOf,
  type KeyActor,
  parallelKeyOf,
  setStatusProfile,
} from './key-store.ts';
import { destroyElsewhere, type KeyKind, makeKey } from './make-key.ts';
import { makeParallelKey } from './parallel-key.ts';

/** 密钥仪式: what two persons of an issuer do to its signing key, and to how it writes the status of what it signs. */
export const KEY_ACTS = ['create', 'rotate', 'retire', 'lose', 'w3cStatus', 'strictStatus'] as const;
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
  const profile = PROFILES[wish.act as keyof typeof PROFILES];
  const issuer = await issuerOf(tx, wish.party);
  if (profile !== undefined) {
    if (issuer?.key === undefined) return { ok: false, code: 'keyNotThere' };
    await changeProfile(tx, wish, profile);
    return { ok: true, key: undefined };
  }
  const isParallel = wish.kind === 'SM2';
  // SM2 signs beside another key: who has none yet begins with that.
  if (isParallel && issuer?.key === undefined && wish.act === 'create')
    return { ok: false, code: 'keyNotThere' };
  const active = isParallel ? await parallelKeyOf(tx, wish.party) : issuer?.key;
  const make = () => (isParallel ? makeBeside(ctx, tx, issuer!.did, wish) : makeAndSign(ctx, tx, wish));
  if (wish.act === 'create') {
    if (active !== undefined) return { ok: false, code: 'keyThere' };
    return { ok: true, key: await make() };
  }
  if (active === undefined) return { ok: false, code: 'keyNotThere' };
  if (!(await end(ctx, tx, active, wish))) return { ok: false, code: 'keyNotThere' };
  return { ok: true, key: wish.act === 'rotate' ? await make() : undefined };
}

const PROFILES = { w3cStatus: 'w3c', strictStatus: 'untp-strict' } as const;

/** Verifiers take both forms; what was signed before keeps its own. */
async function changeProfile(tx: Tx, { party, actor, secondPerson }: KeyActWish, profile: StatusProfile) {
  if (!(await setStatusProfile(tx, party, profile))) return;
  const facts = { party, profile, secondPerson: secondPerson ?? null };
  tx.journal({ actor, kind: 'issuer-status-profile-set', facts });
}

async function makeBeside(ctx: Context, tx: Tx, did: string, wish: KeyActWish): Promise<string> {
  return (await makeParallelKey(ctx, tx, wish.party, did, wish)).publicId;
}

async function makeAndSign(ctx: Context, tx: Tx, { kind, ...wish }: KeyActWish): Promise<string> {
  const signs = kind === undefined || kind === 'SM2' ? {} : { kind };
  const key = await makeKey(ctx, tx, wish.party, { ...wish, ...signs });
  await signListsAnew(ctx, tx, key);
  return key.publicId;
}

type EndingKey = Pick<ActiveKey, 'id' | 'publicId' | 'did' | 'name' | 'keeper' | 'reference'>;

const LEAVES = { rotate: 'key.rotate', retire: 'key.retire', lose: 'key.lost' } as const;

async function end(ctx: Context, tx: Tx, key: EndingKey, wish: KeyActWish): Promise<boolean> {
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
