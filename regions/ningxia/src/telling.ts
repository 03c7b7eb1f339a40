import type { Case } from './cases.ts';
import { type Chain, type Dock, dockOf } from './chain.ts';
import { distribute } from './distribution.ts';
import type { Random } from './random.ts';
import type { StoryPlan } from './story-plan.ts';
import type { WolfberryLine } from './wolfberry.ts';
import { type GradedBatch, type PackLot, pack } from './wolfberry-processing.ts';

/** What the parts of the story hand on to each other. */
export interface Telling {
  readonly chain: Chain;
  readonly line: WolfberryLine;
  readonly plan: StoryPlan;
  readonly random: Random;
}

/** Packs a graded lot on the story's packing day; it may leave three days later, tested. */
export function packAt(
  telling: Telling,
  packer: Dock,
  batch: GradedBatch,
  letter: string,
  certificate?: string,
): PackLot {
  const { chain, plan, random } = telling;
  const lot = pack(chain, random, packer, batch, {
    ...{ day: plan.packingDay, number: plan.packNumber(letter) },
    ...(certificate === undefined ? {} : { certificate }),
  });
  return { ...lot, released: plan.packingDay + 3 };
}

/** Sends cases out so that every delivery reaches another county. */
export function sendOut(
  telling: Telling,
  packer: Dock,
  cases: readonly Case[],
  drop: number,
  firstShop: number,
): void {
  const { plan, random } = telling;
  let next = firstShop;
  const shop = (): Dock => {
    next += 1;
    return plan.shops[next % plan.shops.length] as Dock;
  };
  const warehouse = plan.warehouses[firstShop % plan.warehouses.length] as Dock;
  const route = { from: dockOf(packer.member, 1), warehouse, shop, drop, soldShare: 0.6 };
  distribute(telling.chain, random, route, cases);
}
