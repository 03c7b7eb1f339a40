import { dateText, hours, type LocalDay, shortDate, startOf } from './calendar.ts';
import { type Chain, type Dock, DocumentType, deliver, dockOf, lotNumber } from './chain.ts';
import { shopBySize, shopsOf } from './distribution.ts';
import { mass, objectEvent, pieces, transformationEvent } from './event.ts';
import { buyTogether, type InputLot, inputQuantity } from './farm-inputs.ts';
import { documentUri, lotUri } from './gs1-keys.ts';
import { type Random, randomStream } from './random.ts';

/** 水产 line. */
export interface FishLine {
  readonly chain: Chain;
  readonly shops: readonly Dock[];
  cells: number;
}

/** Opens the line. */
export function openFishLine(chain: Chain): FishLine {
  return { chain, shops: shopsOf(chain.directory), cells: 0 };
}

/** Lot number of the story's first harvest (cell 0). */
export function storyFishNumber(last: LocalDay): string {
  return `YY${shortDate(last - 12)}A`;
}

interface PondCycle {
  readonly pond: Dock;
  readonly cycle: string;
  readonly stocked: LocalDay;
}

function stock(chain: Chain, random: Random, { pond, cycle, stocked }: PondCycle): void {
  const number = lotNumber(chain, 'MZ', stocked - 1);
  const fry = lotUri(pond.member.gtin('fish/fry'), number);
  const count = random.between(30, 60) * 100;
  const hatched = {
    at: startOf(stocked - 1) + hours(9),
    step: 'commissioning',
    disposition: 'active',
    place: pond.member.main.uri,
    ilmd: { 'cbvmda:lotNumber': number, 'pinxin:species': '黄河鲤鱼' },
    facts: { 'pinxin:activity': 'hatching' },
  };
  chain.recorder.record(pond.member, objectEvent('ADD', { quantities: [pieces(fry, count)] }, hatched), 1);
  const stocking = {
    at: startOf(stocked) + hours(7),
    step: 'other',
    disposition: 'in_progress',
    place: pond.place,
    facts: { 'pinxin:activity': 'stocking' },
  };
  const event = transformationEvent({ quantities: [pieces(fry, count)] }, {}, stocking, cycle);
  chain.recorder.record(pond.member, event);
}

function give(
  chain: Chain,
  of: PondCycle,
  what: InputLot,
  amount: number,
  day: LocalDay,
  facts: Record<string, unknown>,
): void {
  const about = {
    at: startOf(day) + hours(8),
    step: 'other',
    disposition: 'in_progress',
    place: of.pond.place,
    facts,
  };
  const event = transformationEvent({ quantities: [inputQuantity(what, amount)] }, {}, about, of.cycle);
  chain.recorder.record(of.pond.member, event);
}

/** Five months of feed, and one treatment, long enough before the first harvest for its 休药期. */
function rear(chain: Chain, random: Random, of: PondCycle, firstHarvest: LocalDay): void {
  const buy = (category: string, letters: string, amountEach: number): InputLot =>
    buyTogether(chain, {
      maker: chain.directory.one('feedmill', 0),
      category,
      number: lotNumber(chain, letters, of.stocked - 30),
      unit: 'KGM',
      buyers: [of.pond],
      amountEach,
      day: of.stocked - 20,
    });
  const feed = buy('input/feed/fish', 'YL', 3_000_000);
  for (let month = 0; month < 5; month += 1) {
    give(chain, of, feed, random.between(350, 600) * 1000, of.stocked + 10 + month * 28, {
      'pinxin:activity': 'feeding',
      'pinxin:waterTemperature': random.between(180, 265) / 10,
    });
  }
  const drug = buy('input/drug/fish', 'YP', 5000);
  give(chain, of, drug, 1200, firstHarvest - (drug.label.intervalDays ?? 0) - random.between(5, 20), {
    'pinxin:activity': 'treating',
    'pinxin:target': drug.label.target,
    'pinxin:activeIngredient': drug.label.activeIngredient,
    'pinxin:registrationNumber': drug.label.registrationNumber,
    'pinxin:withdrawalDays': drug.label.intervalDays,
  });
}

