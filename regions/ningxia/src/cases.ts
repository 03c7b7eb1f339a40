import { hours, type LocalDay, startOf } from './calendar.ts';
import type { Chain, Dock } from './chain.ts';
import { pieces, transformationEvent } from './event.ts';
import { itemUri } from './gs1-keys.ts';

/** A case of packs, ready to be sold on. */
export interface Case {
  readonly epc: string;
  readonly packLot: string;
  readonly packs: number;
  readonly ready: LocalDay;
  /**
   * True when the packs were aggregated one case at a time: then the shop opens it and sells packs. Bulk
   * cases are made
   * eighty at a time by a transformation (one event instead of eighty), and are sold as cases.
   */
  readonly opens?: boolean;
}

/** Packs of every lot kept by the packer as 留样: a lot is never used up to the last pack. */
const KEPT = 3;

/** Cases one event names at most. */
const CASES_PER_EVENT = 80;

/** Whole cases of any pack lot: one transformation for every eighty cases. */
export function caseUp(
  chain: Chain,
  packer: Dock,
  lot: { readonly uri: string; readonly packs: number; readonly day: LocalDay; readonly released: LocalDay },
  caseGtin: string,
  perCase: number,
  letter: string,
): Case[] {
  const count = Math.floor((lot.packs - KEPT) / perCase);
  const cases: Case[] = [];
  for (let from = 0; from < count; from += CASES_PER_EVENT) {
    const epcs: string[] = [];
    const until = Math.min(count, from + CASES_PER_EVENT);
    for (let index = from; index < until; index += 1) {
      const epc = itemUri(caseGtin, letter + chain.nextCode());
      epcs.push(epc);
      cases.push({ epc, packLot: lot.uri, packs: perCase, ready: lot.released });
    }
    const about = {
      at: startOf(lot.day) + hours(16) + Math.floor(from / CASES_PER_EVENT) * 300,
      step: 'packing',
      disposition: 'active',
      place: packer.place,
      facts: { 'pinxin:activity': 'caseFilling', 'pinxin:packsPerCase': perCase },
    };
    const inputs = { quantities: [pieces(lot.uri, epcs.length * perCase)] };
    chain.recorder.record(packer.member, transformationEvent(inputs, { epcs }, about), epcs.length);
  }
  return cases;
}
