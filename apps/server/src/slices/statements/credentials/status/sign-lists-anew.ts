import type { Context } from '../../../../kernel/context.ts';
import type { Tx } from '../../../../kernel/transaction.ts';
import { appendLeaf } from '../../../../kernel/transparency/append-leaf.ts';
import type { ActiveKey } from '../keys/key-store.ts';
import { signList } from './sign-list.ts';
import { lockListsOfParty, saveLists } from './status-store.ts';

/** Signs all lists of a party with its new key: nobody should have to believe a list under a key that ended. */
export async function signListsAnew(ctx: Context, tx: Tx, key: ActiveKey): Promise<void> {
  for (const list of await lockListsOfParty(tx, key.party)) {
    const sign = (purpose: 'revocation' | 'suspension') =>
      signList(ctx, key, { list: list.publicId, purpose, bits: list[purpose], at: tx.at });
    const secured = { revocation: await sign('revocation'), suspension: await sign('suspension') };
    await saveLists(tx, list, list, secured);
    await appendLeaf(tx, {
      ...{ kind: 'status-list', issuer: key.did, record: list.publicId, revision: list.revision + 1 },
      secured: Buffer.from(`${secured.revocation}\n${secured.suspension}`, 'ascii'),
    });
  }
}
