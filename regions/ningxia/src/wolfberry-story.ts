import { hours, startOf } from './calendar.ts';
import { type Chain, type Dock, dockOf } from './chain.ts';
import { distribute } from './distribution.ts';
import { aggregationEvent, mass, objectEvent, pieces } from './event.ts';
import { itemUri } from './gs1-keys.ts';
import { reportLot, testLot } from './laboratory.ts';
import { type Grade, packsPerCase } from './products.ts';
import { type Random, randomStream } from './random.ts';
import type { StoryPlan } from './story-plan.ts';
import { cratesOf, sprayOnce, type WolfberryLine } from './wolfberry.ts';
import { type Batch, recordPicking, recordSpray, sendFresh } from './wolfberry-field.ts';
import type { Plot } from './wolfberry-plots.ts';
import {
  blend,
  type Case,
  dry,
  fillCases,
  forward,
  type GradedBatch,
  grade,
  pack,
  type PackLot,
  serialise,
} from './wolfberry-processing.ts';

/** What the parts of the story hand on to each other. */
interface Telling {
  readonly chain: Chain;
  readonly line: WolfberryLine;
  readonly plan: StoryPlan;
  readonly random: Random;
}

/** Fresh grams of the round told, by plot. */
const FRESH = { a: 1_240_000, b: 860_000, c: 700_000, d: 400_000, e: 640_000, x: 860_000 } as const;

/** The planted violation: sprayed two days before the picking, with seven days on the label. */
function sprayTooLate(telling: Telling): void {
  const { plan, line } = telling;
  const plot = plan.plots.x;
  const late = line.plots.flatMap(each => each.sprays).concat(plot.sprays);
  const input = late.find(each => each.input.product.category === 'input/pesticide/1')?.input;
  if (input === undefined) throw new Error('nobody sprays the first pesticide');
  const day = (plot.pickings[plan.round] as number) - 2;
  recordSpray(telling.chain, telling.random, plot, { day, input, amount: Math.round(40 * (plot.place.areaMu ?? 1)) });
}

function pickAll(telling: Telling): Record<keyof typeof FRESH, Batch> {
  const { chain, line, plan, random } = telling;
  for (const plot of Object.values(plan.plots)) sprayOnce(line, random, plot);
  sprayTooLate(telling);
  const pick = (key: keyof typeof FRESH): Batch => {
    const plot: Plot = plan.plots[key];
    const day = plot.pickings[plan.round] as number;
    const number = plan.freshNumber(plot);
    const fresh = recordPicking(chain, random, { plot, day, round: plan.round + 1, grams: FRESH[key], number });
    sendFresh(chain, plot, fresh, plan.dryer, cratesOf(line, plan.dryer));
    return fresh;
  };
  return { a: pick('a'), b: pick('b'), c: pick('c'), d: pick('d'), e: pick('e'), x: pick('x') };
}

type Yields = readonly (readonly [grade: Grade, share: number])[];

/** Sends a dried lot to a packer and grades it there, each grade a share of the whole. */
function gradeAt(telling: Telling, packer: Dock, dried: Batch, yields: Yields): GradedBatch[] {
  const { chain, plan, random } = telling;
  forward(chain, plan.dryer, packer, [dried], dried.ready);
  const day = dried.ready + 3;
  const grams = (share: number): number => Math.floor((dried.grams * share) / 100) * 100;
  const wanted = yields.map(([name, share]) => ({ grade: name, grams: grams(share) }));
  return grade(chain, random, packer, [dried], { day, yields: wanted });
}

function packAt(telling: Telling, packer: Dock, batch: GradedBatch, letter: string): PackLot {
  const { chain, plan, random } = telling;
  const lot = pack(chain, random, packer, batch, { day: plan.packingDay, number: plan.packNumber(letter) });
  return { ...lot, released: plan.packingDay + 3 };
}

