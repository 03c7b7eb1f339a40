import type { Context } from '../../../../kernel/context.ts';
import type { Tx } from '../../../../kernel/transaction.ts';
import type { ActiveKey } from '../keys/key-store.ts';
import { POSITIONS, positionOf } from './position.ts';
import { signList } from './sign-list.ts';
import { countLists, insertList, takePlace } from './status-store.ts';

/** A place of a credential in a pair of lists. */
export interface TakenPosition {
  readonly list: number;
  readonly listId: string;
  readonly position: number;
}

/** Takes a position for a new credential; makes a new pair of lists when the last one is full. */
export async function takePosition(ctx: Context, tx: Tx, key: ActiveKey): Promise<TakenPosition> {
  const place = (await takePlace(tx, key.party)) ?? (await takeInNewList(ctx, tx, key));
  return { list: place.id, listId: place.publicId, position: positionOf(place.seed, place.nth) };
}

async function takeInNewList(ctx: Context, tx: Tx, key: ActiveKey) {
  const number = await countLists(tx, key.party);
  // Somebody else may have made one while this waited for the issuer.
  const raced = await takePlace(tx, key.party);
  if (raced !== undefined) return raced;
  const publicId = ctx.newId('stl');
  const bits = Buffer.alloc(POSITIONS / 8);
  const sign = (purpose: 'revocation' | 'suspension') =>
    signList(ctx, key, { list: publicId, purpose, bits, at: tx.at });
  const secured = { revocation: await sign('revocation'), suspension: await sign('suspension') };
  await insertList(tx, { publicId, party: key.party, number: number + 1, bits, secured });
  return (await takePlace(tx, key.party))!;
}
