import type { Batch } from './batch.ts';
import type { LocalDay } from './calendar.ts';
import type { Case } from './cases.ts';
import { type Chain, type Dock, dockOf } from './chain.ts';
import { distribute, SELLING_DAYS, shopBySize, shopsOf } from './distribution.ts';
import { pieces } from './event.ts';
import { pressAndBottle } from './juice.ts';
import { reportLot, testLot } from './laboratory.ts';
import { GRADES, type Grade } from './products.ts';
import { type Random, randomStream } from './random.ts';
import { type CratePool, openCratePool, recordPicking, recordSpray, sendFresh } from './wolfberry-field.ts';
import type { Plot } from './wolfberry-plots.ts';
import {
  blend,
  dry,
  fillCases,
  forward,
  type GradedBatch,
  grade,
  type PackLot,
  pack,
  serialise,
  split,
} from './wolfberry-processing.ts';

/** What the wolfberry line carries from one cell to the next. */
export interface WolfberryLine {
  readonly chain: Chain;
  readonly plots: readonly Plot[];
  readonly shops: readonly Dock[];
  readonly crates: Map<string, CratePool>;
  /** Leftovers waiting to be blended, by packer and grade. */
  readonly leftovers: Map<string, GradedBatch[]>;
  readonly sprayed: Set<number>;
  cells: number;
  nextPlot: number;
}

/** Opens the line over the plots that the story does not use itself. */
export function openWolfberryLine(chain: Chain, plots: readonly Plot[]): WolfberryLine {
  return {
    chain,
    plots,
    shops: shopsOf(chain.directory),
    crates: new Map(),
    leftovers: new Map(),
    sprayed: new Set(),
    cells: 0,
    nextPlot: 0,
  };
}

/** The crates of a dryer, shared by the story and all cells. */
export function cratesOf(line: WolfberryLine, dryer: Dock): CratePool {
  const key = dryer.member.party.key;
  let pool = line.crates.get(key);
  if (pool === undefined) {
    pool = openCratePool(line.chain, dryer);
    line.crates.set(key, pool);
  }
  return pool;
}

/** Records the season's applications on a plot, once. */
export function sprayOnce(line: WolfberryLine, random: Random, plot: Plot): void {
  if (line.sprayed.has(plot.number)) return;
  line.sprayed.add(plot.number);
  for (const spray of plot.sprays) recordSpray(line.chain, random, plot, spray);
}

/** Fresh lots of one round, on the way to the dryer; sometimes one goes to the juice plant. */
function pickRound(
  line: WolfberryLine,
  random: Random,
  plots: readonly Plot[],
  round: number,
  dryer: Dock,
): Batch[] {
  const { chain } = line;
  const fresh: Batch[] = [];
  for (const regular of plots) {
    const day = regular.pickings[round] as LocalDay;
    const grams = Math.round((regular.place.areaMu ?? 1) * random.between(1200, 2200)) * 100;
    const plot = round === regular.pickings.length - 1 ? (regular.outside ?? regular) : regular;
    const lot = recordPicking(chain, random, { plot, day, round: round + 1, grams });
    if (random.chance(0.06)) {
      const juicer = dockOf(chain.directory.one('juicer', line.cells));
      sendFresh(chain, plot, lot, juicer);
      const route = routeFrom(line, random, dockOf(juicer.member, 1));
      distribute(chain, random, route, pressAndBottle(chain, juicer, [lot], day));
      continue;
    }
    sendFresh(chain, plot, lot, dryer, random.chance(0.35) ? cratesOf(line, dryer) : undefined);
    fresh.push(lot);
  }
  return fresh;
}

/** Pools of fresh lots: over half of them mixed, two to twelve at a time. */
function poolsOf(random: Random, fresh: readonly Batch[]): Batch[][] {
  const pools: Batch[][] = [];
  for (let from = 0; from < fresh.length; ) {
    const size = random.chance(0.55) ? random.heavyTail(2, 12) : 1;
    pools.push(fresh.slice(from, from + size));
    from += size;
  }
  return pools;
}

function dryRound(line: WolfberryLine, random: Random, dryer: Dock, fresh: readonly Batch[]): Batch[] {
  return poolsOf(random, fresh).flatMap(pool => {
    const day = pool.reduce((latest, each) => Math.max(latest, each.ready), 0) + 1;
    const outputs = pool.length === 1 ? 1 : random.between(1, 3);
    return dry(line.chain, random, dryer, pool, { day, outputs });
  });
}

/** Two to four grades, and about three hundredths of dust and rejects. */
function yieldsOf(random: Random, grams: number): { grade: Grade; grams: number }[] {
  const first = random.below(2);
  const count = random.between(2, GRADES.length - first);
  const kept = Math.floor((grams * random.between(955, 980)) / 1000);
  return split(random, kept, count).map((part, index) => ({
    grade: GRADES[first + index] as Grade,
    grams: part,
  }));
}

function gradeAll(
  line: WolfberryLine,
  random: Random,
  dryer: Dock,
  packer: Dock,
  dried: readonly Batch[],
): GradedBatch[] {
  const graded: GradedBatch[] = [];
  for (let from = 0; from < dried.length; ) {
    const some = dried.slice(from, from + random.between(1, 2));
    from += some.length;
    const day = some.reduce((latest, each) => Math.max(latest, each.ready), 0) + random.below(3);
    forward(line.chain, dryer, packer, some, day);
    const grams = some.reduce((sum, each) => sum + each.grams, 0);
    const plan = { day: day + random.between(1, 4), yields: yieldsOf(random, grams) };
    graded.push(...grade(line.chain, random, packer, some, plan));
  }
  return graded;
}

