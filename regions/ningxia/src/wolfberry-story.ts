import type { Batch } from './batch.ts';
import { hours, startOf } from './calendar.ts';
import type { Case } from './cases.ts';
import { type Dock, dockOf } from './chain.ts';
import { tellCounterfeit } from './counterfeit-story.ts';
import { aggregationEvent, mass, pieces } from './event.ts';
import { itemUri } from './gs1-keys.ts';
import { pressAndBottle } from './juice.ts';
import { reportLot, testLot } from './laboratory.ts';
import { type Grade, packsPerCase } from './products.ts';
import { randomStream } from './random.ts';
import { markLicenceUri, type StoryPlan } from './story-plan.ts';
import { packAt, sendOut, type Telling } from './telling.ts';
import { cratesOf, sprayOnce, type WolfberryLine } from './wolfberry.ts';
import { recordPicking, recordSpray, sendFresh } from './wolfberry-field.ts';
import type { Plot } from './wolfberry-plots.ts';
import { blend, dry, fillCases, forward, type GradedBatch, grade, pack } from './wolfberry-processing.ts';

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
  recordSpray(telling.chain, telling.random, plot, {
    day,
    input,
    amount: Math.round(40 * (plot.place.areaMu ?? 1)),
  });
}

function pickAll(telling: Telling): Record<keyof typeof FRESH, Batch> {
  const { chain, line, plan, random } = telling;
  for (const plot of Object.values(plan.plots)) sprayOnce(line, random, plot);
  sprayTooLate(telling);
  const pick = (key: keyof typeof FRESH): Batch => {
    const plot: Plot = plan.plots[key];
    const day = plot.pickings[plan.round] as number;
    const number = plan.freshNumber(plot);
    const fresh = recordPicking(chain, random, {
      plot,
      day,
      round: plan.round + 1,
      grams: FRESH[key],
      number,
      // 多写了一个零: ten times as much as was picked, noticed in the evening.
      ...(key === 'b' ? { mistakenGrams: FRESH.b * 10 } : {}),
    });
    sendFresh(chain, plot, fresh, plan.dryer, cratesOf(line, plan.dryer));
    return fresh;
  };
  // X first: it gets the crate that the story names.
  const x = pick('x');
  return { a: pick('a'), b: pick('b'), c: pick('c'), d: pick('d'), e: pick('e'), x };
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

/** The bad lot's way: dried with three others, graded at two packers, partly blended at a third. */
function tellBadLot(telling: Telling, fresh: Record<keyof typeof FRESH, Batch>): GradedBatch {
  const { chain, plan, random } = telling;
  const [first, second] = plan.packers;
  const inputs = [fresh.x, fresh.d, fresh.e, { uri: fresh.c.uri, grams: 520_000 }];
  const [one, two] = dry(chain, random, plan.dryer, inputs, { day: plan.dryingDay, outputs: 2 }) as [
    Batch,
    Batch,
  ];
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
  const licence = markLicenceUri(chain);
  const lot = packAt(telling, packer, premium, 'A', licence);
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
    const event = aggregationEvent(
      'ADD',
      epc,
      { quantities: [pieces(lot.uri, perCase)] },
      { ...about, place: packer.place, facts },
    );
    chain.recorder.record(packer.member, event, 1);
    return { epc, packLot: lot.uri, packs: perCase, ready: lot.released, opens: true };
  });
  sendOut(telling, packer, cases, 2, 11);
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

/** A picking three weeks later goes to the juice plant. */
function tellJuice(telling: Telling): void {
  const { chain, plan, random } = telling;
  const plot = plan.plots.a;
  const round = plan.round + 1;
  const day = plot.pickings[round] as number;
  const fresh = recordPicking(chain, random, { plot, day, round: round + 1, grams: 300_000 });
  const juicer = dockOf(chain.directory.one('juicer', 0));
  sendFresh(chain, plot, fresh, juicer);
  sendOut(telling, juicer, pressAndBottle(chain, juicer, [fresh], day), 4, 53);
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
  sendOut(
    telling,
    third,
    fillCases(chain, third, packAt(telling, third, { ...first, grams: first.grams - half }, 'K')),
    3,
    17,
  );
  tellFraud(telling, second);
  tellJuice(telling);
  tellFinding(telling, fresh.x);
}
