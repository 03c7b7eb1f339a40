import type { Tx } from '../../kernel/transaction.ts';
import { markRevoked } from './store.ts';

/** 吊销密钥: from now on the key opens nothing (some seconds later where it was just used). False: there is no such good key. */
export async function revokeKey(tx: Tx, actor: string, id: string): Promise<boolean> {
  const revoked = await markRevoked(tx, id);
  if (revoked) tx.journal({ actor, kind: 'key-revoked', facts: { key: id } });
  return revoked;
}
