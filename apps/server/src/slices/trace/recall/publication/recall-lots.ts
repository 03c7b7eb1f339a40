import { LOT_KINDS } from '../../codes.ts';
import type { Recall, RecallParts } from '../recall.ts';
import { processesAmong } from '../sheet-views.ts';

/** How `recall_lot` tells goods from what carried them and from processes on the way. */
export const RECALL_PARTS = { goods: 1, carriers: 2, processes: 3 } as const;

/** What a recall takes back, each ascending. */
export interface RecallLots {
  readonly goods: Uint32Array;
  readonly carriers: Uint32Array;
  readonly processes: Uint32Array;
}

/** Sorts a closure into goods, carriers and processes. A carrier that is itself affected is goods. */
export async function recallLotsOf({ ctx }: RecallParts, { lots, carriers }: Recall): Promise<RecallLots> {
  const processes =
    lots.length === 0 ? new Set<number>() : await processesAmong(ctx.database, lots, LOT_KINDS.process);
  return {
    goods: processes.size === 0 ? lots : lots.filter(lot => !processes.has(lot)),
    carriers: without(carriers, lots),
    processes: Uint32Array.from(processes).sort(),
  };
}

/** The numbers of the first list that are not in the second; both ascending. */
export function without(numbers: Uint32Array, others: Uint32Array): Uint32Array {
  let at = 0;
  return numbers.filter(number => {
    while (at < others.length && others[at]! < number) at++;
    return others[at] !== number;
  });
}

/** What came to be known since: each part without what stood in any part before. */
export function newOf(found: RecallLots, known: Uint32Array): RecallLots {
  return {
    goods: without(found.goods, known),
    carriers: without(found.carriers, known),
    processes: without(found.processes, known),
  };
}

/** How many there are in all. */
export function countLots({ goods, carriers, processes }: RecallLots): number {
  return goods.length + carriers.length + processes.length;
}
