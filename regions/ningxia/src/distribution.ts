import { hours, type LocalDay, type LocalSecond, startOf } from './calendar.ts';
import type { Case } from './cases.ts';
import { type Chain, type Dock, deliver, dockOf } from './chain.ts';
import type { Directory } from './directory.ts';
import { aggregationEvent, objectEvent, pieces } from './event.ts';
import type { Random } from './random.ts';

/** Cases on a pallet. */
const PALLET = 40;
/** Cases a shop takes at a time. */
const DROP = 12;
/**
 * Days from the first pallet to the last sale: nothing may be ready later than this before the story's end.
 */
export const SELLING_DAYS = 18;

/** All shops of the region, chain after chain. */
export function shopsOf(directory: Directory): readonly Dock[] {
  return directory.all('shop').flatMap(member => member.places.map((_, index) => dockOf(member, index)));
}

/** How a maker's cases go out. */
export interface Route {
  readonly from: Dock;
  readonly warehouse: Dock;
  /** A shop for each delivery. */
  readonly shop: () => Dock;
  /** Cases a delivery; twelve when absent. */
  readonly drop?: number;
  /** Part of the deliveries that is sold out by the end. */
  readonly soldShare: number;
  /** Temperature records of a chilled delivery. */
  readonly sensors?: (leaves: LocalSecond, arrives: LocalSecond) => readonly object[];
}

/** A large shop is met more often than a small one: the square of an even draw. */
export function shopBySize(random: Random, shops: readonly Dock[]): Dock {
  return shops[Math.floor(random.real() ** 2 * shops.length)] as Dock;
}

/** Opens a case at a shop: its packs stand on the shelf. */
function openCase(chain: Chain, shop: Dock, epc: string, at: LocalSecond): void {
  const about = { at, step: 'unpacking', disposition: 'sellable_accessible', place: shop.place };
  const event = aggregationEvent(
    'DELETE',
    epc,
    {},
    { ...about, facts: { 'pinxin:activity': 'caseOpening' } },
  );
  chain.recorder.record(shop.member, event);
}

/** Records what a shop sold by an evening: opened cases pack by pack, the others as cases. */
function sell(chain: Chain, shop: Dock, cases: readonly Case[], at: LocalSecond): void {
  const packs = new Map<string, number>();
  for (const each of cases) {
    if (each.opens !== true) continue;
    openCase(chain, shop, each.epc, at - hours(30));
    packs.set(each.packLot, (packs.get(each.packLot) ?? 0) + each.packs);
  }
  const epcs = cases.filter(each => each.opens !== true).map(each => each.epc);
  const quantities = [...packs].map(([lot, count]) => pieces(lot, count));
  const what = quantities.length === 0 ? { epcs } : { epcs, quantities };
  const about = { at, step: 'retail_selling', disposition: 'retail_sold', place: shop.place };
  const event = objectEvent('OBSERVE', what, { ...about, facts: { 'pinxin:activity': 'retailSelling' } });
  chain.recorder.record(shop.member, event);
}

function sendPallet(chain: Chain, random: Random, route: Route, cases: readonly Case[], day: LocalDay): void {
  const pallet = route.from.member.nextPallet();
  const content = { epcs: cases.map(each => each.epc) };
  const loaded = startOf(day) + hours(8) + random.below(7200);
  const loading = { at: loaded, step: 'packing', disposition: 'in_progress', place: route.from.place };
  const add = aggregationEvent('ADD', pallet, content, {
    ...loading,
    facts: { 'pinxin:activity': 'palletLoading' },
  });
  chain.recorder.record(route.from.member, add, 1);
  const arrives = loaded + hours(20);
  deliver(chain, {
    from: route.from,
    to: route.warehouse,
    leaves: loaded + hours(1),
    arrives,
    what: { epcs: [pallet] },
    facts: { 'pinxin:activity': 'palletDelivery' },
  });
  const emptying = {
    at: arrives + 3600,
    step: 'unpacking',
    disposition: 'in_progress',
    place: route.warehouse.place,
  };
  const del = aggregationEvent('DELETE', pallet, content, {
    ...emptying,
    facts: { 'pinxin:activity': 'palletUnloading' },
  });
  chain.recorder.record(route.warehouse.member, del);
}

/**
 * Sends cases out: pallets to a warehouse, deliveries of a dozen to shops, and the sale over the counter.
 * The cases come in the order of packing; a pallet leaves when its last case is ready.
 */
export function distribute(chain: Chain, random: Random, route: Route, cases: readonly Case[]): void {
  const size = route.drop ?? DROP;
  for (let from = 0; from < cases.length; from += PALLET) {
    const load = cases.slice(from, from + PALLET);
    const day = load.reduce((latest, each) => Math.max(latest, each.ready), 0);
    sendPallet(chain, random, route, load, day);
    for (let first = 0; first < load.length; first += size) {
      const drop = load.slice(first, first + size);
      const shop = route.shop();
      const leaves = startOf(day + random.between(2, 4)) + hours(6) + random.below(10_800);
      const sensors =
        route.sensors === undefined ? {} : { sensors: route.sensors(leaves, leaves + hours(5)) };
      deliver(chain, {
        from: route.warehouse,
        to: shop,
        leaves,
        arrives: leaves + hours(5),
        what: { epcs: drop.map(each => each.epc) },
        arrivesAs: 'sellable_accessible',
        facts: { 'pinxin:activity': 'shopDelivery' },
        ...sensors,
      });
      if (!random.chance(route.soldShare)) continue;
      sell(chain, shop, drop, startOf(day + random.between(6, 12)) + hours(17) + random.below(7200));
    }
  }
}
