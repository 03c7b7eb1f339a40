import type { Context } from '../../../../kernel/context.ts';
import type { Tx } from '../../../../kernel/transaction.ts';
import type { ActiveKey } from '../keys/key-store.ts';
import { POSITIONS, positionsOf } from './position.ts';
import { signList } from './sign-list.ts';
import { countLists, insertList, type TakenPlaces, takePlaces } from './status-store.ts';

/** A place of a credential in a pair of lists. */
export interface TakenPosition {
  readonly list: number;
  readonly listId: string;
  readonly position: number;
}

/** Takes positions for new credentials; makes a new pair of lists whenever the last one is full. */
export async function takePositions(
  ctx: Context,
  tx: Tx,
  key: ActiveKey,
  count: number,
): Promise<readonly TakenPosition[]> {
  const taken: TakenPosition[] = [];
  while (taken.length < count) {
    const left = count - taken.length;
    const { id, publicId, seed, first, places } =
      (await takePlaces(tx, key.party, left)) ?? (await takeInNewList(ctx, tx, key, left));
    const positionOf = positionsOf(seed);
    for (let nth = first; nth < first + places; nth++) {
      taken.push({ list: id, listId: publicId, position: positionOf(nth) });
    }
  }
  return taken;
}

async function takeInNewList(ctx: Context, tx: Tx, key: ActiveKey, count: number): Promise<TakenPlaces> {
  const number = await countLists(tx, key.party);
  // Somebody else may have made one while this waited for the issuer.
  const raced = await takePlaces(tx, key.party, count);
  if (raced !== undefined) return raced;
  const publicId = ctx.newId('stl');
  const bits = Buffer.alloc(POSITIONS / 8);
  const sign = (purpose: 'revocation' | 'suspension') =>
    signList(ctx, key, { list: publicId, purpose, bits, at: tx.at });
  const secured = { revocation: await sign('revocation'), suspension: await sign('suspension') };
  await insertList(tx, { publicId, party: key.party, number: number + 1, bits, secured });
  return (await takePlaces(tx, key.party, count))!;
}