/** Sends cases out so that every delivery reaches another county. */
function sendOut(telling: Telling, packer: Dock, cases: readonly Case[], drop: number, firstShop: number): void {
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

/** The bad lot's way: dried with three others, graded at two packers, partly blended at a third. */
function tellBadLot(telling: Telling, fresh: Record<keyof typeof FRESH, Batch>): GradedBatch {
  const { chain, plan, random } = telling;
  const [first, second] = plan.packers;
  const inputs = [fresh.x, fresh.d, fresh.e, { uri: fresh.c.uri, grams: 520_000 }];
  const [one, two] = dry(chain, random, plan.dryer, inputs, { day: plan.dryingDay, outputs: 2 }) as [Batch, Batch];
  const atFirst = gradeAt(telling, first, one, [
    ['premium', 0.38],
    ['special', 0.4],
    ['first', 0.19],
  ]);
  const atSecond = gradeAt(telling, second, two, [
    ['special', 0.55],
    ['first', 0.42],
  ]);
  const [premium, special, rest] = atFirst as [GradedBatch, GradedBatch, GradedBatch];
  const firstCases = [premium, special].flatMap((batch, index) =>
    fillCases(chain, first, packAt(telling, first, batch, ['E', 'F'][index] as string)),
  );
  sendOut(telling, first, firstCases, 2, 0);
  const secondCases = atSecond.flatMap((batch, index) => {
    const lot = packAt(telling, second, batch, ['G', 'H'][index] as string);
    return fillCases(chain, second, { ...lot, packs: lot.packs - 2 });
  });
  sendOut(telling, second, secondCases, 2, 31);
  forward(chain, first, plan.packers[2], [rest], rest.ready);
  return rest;
}

/** What the laboratories found: in a pack from a shop, then in the sample kept of the fresh lot itself. */
function tellFinding(telling: Telling, fresh: Batch): void {
  const { chain, plan } = telling;
  const [market, station] = plan.laboratories;
  const bad = plan.packUri(1, 'special', 'G');
  const facts = { 'pinxin:substance': '啶虫脒', 'pinxin:limitExceeded': true };
  testLot(chain, {
    laboratory: market,
    takenAt: plan.packers[1].place,
    taken: pieces(bad, 2),
    sampled: plan.marketSampleDay,
    reported: plan.marketSampleDay + 2,
    verdict: 'non_conformant',
    summary: '啶虫脒残留超过限量，不合格',
    facts,
    report: 'MARKET1',
  });
  reportLot(chain, {
    laboratory: station,
    takenAt: plan.dryer.place,
    taken: mass(fresh.uri, 500),
    sampled: plan.marketSampleDay + 2,
    reported: plan.marketSampleDay + 4,
    verdict: 'non_conformant',
    summary: '留样复检：啶虫脒残留超过限量，采摘距用药仅 2 天',
    facts,
    report: 'KEPT1',
  });
}

/** The lot of the sample scan: two good plots, every step recorded, tested before it was sold. */
function tellGoodLot(telling: Telling, premium: GradedBatch): void {
  const { chain, plan } = telling;
  const packer = plan.packers[0];
  const lot = packAt(telling, packer, premium, 'A');
  testLot(chain, {
    laboratory: plan.laboratories[1],
    takenAt: packer.place,
    taken: pieces(lot.uri, 2),
    sampled: lot.day,
    reported: lot.day + 2,
    verdict: 'conformant',
    summary: '42 项农残和重金属全部合格',
    report: 'GOOD1',
  });
  const perCase = packsPerCase.premium;
  const count = Math.floor((lot.packs - 2) / perCase);
  const gtin = packer.member.gtin('wolfberry/case/premium');
  const cases = Array.from({ length: count }, (_, index): Case => {
    const epc = itemUri(gtin, `CA${index + 1}`);
    const about = { at: startOf(lot.day) + hours(16) + index * 60, step: 'packing', disposition: 'active' };
    const facts = { 'pinxin:activity': 'caseFilling', 'pinxin:packsPerCase': perCase };
    const event = aggregationEvent('ADD', epc, { quantities: [pieces(lot.uri, perCase)] }, { ...about, place: packer.place, facts });
    chain.recorder.record(packer.member, event, 1);
    return { epc, packLot: lot.uri, packs: perCase, ready: lot.released };
  });
  sendOut(telling, packer, cases, 2, 11);
}

/** One sale of one pack. */
function sellItem(telling: Telling, shop: Dock, epc: string, at: number): void {
  const about = { at, step: 'retail_selling', disposition: 'retail_sold', place: shop.place };
  const event = objectEvent('OBSERVE', { epcs: [epc] }, { ...about, facts: { 'pinxin:activity': 'retailSelling' } });
  telling.chain.recorder.record(shop.member, event);
}

/** The first shop of a county. */
export function shopIn(plan: StoryPlan, directory: Chain['directory'], division: string): Dock {
  const found = plan.shops.find(each => directory.place(each.place).division === division);
  if (found === undefined) throw new Error(`no shop in ${division}`);
  return found;
}

/** The copied code: two cases with single serials, one pack sold in Yinchuan, and its copy in Guyuan two days on. */
function tellCounterfeit(telling: Telling, special: GradedBatch): void {
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
  sellItem(telling, shopIn(plan, directory, '640402'), plan.cloned, startOf(calendar.last - 7) + hours(10.25));
  sendOut(telling, packer, fillCases(chain, packer, lot, lot.packs - epcs.length), 4, 23);
}

/** More out than in: 40 kg of second grade go into the machine, three times as much comes out. */
function tellFraud(telling: Telling, second: GradedBatch): void {
  const { chain, plan, random } = telling;
  const packer = plan.packers[2];
  const number = plan.packNumber('Z');
  const claimedPacks = Math.floor((second.grams / 1000) * 3);
  const lot = pack(chain, random, packer, second, { day: plan.packingDay, number, claimedPacks });
  sendOut(telling, packer, fillCases(chain, packer, lot), 4, 41);
}

/** Tells the wolfberry part of the story: the good lot, the bad lot, the copied code and the fraud. */
export function tellWolfberryStory(line: WolfberryLine, plan: StoryPlan): void {
  const { chain } = line;
  const telling: Telling = { chain, line, plan, random: randomStream(chain.seed, 'story/wolfberry') };
  const fresh = pickAll(telling);
  const restOfBad = tellBadLot(telling, fresh);
  const goodInputs = [fresh.a, fresh.b, { uri: fresh.c.uri, grams: FRESH.c - 520_000 }];
  const plan2 = { day: plan.dryingDay + 2, outputs: 2 };
  const [one, two] = dry(chain, telling.random, plan.dryer, goodInputs, plan2) as [Batch, Batch];
  const [premium, special] = gradeAt(telling, plan.packers[0], one, [
    ['premium', 0.52],
    ['special', 0.45],
  ]) as [GradedBatch, GradedBatch];
  const third = plan.packers[2];
  const [first, second] = gradeAt(telling, third, two, [
    ['first', 0.75],
    ['second', 0.2],
  ]) as [GradedBatch, GradedBatch];
  const half = Math.floor(first.grams / 2);
  const mixed = blend(chain, third, [restOfBad, { ...first, grams: half }], restOfBad.ready + 6);
  tellGoodLot(telling, premium);
  tellCounterfeit(telling, special);
  sendOut(telling, third, fillCases(chain, third, packAt(telling, third, mixed, 'J')), 2, 7);
  sendOut(telling, third, fillCases(chain, third, packAt(telling, third, { ...first, grams: first.grams - half }, 'K')), 3, 17);
  tellFraud(telling, second);
  tellFinding(telling, fresh.x);
}
