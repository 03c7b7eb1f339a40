import { Role } from '@pinxin/lineage/role';
import type { Chain } from './chain-writer.ts';

/**
 * The lots that a suspect affects, by reading the events in order of time again and again until nothing is
 * added: affected inputs affect outputs; an affected content marks its container. The slow second opinion.
 * It may leave out what no chain of this folder does (suspect containers, processes, members, equal times).
 */
export function naiveAffected(chain: Chain, suspect: number): Set<number> {
  const affected = new Set([suspect]);
  for (let before = 0; before !== affected.size; ) {
    before = affected.size;
    for (const { from, to } of flows(chain)) {
      if (from.some(lot => affected.has(lot))) for (const lot of to) affected.add(lot);
    }
  }
  return affected;
}

function* flows(chain: Chain): Generator<{ from: number[]; to: number[] }> {
  let row = 0;
  for (let event = 1; event <= chain.eventCount; event++) {
    const from: number[] = [];
    const to: number[] = [];
    for (; row < chain.rowCount && chain.rowEvents[row] === event; row++) {
      const role = chain.rowRoles[row]!;
      const lot = chain.rowLots[row]!;
      if (role === Role.input || role === Role.childAdd) from.push(lot);
      else if (role === Role.output || role === Role.parentAdd) to.push(lot);
    }
    yield { from, to };
  }
}