function harvest(
  chain: Chain,
  random: Random,
  of: PondCycle,
  day: LocalDay,
  number: string,
): { uri: string; grams: number } {
  const uri = lotUri(of.pond.member.gtin('fish/harvest'), number);
  const grams = random.between(300, 900) * 1000;
  const event = transformationEvent(
    {},
    { quantities: [mass(uri, grams)] },
    {
      at: startOf(day) + hours(4.5),
      step: 'creating_class_instance',
      disposition: 'active',
      place: of.pond.place,
      ilmd: {
        'cbvmda:lotNumber': number,
        'cbvmda:harvestStartDate': dateText(day),
        'cbvmda:harvestEndDate': dateText(day),
        'cbvmda:countryOfOrigin': 'CN',
        'pinxin:species': '黄河鲤鱼',
        'pinxin:size': '1–1.5 kg/尾',
      },
      facts: { 'pinxin:activity': 'harvesting' },
    },
    of.cycle,
  );
  chain.recorder.record(of.pond.member, event, 1);
  return { uri, grams };
}

/** Live to a market hall, and the same day to a handful of shops. */
function sellLive(
  line: FishLine,
  random: Random,
  pond: Dock,
  lot: { uri: string; grams: number },
  day: LocalDay,
): void {
  const { chain } = line;
  const hall = dockOf(chain.directory.one('warehouse', line.cells));
  const leaves = startOf(day) + hours(6);
  const facts = { 'pinxin:activity': 'liveTransport' };
  deliver(chain, {
    from: pond,
    to: hall,
    leaves,
    arrives: leaves + hours(3),
    what: { quantities: [mass(lot.uri, lot.grams)] },
    facts,
  });
  const shops = random.between(3, 8);
  const each = Math.floor(lot.grams / shops / 100) * 100;
  for (let index = 0; index < shops; index += 1) {
    const shop = shopBySize(random, line.shops);
    const what = { quantities: [mass(lot.uri, each)] };
    const sent = leaves + hours(4) + index * 600;
    deliver(chain, {
      from: hall,
      to: shop,
      leaves: sent,
      arrives: sent + hours(2),
      what,
      arrivesAs: 'sellable_accessible',
      facts: { 'pinxin:activity': 'shopDelivery' },
    });
    const selling = {
      at: sent + hours(8),
      step: 'retail_selling',
      disposition: 'retail_sold',
      place: shop.place,
    };
    const sold = { quantities: [mass(lot.uri, Math.floor((each * random.between(60, 100)) / 10_000) * 100)] };
    const event = objectEvent('OBSERVE', sold, { ...selling, facts: { 'pinxin:activity': 'retailSelling' } });
    chain.recorder.record(shop.member, event);
  }
}

/** One cell: a pond from stocking to two or three harvests. */
export function fishCell(line: FishLine): void {
  const { chain } = line;
  const random = randomStream(chain.seed, `fish/${line.cells}`);
  const { last } = chain.calendar;
  const farm = chain.directory.one('fishfarm', line.cells);
  const pond = dockOf(farm, 1 + (line.cells % Math.max(1, farm.places.length - 1)));
  const first = line.cells === 0 ? last - 12 : random.between(last - 70, last - 12);
  const cycle = documentUri(pond.member.prefix, DocumentType.cropCycle, `W${chain.nextCode()}`);
  const of: PondCycle = { pond, cycle, stocked: first - 190 };
  stock(chain, random, of);
  rear(chain, random, of, first);
  const harvests = random.between(2, 3);
  for (let index = 0; index < harvests; index += 1) {
    const day = first + index * 4;
    const isStory = line.cells === 0 && index === 0;
    const number = isStory ? storyFishNumber(last) : lotNumber(chain, 'YY', day);
    sellLive(line, random, pond, harvest(chain, random, of, day, number), day);
  }
  line.cells += 1;
}
