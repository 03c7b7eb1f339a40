import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { Context } from '../../kernel/context.ts';
import type { Tx } from '../../kernel/transaction.ts';
import {
  type PartyGiven,
  type PlaceGiven,
  type Registered,
  type RegistrationProblem,
  registerParty,
  registerPlace,
} from '../parties/api.ts';
import type { ProductGiven } from './product.ts';
import { registerProduct } from './register-product.ts';

/** What is registered together: parties first, then places (parents before what lies in them), then products. */
export interface BatchGiven {
  readonly parties?: readonly PartyGiven[];
  readonly places?: readonly PlaceGiven[];
  readonly products?: readonly ProductGiven[];
}

/** What became of each, in the order given. */
export interface BatchRegistered {
  readonly parties: readonly Registered[];
  readonly places: readonly Registered[];
  readonly products: readonly Registered[];
}

/**
 * Registers many at once. All or nothing, with the problems of all: the caller takes the transaction back when this
 * refuses. Places may name parents that stand later in the batch.
 */
export async function registerBatch(
  ctx: Pick<Context, 'newId'>,
  tx: Tx,
  actor: string,
  given: BatchGiven,
): Promise<Result<BatchRegistered, readonly RegistrationProblem[]>> {
  const { parties = [], places = [], products = [] } = given;
  const problems: RegistrationProblem[] = [];
  findRepeated(parties.map(({ uscc }) => uscc), '/parties', problems);
  findRepeated(places.map(({ uri }) => uri), '/places', problems);
  findRepeated(products.map(({ gtin }) => gtin), '/products', problems);
  const doneParties = await each(parties, '/parties', problems, (party, at) => registerParty(ctx, tx, actor, party, at));
  const donePlaces = await eachPlace(tx, actor, places, problems);
  const doneProducts = await each(products, '/products', problems, (product, at) =>
    registerProduct(ctx, tx, actor, product, at),
  );
  if (problems.length > 0) return refuse(problems);
  return ok({ parties: doneParties, places: donePlaces, products: doneProducts });
}

async function each<T>(
  list: readonly T[],
  pointer: string,
  problems: RegistrationProblem[],
  register: (item: T, at: string) => Promise<Result<Registered, readonly RegistrationProblem[]>>,
): Promise<readonly Registered[]> {
  const done: Registered[] = [];
  for (const [index, item] of list.entries()) {
    const result = await register(item, `${pointer}/${index}`);
    if (result.ok) done.push(result.value);
    else problems.push(...result.error);
  }
  return done;
}

/** Places in rounds, so that a parent that stands later comes before what lies in it; answers in the order given. */
async function eachPlace(
  tx: Tx,
  actor: string,
  places: readonly PlaceGiven[],
  problems: RegistrationProblem[],
): Promise<readonly Registered[]> {
  const done: Registered[] = new Array(places.length);
  const uris = new Set(places.map(({ uri }) => uri));
  const ready = new Set<string>();
  let left = places.map((place, index) => ({ place, index }));
  while (left.length > 0) {
    const next = left.filter(({ place: { parent } }) => parent === undefined || !uris.has(parent) || ready.has(parent));
    // A circle of parents: register as they stand, and each is told what is wrong.
    const round = next.length === 0 ? left : next;
    for (const { place, index } of round) {
      const result = await registerPlace(tx, actor, place, `/places/${index}`);
      if (result.ok) done[index] = result.value;
      else problems.push(...result.error);
      ready.add(place.uri);
    }
    left = left.filter(item => !round.includes(item));
  }
  return done;
}

function findRepeated(keys: readonly string[], pointer: string, problems: RegistrationProblem[]): void {
  const seen = new Set<string>();
  keys.forEach((key, index) => {
    if (seen.has(key)) problems.push({ code: 'repeatedInBatch', at: `${pointer}/${index}`, params: { value: key } });
    seen.add(key);
  });
}
