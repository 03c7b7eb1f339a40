import type { Portion } from './batch.ts';
import { dateText, hours, type LocalDay, shortDate, startOf } from './calendar.ts';
import { type Case, caseUp } from './cases.ts';
import { type Chain, type Dock, DocumentType, dockOf, lotNumber } from './chain.ts';
import { distribute, SELLING_DAYS, shopBySize, shopsOf } from './distribution.ts';
import { mass, objectEvent, pieces, transformationEvent } from './event.ts';
import { buyTogether, type InputLot, inputQuantity } from './farm-inputs.ts';
import { documentUri, lotUri } from './gs1-keys.ts';
import { maskedName } from './people.ts';
import { type Random, randomStream } from './random.ts';
import { temperatureRecord } from './temperature-record.ts';

/** 蔬菜 line: tomatoes under glass. */
export interface VegetableLine {
  readonly chain: Chain;
  readonly shops: readonly Dock[];
  cells: number;
  seed: InputLot | undefined;
  pesticide: InputLot | undefined;
}

const CELLS_PER_PURCHASE = 8;
const PACKS_PER_CASE = 8;
/** Days between two pickings: longer than the interval of what is sprayed in between. */
const PICKING_DAYS = 10;
const GROWING_DAYS = 75;

/** Opens the line. */
export function openVegetableLine(chain: Chain): VegetableLine {
  return { chain, shops: shopsOf(chain.directory), cells: 0, seed: undefined, pesticide: undefined };
}

/** Lot number of the story's first packs (cell 0). */
export function storyVegetableNumber(last: LocalDay): string {
  return `FQ${shortDate(last - SELLING_DAYS - 3)}A`;
}

function greenhouseOf(line: VegetableLine, cell: number, number: number): Dock {
  const cooperative = line.chain.directory.one('greenhouse', cell);
  const houses = cooperative.places.filter(each => each.kind === 'plot').length;
  return dockOf(cooperative, 1 + (number % houses));
}

function purchase(line: VegetableLine): void {
  const { chain, cells } = line;
  if (cells % CELLS_PER_PURCHASE !== 0 && line.seed !== undefined) return;
  const day = chain.calendar.last - 200;
  const buyers = Array.from({ length: CELLS_PER_PURCHASE }, (_, index) =>
    greenhouseOf(line, cells + index, 0),
  );
  const maker = chain.directory.one('inputmaker', 1);
  line.seed = buyTogether(chain, {
    maker,
    category: 'input/seed',
    number: lotNumber(chain, 'ZZ', day),
    unit: 'KGM',
    buyers,
    amountEach: 8000,
    day,
  });
  line.pesticide = buyTogether(chain, {
    maker,
    category: 'input/pesticide/2',
    number: lotNumber(chain, 'NV', day),
    unit: 'LTR',
    buyers,
    amountEach: 40_000,
    day,
  });
}

interface House {
  readonly dock: Dock;
  readonly cycle: string;
  readonly areaMu: number;
  readonly pickings: readonly LocalDay[];
}

function apply(
  chain: Chain,
  house: House,
  what: InputLot,
  amount: number,
  day: LocalDay,
  facts: Record<string, unknown>,
): void {
  const about = {
    at: startOf(day) + hours(7.5),
    step: 'other',
    disposition: 'in_progress',
    place: house.dock.place,
    facts,
  };
  const event = transformationEvent({ quantities: [inputQuantity(what, amount)] }, {}, about, house.cycle);
  chain.recorder.record(house.dock.member, event);
}

function grow(line: VegetableLine, random: Random, house: House): void {
  const { chain } = line;
  const pesticide = line.pesticide as InputLot;
  apply(chain, house, line.seed as InputLot, 20, (house.pickings[0] as number) - GROWING_DAYS, {
    'pinxin:activity': 'sowing',
    'pinxin:areaMu': house.areaMu,
  });
  for (const picked of house.pickings.slice(0, -1)) {
    if (!random.chance(0.6)) continue;
    apply(chain, house, pesticide, Math.round(40 * house.areaMu), picked + 1, {
      'pinxin:activity': 'spraying',
      'pinxin:crop': '番茄',
      'pinxin:target': '白粉虱',
      'pinxin:activeIngredient': pesticide.label.activeIngredient,
      'pinxin:registrationNumber': pesticide.label.registrationNumber,
      'pinxin:areaMu': house.areaMu,
      'pinxin:preHarvestIntervalDays': pesticide.label.intervalDays,
      'pinxin:operator': maskedName(random),
    });
  }
}

function pick(chain: Chain, random: Random, house: House, day: LocalDay): Portion {
  const number = lotNumber(chain, 'FC', day);
  const uri = lotUri(house.dock.member.gtin('vegetable/fresh'), number);
  const grams = Math.round(house.areaMu * random.between(60, 110)) * 1000;
  const event = transformationEvent(
    {},
    { quantities: [mass(uri, grams)] },
    {
      at: startOf(day) + hours(6.5) + random.below(3600),
      step: 'creating_class_instance',
      disposition: 'active',
      place: house.dock.place,
      ilmd: {
        'cbvmda:lotNumber': number,
        'cbvmda:harvestStartDate': dateText(day),
        'cbvmda:harvestEndDate': dateText(day),
        'cbvmda:countryOfOrigin': 'CN',
      },
      facts: { 'pinxin:activity': 'harvesting', 'pinxin:operator': maskedName(random) },
    },
    house.cycle,
  );
  chain.recorder.record(house.dock.member, event, 1);
  return { uri, grams };
}

