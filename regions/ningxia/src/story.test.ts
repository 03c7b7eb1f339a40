import { describe, expect, it } from 'vitest';
import type { Quantity } from './event.ts';
import { productUri } from './gs1-keys.ts';
import { madeIn, type ReadDemo, type ReadEvent, readDemo, usedIn } from './testing/demo.ts';
import { reachOf } from './testing/taint.ts';

const demo = readDemo(2000);
const DAY = 86_400_000;

/** Kilograms of one piece of each product with a net content. */
function netKilograms({ region }: ReadDemo): Map<string, number> {
  const known = region.products.filter(each => each.netContent !== undefined);
  return new Map(known.map(each => [productUri(each.gtin), each.netContent?.quantity ?? 0]));
}

function productOf(uri: string): string {
  return uri.slice(0, 'https://id.gs1.org/01/'.length + 14);
}

/** Grams that went in and came out, undefined when something in it is not weighed. */
function balanceOf(
  event: ReadEvent,
  net: ReadonlyMap<string, number>,
): { in: number; out: number } | undefined {
  const grams = (quantities: readonly Quantity[] = [], epcs: readonly string[] = []): number | undefined => {
    let sum = 0;
    for (const each of quantities) {
      const one =
        each.uom === 'KGM' ? 1 : each.uom === undefined ? net.get(productOf(each.epcClass)) : undefined;
      if (one === undefined || each.quantity === undefined) return undefined;
      sum += Math.round(each.quantity * one * 1000);
    }
    for (const each of epcs) {
      const one = net.get(productOf(each));
      if (one === undefined) return undefined;
      sum += Math.round(one * 1000);
    }
    return sum;
  };
  const input = grams(event.inputQuantityList, event.inputEPCList);
  const output = grams(event.outputQuantityList, event.outputEPCList);
  return input === undefined || output === undefined ? undefined : { in: input, out: output };
}

/** Lots of which more came out of one step than went in. */
function inflated(of: ReadDemo): string[] {
  const net = netKilograms(of);
  return of.events.flatMap(event => {
    if (event.type !== 'TransformationEvent' || event.transformationID !== undefined) return [];
    const balance = balanceOf(event, net);
    return balance !== undefined && balance.out > balance.in ? madeIn(event) : [];
  });
}

/** Lots of which more was used than had been made. */
function overdrawn({ events }: ReadDemo): string[] {
  const left = new Map<string, number>();
  const add = (list: readonly Quantity[] | undefined, sign: 1 | -1): void => {
    for (const { epcClass, quantity } of list ?? []) {
      left.set(epcClass, (left.get(epcClass) ?? 0) + sign * Math.round((quantity ?? 0) * 1000));
    }
  };
  for (const event of events) {
    add(event.outputQuantityList, 1);
    add(event.inputQuantityList, -1);
    if (event.type === 'ObjectEvent' && event.action === 'ADD') add(event.quantityList, 1);
  }
  return [...left].filter(([, amount]) => amount < 0).map(([lot]) => lot);
}

/** Lots harvested before the interval of an earlier application in the same cycle had passed. */
function harvestedTooSoon({ events }: ReadDemo): string[] {
  const freeFrom = new Map<string, number>();
  return events.flatMap(event => {
    const cycle = event.transformationID;
    if (cycle === undefined) return [];
    const day = Date.parse(`${event.eventTime.slice(0, 10)}T00:00:00Z`);
    const interval = event['pinxin:preHarvestIntervalDays'] ?? event['pinxin:withdrawalDays'];
    if (typeof interval === 'number') {
      freeFrom.set(cycle, Math.max(freeFrom.get(cycle) ?? 0, day + interval * DAY));
    }
    return event['pinxin:activity'] === 'harvesting' && day < (freeFrom.get(cycle) ?? 0) ? madeIn(event) : [];
  });
}

