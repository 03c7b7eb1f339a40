import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { canonicalJson } from '@pinxin/credentials/encoding/jcs';
import { jwkOf } from '@pinxin/credentials/keys/public-key';
import { type Signer, signerOf } from '@pinxin/credentials/keys/signature';
import type { Context } from '../../../../kernel/context.ts';
import type { Tx } from '../../../../kernel/transaction.ts';
import { appendLeaf } from '../../../../kernel/transparency/append-leaf.ts';
import { partyDid } from '../facts-views.ts';
import {
  type ActiveKey,
  countKeys,
  insertKey,
  issuerOf,
  type KeyActor,
  lockIssuer,
  partyById,
} from './key-store.ts';

/** What a key may be: one that signs credentials, or SM2 that signs beside. */
export type KeyKind = ActiveKey['kind'] | 'SM2';

/** What a key is to be, beyond whose it is. */
export interface KeyWish extends KeyActor {
  readonly kind?: ActiveKey['kind'];
  /** Name of a keeper elsewhere; this instance keeps it when absent. */
  readonly keeper?: string;
}

/** 生成签名密钥: makes the active key of a party in an open transaction; the caller has seen that it has none. */
export async function makeKey(ctx: Context, tx: Tx, party: number, wish: KeyWish): Promise<ActiveKey> {
  const { publicId: owner } = (await partyById(tx, party))!;
  const did = await lockIssuer(tx, party, partyDid(ctx.publicUrl, owner));
  const raced = await issuerOf(tx, party);
  if (raced?.key !== undefined) return raced.key;
  const publicId = ctx.newId('isk');
  const { kind = 'P-256', keeper = 'here' } = wish;
  const name = `key-${(await countKeys(tx, party)) + 1}`;
  const made =
    keeper === 'here' ? makeHere(ctx, publicId, kind) : await makeElsewhere(ctx, keeper, did, kind);
  const id = await insertKey(tx, { publicId, party, name, kind, keeper, ...made }, wish);
  tx.journal({ actor: wish.actor, kind: 'issuer-key-made', facts: { key: publicId, party, keeper } });
  await appendLeaf(tx, {
    ...{ kind: 'key.create', issuer: did, record: publicId, revision: 0 },
    secured: Buffer.from(canonicalJson({ id: `${did}#${name}`, publicKeyJwk: made.publicJwk }), 'utf8'),
  });
  const { reference, sealed } = made;
  return {
    ...{ id, publicId, party, did, name, kind, keeper, reference, sealed },
    parallel: raced?.parallel ?? null,
    statusProfile: raced?.statusProfile ?? null,
  };
}

interface MadeKey {
  readonly publicJwk: Readonly<Record<string, string>>;
  readonly reference: string | null;
  readonly sealed: Buffer | null;
}

function makeHere(ctx: Context, publicId: string, kind: ActiveKey['kind']): MadeKey {
  const pair =
    kind === 'Ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const bytes = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
  const sealed = Buffer.from(ctx.secrets.seal(bytes, purposeOf(publicId)));
  bytes.fill(0);
  return { publicJwk: jwkOf({ kind, key: pair.publicKey }), reference: null, sealed };
}

async function makeElsewhere(
  ctx: Context,
  keeper: string,
  did: string,
  kind: ActiveKey['kind'],
): Promise<MadeKey> {
  const { publicJwk, reference } = await keeperNamed(ctx, keeper).create(did, kind);
  return { publicJwk, reference, sealed: null };
}

function keeperNamed(ctx: Context, name: string) {
  const keeper = ctx.keepers?.[name];
  if (keeper === undefined) throw new Error(`no keeper of keys named ${name} is configured`);
  return keeper;
}

/** Has a key that ended made unusable by whoever keeps it; what was kept here is gone with its row's content. */
export async function destroyElsewhere(
  ctx: Context,
  key: Pick<ActiveKey, 'publicId' | 'keeper' | 'reference'>,
): Promise<void> {
  opened.get(ctx)?.delete(key.publicId);
  if (key.keeper !== 'here') await keeperNamed(ctx, key.keeper).destroy(key.reference!);
}

/** What a private part kept here is sealed for. */
export function purposeOf(publicId: string): string {
  return `signing key ${publicId}`;
}

/** Opened keys of this process: to open one costs more than to sign. */
const opened = new WeakMap<Context, Map<string, Signer>>();

/** Who signs with a key: this process, or whoever keeps it. */
export function signerFor(ctx: Context, key: ActiveKey): Signer {
  const signers = opened.get(ctx) ?? new Map<string, Signer>();
  opened.set(ctx, signers);
  const known = signers.get(key.publicId);
  if (known !== undefined) return known;
  const signer = openSigner(ctx, key);
  signers.set(key.publicId, signer);
  return signer;
}

function openSigner(
  ctx: Context,
  { publicId, did, name, kind, keeper, reference, sealed }: ActiveKey,
): Signer {
  const method = `${did}#${name}`;
  if (keeper !== 'here') {
    return { method, kind, sign: bytes => keeperNamed(ctx, keeper).sign(reference!, bytes) };
  }
  const der = Buffer.from(ctx.secrets.open(sealed!, purposeOf(publicId)));
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  return signerOf(method, kind, privateKey);
}

/**
 * The key with which a party signs now. The first one is made here, so that every statement is signed from the start;
 * undefined when its last key was retired or lost and two persons have not made another one.
 */
export async function signingKey(ctx: Context, tx: Tx, party: number): Promise<ActiveKey | undefined> {
  const issuer = await issuerOf(tx, party);
  if (issuer !== undefined) return issuer.key;
  return await makeKey(ctx, tx, party, { actor: 'system', reason: '首次签发' });
}