/** 快检 of a fresh lot in the shed: cholinesterase inhibition below 50 % passes (GB/T 5009.199). */
function rapidTest(chain: Chain, random: Random, shed: Dock, lot: Portion, day: LocalDay): void {
  const event = objectEvent(
    'OBSERVE',
    { quantities: [{ epcClass: lot.uri }] },
    {
      at: startOf(day) + hours(10.5) + random.below(1800),
      step: 'inspecting',
      disposition: 'conformant',
      place: shed.place,
      facts: {
        'pinxin:activity': 'rapidTesting',
        'pinxin:method': '酶抑制率法',
        'pinxin:inhibitionPercent': random.between(20, 320) / 10,
      },
    },
  );
  chain.recorder.record(shed.member, event);
}

function packLots(
  chain: Chain,
  shed: Dock,
  fresh: readonly Portion[],
  day: LocalDay,
  number: string,
): Case[] {
  const input = fresh.reduce((sum, each) => sum + each.grams, 0);
  const packs = Math.floor((input * 0.94) / 1000);
  const uri = lotUri(shed.member.gtin('vegetable/pack'), number);
  const inputs = { quantities: fresh.map(each => mass(each.uri, each.grams)) };
  const event = transformationEvent(
    inputs,
    { quantities: [pieces(uri, packs)] },
    {
      at: startOf(day) + hours(13),
      step: 'packing',
      disposition: 'active',
      place: shed.place,
      ilmd: {
        'cbvmda:lotNumber': number,
        'cbvmda:itemExpirationDate': dateText(day + 28),
        'cbvmda:countryOfOrigin': 'CN',
        'pinxin:productionDate': dateText(day),
        'pinxin:netContentKilograms': 1,
      },
      facts: { 'pinxin:activity': 'packing' },
    },
  );
  chain.recorder.record(shed.member, event, 1);
  const lot = { uri, packs, day, released: day + 1 };
  return caseUp(chain, shed, lot, shed.member.gtin('vegetable/case'), PACKS_PER_CASE, 'V');
}

/** Lots one picking yields, its cases included: for the sizing of a cell. */
const LOTS_PER_PICKING = 44;

/**
 * One cell: a cooperative's greenhouses over some pickings, sorted and packed together, one to three lots at
 * a time.
 */
export function vegetableCell(line: VegetableLine, lots: number): void {
  const { chain } = line;
  const random = randomStream(chain.seed, `vegetables/${line.cells}`);
  const { last } = chain.calendar;
  const isStory = line.cells === 0;
  purchase(line);
  const wanted = isStory ? 2 : Math.max(2, Math.min(16, Math.round(lots / LOTS_PER_PICKING)));
  const rounds = Math.max(1, Math.min(4, Math.floor(wanted / 2)));
  const final = isStory ? last - SELLING_DAYS - 3 : random.between(last - 60, last - SELLING_DAYS - 3);
  const shed = dockOf(chain.directory.one('greenhouse', line.cells), 99);
  const pickings = Array.from({ length: rounds }, (_, index) => final - (rounds - 1 - index) * PICKING_DAYS);
  const houses = Array.from({ length: Math.ceil(wanted / rounds) }, (_, index): House => {
    const dock = greenhouseOf(line, line.cells, index);
    const cycle = documentUri(dock.member.prefix, DocumentType.cropCycle, `G${chain.nextCode()}`);
    return { dock, cycle, areaMu: chain.directory.place(dock.place).areaMu ?? 2, pickings };
  });
  for (const house of houses) grow(line, random, house);
  const cases: Case[] = [];
  for (const day of pickings) {
    const fresh = houses.map(house => pick(chain, random, house, day));
    for (const lot of fresh) rapidTest(chain, random, shed, lot, day);
    for (let from = 0; from < fresh.length; ) {
      const some = fresh.slice(from, from + (isStory ? 3 : random.between(1, 3)));
      from += some.length;
      const number = isStory ? storyVegetableNumber(last) : lotNumber(chain, 'FQ', day);
      cases.push(...packLots(chain, shed, some, day, number));
    }
  }
  distribute(chain, random, chilledRoute(line, random, shed), cases);
  line.cells += 1;
}

function chilledRoute(line: VegetableLine, random: Random, shed: Dock) {
  return {
    from: shed,
    warehouse: dockOf(line.chain.directory.one('warehouse', random.below(64))),
    shop: () => shopBySize(random, line.shops),
    soldShare: 0.95,
    sensors: (leaves: number, arrives: number) => {
      const mean = random.between(70, 100) / 10;
      return [temperatureRecord(leaves, arrives, { least: mean - 2, most: mean + 2, mean })];
    },
  };
}