describe.each([1, 2, 42])('the story under seed %i', seed => {
  const told = seed === 1 ? demo : readDemo(3000, seed);

  it('keeps mass balance everywhere but in the planted fraud', () => {
    expect(inflated(told)).toEqual([told.story.moreOutThanIn]);
    expect(overdrawn(told)).toEqual([]);
  });

  it('holds every interval but that of the bad lot', () => {
    expect(harvestedTooSoon(told)).toEqual([told.story.badLot]);
  });

  it('recalls dozens of shops in all five cities and spares the other plots', () => {
    const reach = reachOf(told.story.badLot, told.events);
    const shops = told.region.places.filter(each => each.kind === 'store' && reach.places.has(each.uri));
    expect(shops.length).toBeGreaterThanOrEqual(24);
    expect(new Set(shops.map(each => each.division.slice(0, 4))).size).toBe(5);
    expect(reach.lots.has(told.story.badPack)).toBe(true);
    expect(told.story.sparedLots.filter(each => reach.lots.has(each))).toEqual([]);
    for (const good of [told.story.sampleScan, told.story.counterfeit.uri, told.story.lambPack]) {
      expect(reach.lots.has(good)).toBe(false);
    }
    expect(reach.lots.size).toBeLessThan(told.documents.reduce((sum, each) => sum + each.lots, 0) / 4);
  });

  it('fills the crate of the bad lot again with good fruit', () => {
    const filled = told.events.filter(
      each =>
        each.type === 'AggregationEvent' && each.action === 'ADD' && each.parentID === told.story.reusedCrate,
    );
    const bad = filled.findIndex(each => usedIn(each).includes(told.story.badLot));
    expect(bad).toBeGreaterThanOrEqual(0);
    expect(filled.length - 1).toBeGreaterThan(bad);
  });

  it('sprays one hub lot on about three plots of five', () => {
    const first = told.events.filter(
      each => each['pinxin:activity'] === 'spraying' && each['pinxin:crop'] === '枸杞',
    );
    const plots = new Set(first.map(each => each.readPoint.id));
    const hub = first.filter(each => usedIn(each).includes(told.story.hubInput));
    const share = new Set(hub.map(each => each.readPoint.id)).size / plots.size;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.9);
  });

  it('takes one picking back that was written down ten times too large, and names what takes its place', () => {
    const pickings = told.events.filter(each => madeIn(each).includes(told.story.corrected));
    const [wrong, declared, right] = pickings;
    expect(pickings).toHaveLength(3);
    const { errorDeclaration, ...repeated } = declared!;
    expect(repeated).toEqual(wrong);
    expect(errorDeclaration).toMatchObject({
      reason: 'incorrect_data',
      correctiveEventIDs: [right!.eventID],
    });
    expect(right!.eventID).not.toBe(wrong!.eventID);
    const kilograms = [wrong, right].map(each => each!.outputQuantityList?.[0]?.quantity ?? 0);
    expect(kilograms[0]).toBe(kilograms[1]! * 10);
    expect(told.events.filter(each => each.errorDeclaration !== undefined)).toEqual([declared]);
  });

  it('names the licence of the mark on the good packs, as certificate and as document, and of no others', () => {
    const { certificate, sampleScan } = told.story;
    const certified = told.events.filter(each => each.certificationInfo?.includes(certificate));
    expect(certified.map(each => madeIn(each))).toEqual([[sampleScan]]);
    expect(certified[0]!.bizTransactionList).toContainEqual({ type: 'cert', bizTransaction: certificate });
    const prefix = told.region.parties.find(each => each.key === 'association-1')!.gs1Prefixes[0]!;
    expect(certificate).toContain(`/253/${prefix}`);
  });

  it('names landmarks that exist, and a copied code beside one that was never given out', () => {
    const named = new Set(told.events.flatMap(each => [...usedIn(each), ...madeIn(each)]));
    const { story } = told;
    const landmarks = [story.sampleScan, story.sampleItem, story.badLot, story.badPack, story.moreOutThanIn];
    const others = [
      story.hubInput,
      story.lambPack,
      story.earTag,
      story.spoiled,
      story.tomatoPack,
      story.fishLot,
    ];
    const all = [...landmarks, ...others, story.controller, story.counterfeit.uri, ...story.sparedLots];
    expect(all.filter(each => !named.has(each))).toEqual([]);
    expect(named.has(story.counterfeit.unknown)).toBe(false);
    const cities = new Set(story.counterfeit.scans.map(each => each.division.slice(0, 4)));
    expect(cities.size).toBe(5);
  });
});

describe('the sample scan', () => {
  it('leads back to two plots with their sprays and forward to shops, and was tested first', () => {
    const { events, story } = demo;
    const touching = events.filter(each => [...usedIn(each), ...madeIn(each)].includes(story.sampleScan));
    const activities = touching.map(each => each['pinxin:activity']);
    for (const each of ['packing', 'sampling', 'testing', 'caseFilling', 'retailSelling']) {
      expect(activities).toContain(each);
    }
    for (const lot of story.sparedLots.slice(0, 2))
      expect(reachOf(lot, events).lots.has(story.sampleScan)).toBe(true);
    const tested = touching.find(each => each['pinxin:activity'] === 'testing')?.eventTime ?? '';
    const sold = touching.find(each => each['pinxin:activity'] === 'retailSelling')?.eventTime ?? '';
    expect(tested < sold).toBe(true);
  });
});
