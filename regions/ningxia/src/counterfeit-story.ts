import { hours, startOf } from './calendar.ts';
import type { Case } from './cases.ts';
import { type Chain, type Dock, dockOf } from './chain.ts';
import { distribute } from './distribution.ts';
import { aggregationEvent, objectEvent } from './event.ts';
import { itemUri } from './gs1-keys.ts';
import type { StoryPlan } from './story-plan.ts';
import { packAt, sendOut, type Telling } from './telling.ts';
import { fillCases, type GradedBatch, serialise } from './wolfberry-processing.ts';

/** One sale of one pack. */
function sellItem(telling: Telling, shop: Dock, epc: string, at: number): void {
  const about = { at, step: 'retail_selling', disposition: 'retail_sold', place: shop.place };
  const event = objectEvent(
    'OBSERVE',
    { epcs: [epc] },
    { ...about, facts: { 'pinxin:activity': 'retailSelling' } },
  );
  telling.chain.recorder.record(shop.member, event);
}

/** The first shop of a county. */
function shopIn(plan: StoryPlan, directory: Chain['directory'], division: string): Dock {
  const found = plan.shops.find(each => directory.place(each.place).division === division);
  if (found === undefined) throw new Error(`no shop in ${division}`);
  return found;
}

/**
 * The copied code: two cases with single serials, one pack sold in Yinchuan, and its copy in Guyuan two days
 * on.
 */
export function tellCounterfeit(telling: Telling, special: GradedBatch): void {
  const { chain, plan } = telling;
  const { directory, calendar } = chain;
  const packer = plan.packers[0];
  const lot = packAt(telling, packer, special, 'B');
  const epcs = serialise(chain, packer, lot, plan.serials);
  const shop = shopIn(plan, directory, '640104');
  const gtin = packer.member.gtin('wolfberry/case/special');
  const warehouse = plan.warehouses[0] as Dock;
  const serialCases = [0, 1].map((index): Case => {
    const epc = itemUri(gtin, `CB${index + 1}`);
    const content = { epcs: epcs.slice(index * 20, index * 20 + 20) };
    const at = startOf(lot.day) + hours(17) + index * 60;
    const filling = { at, step: 'packing', disposition: 'active', place: packer.place };
    const facts = { 'pinxin:activity': 'caseFilling' };
    chain.recorder.record(packer.member, aggregationEvent('ADD', epc, content, { ...filling, facts }), 1);
    return { epc, packLot: lot.uri, packs: 20, ready: lot.released };
  });
  const route = { from: dockOf(packer.member, 1), warehouse, shop: () => shop, soldShare: 0 };
  distribute(chain, telling.random, route, serialCases);
  for (const each of serialCases) {
    const at = startOf(calendar.last - 14) + hours(9);
    const opening = { at, step: 'unpacking', disposition: 'sellable_accessible', place: shop.place };
    const facts = { 'pinxin:activity': 'caseOpening' };
    chain.recorder.record(shop.member, aggregationEvent('DELETE', each.epc, {}, { ...opening, facts }));
  }
  sellItem(telling, shop, plan.cloned, startOf(calendar.last - 9) + hours(18.5));
  sellItem(
    telling,
    shopIn(plan, directory, '640402'),
    plan.cloned,
    startOf(calendar.last - 7) + hours(10.25),
  );
  sendOut(telling, packer, fillCases(chain, packer, lot, lot.packs - epcs.length), 4, 23);
}