/**
 * Sets some batches aside and blends what was set aside before: about one in seven takes part in a rework.
 * Part of a blend may go back on the heap, so that rare blends reach very far.
 */
function rework(line: WolfberryLine, random: Random, packer: Dock, batch: GradedBatch): GradedBatch[] {
  if (!random.chance(0.15)) return [batch];
  const key = `${packer.member.party.key}/${batch.grade}`;
  const heap = line.leftovers.get(key) ?? [];
  heap.push(batch);
  line.leftovers.set(key, heap);
  if (heap.length < 2 || !random.chance(0.7)) return [];
  const day = heap.reduce((latest, each) => Math.max(latest, each.ready), 0) + 1;
  line.leftovers.set(key, []);
  if (day > line.chain.calendar.last - SELLING_DAYS - 10) return heap;
  const mixed = blend(line.chain, packer, heap, day);
  if (!random.chance(0.3)) return [mixed];
  const back = Math.floor(mixed.grams / 4);
  line.leftovers.set(key, [{ ...mixed, grams: back }]);
  return [{ ...mixed, grams: mixed.grams - back }];
}

/** Tests about half of the lots; one in a hundred of those fails and stays in the store. */
function release(line: WolfberryLine, random: Random, packer: Dock, lot: PackLot): PackLot | undefined {
  if (!random.chance(0.5)) return lot;
  const fails = random.chance(0.01);
  const testing = {
    laboratory: dockOf(line.chain.directory.one('laboratory', random.below(2))),
    takenAt: packer.place,
    taken: pieces(lot.uri, 2),
    sampled: lot.day,
    reported: lot.day + 2,
    verdict: fails ? ('non_conformant' as const) : ('conformant' as const),
    summary: fails ? '水分超过限量，不合格' : '农残、重金属和水分检测合格',
  };
  if (random.chance(0.2) || fails) testLot(line.chain, testing);
  else reportLot(line.chain, testing);
  return fails ? undefined : { ...lot, packs: lot.packs - 2, released: lot.day + 3 };
}

function packBatch(line: WolfberryLine, random: Random, packer: Dock, batch: GradedBatch): Case[] {
  const { chain } = line;
  const runs = batch.grams > 60_000 ? random.between(1, 2) : 1;
  return split(random, batch.grams, runs).flatMap(grams => {
    if (grams < 5000) return [];
    const day = random.between(batch.ready + 1, chain.calendar.last - SELLING_DAYS);
    const lot = pack(chain, random, packer, { ...batch, grams }, { day });
    if (random.chance(0.04)) {
      serialise(
        chain,
        packer,
        lot,
        Array.from({ length: Math.min(24, lot.packs) }, () => `S${chain.nextCode()}`),
      );
    }
    const released = release(line, random, packer, lot);
    return released === undefined ? [] : fillCases(chain, packer, released);
  });
}

function routeFrom(line: WolfberryLine, random: Random, from: Dock) {
  const warehouse = dockOf(line.chain.directory.one('warehouse', random.below(64)));
  return { from, warehouse, shop: () => shopBySize(random, line.shops), soldShare: 0.7 };
}

/** Lots that one plot yields in one round, on average, cases included: for the sizing of a cell. */
const LOTS_PER_PICKING = 22;

/**
 * One cell: a dryer, the plots that feed it, and one packer, for a whole season.
 * About `lots` lots are named, never more plots and rounds than a season has.
 */
export function wolfberryCell(line: WolfberryLine, lots: number): void {
  const { chain } = line;
  const random = randomStream(chain.seed, `wolfberry/${line.cells}`);
  const pickings = Math.max(2, Math.min(72, Math.round(lots / LOTS_PER_PICKING)));
  const plotCount = Math.max(2, Math.min(12, Math.ceil(pickings / 5)));
  const rounds = Math.max(1, Math.min(6, Math.round(pickings / plotCount)));
  const plots = Array.from(
    { length: plotCount },
    (_, index) => line.plots[(line.nextPlot + index) % line.plots.length] as Plot,
  );
  line.nextPlot += plotCount;
  const dryers = chain.directory.all('dryer');
  // A few dryers see most of the fruit.
  const dryer = dockOf(
    dryers[Math.floor(random.real() ** 2 * dryers.length)] ?? chain.directory.one('dryer', 0),
  );
  const packer = dockOf(chain.directory.one('packer', random.below(64)));
  const cases: Case[] = [];
  for (const plot of plots) sprayOnce(line, random, plot);
  for (let round = 6 - rounds; round < 6; round += 1) {
    const dried = dryRound(line, random, dryer, pickRound(line, random, plots, round, dryer));
    for (const batch of gradeAll(line, random, dryer, packer, dried)) {
      for (const ready of rework(line, random, packer, batch))
        cases.push(...packBatch(line, random, packer, ready));
    }
  }
  cases.sort((one, other) => one.ready - other.ready);
  distribute(chain, random, routeFrom(line, random, dockOf(packer.member, 1)), cases);
  line.cells += 1;
}
