import { dateText, hours, type LocalDay, shortDate, startOf } from './calendar.ts';
import { type Chain, type Dock, deliver, dockOf, lotNumber } from './chain.ts';
import type { Member } from './directory.ts';
import { aggregationEvent, associationEvent, objectEvent, pieces, transformationEvent } from './event.ts';
import { itemUri, lotUri } from './gs1-keys.ts';
import { type Random, randomStream } from './random.ts';
import type { Plot } from './wolfberry-plots.ts';

/** 工业品 line: smart irrigation controllers, every one with a serial number. */
export interface ControllerLine {
  readonly chain: Chain;
  /** Plots that controllers are fitted to. */
  readonly plots: readonly Plot[];
  cells: number;
  units: number;
}

const CARTON = 12;
const SERIALS_PER_EVENT = 60;

/** Opens the line. */
export function openControllerLine(chain: Chain, plots: readonly Plot[]): ControllerLine {
  return { chain, plots, cells: 0, units: 0 };
}

/** Serial number of the n-th unit ever made, from 1. */
export function unitSerial(number: number): string {
  return `NC${String(number).padStart(7, '0')}`;
}

/** Lot number of the story's units (cell 0). */
function storyControllerNumber(last: LocalDay): string {
  return `KZ${shortDate(last - 60)}A`;
}

/** A supplier's lot of parts, delivered to the maker. */
function supplyParts(
  chain: Chain,
  maker: Dock,
  supplier: Member,
  category: string,
  count: number,
  day: LocalDay,
): string {
  const number = lotNumber(chain, 'LJ', day);
  const uri = lotUri(supplier.gtin(category), number);
  const made = {
    at: startOf(day) + hours(10),
    step: 'commissioning',
    disposition: 'active',
    place: dockOf(supplier).place,
    ilmd: { 'cbvmda:lotNumber': number },
    facts: { 'pinxin:activity': 'partsMaking' },
  };
  chain.recorder.record(supplier, objectEvent('ADD', { quantities: [pieces(uri, count)] }, made), 1);
  const leaves = startOf(day + 2) + hours(9);
  const what = { quantities: [pieces(uri, count)] };
  const facts = { 'pinxin:activity': 'partsDelivery' };
  deliver(chain, { from: dockOf(supplier, 1), to: maker, leaves, arrives: leaves + hours(6), what, facts });
  return uri;
}

/** Assembly of a lot, its 出厂检验, and the serial numbers commissioned under it. */
function makeUnits(
  line: ControllerLine,
  maker: Dock,
  number: string,
  count: number,
  parts: readonly string[],
  day: LocalDay,
): string[] {
  const { chain } = line;
  const gtin = maker.member.gtin('controller/unit');
  const lot = lotUri(gtin, number);
  const place = maker.place;
  const inputs = { quantities: parts.map(each => pieces(each, count)) };
  const assembled = transformationEvent(
    inputs,
    { quantities: [pieces(lot, count)] },
    {
      at: startOf(day) + hours(15),
      step: 'assembling',
      disposition: 'active',
      place,
      ilmd: {
        'cbvmda:lotNumber': number,
        'pinxin:productionDate': dateText(day),
        'pinxin:model': 'DEMO-DRIP-4',
      },
      facts: { 'pinxin:activity': 'assembling' },
    },
  );
  chain.recorder.record(maker.member, assembled, 1);
  const epcs: string[] = [];
  for (let from = 0; from < count; from += SERIALS_PER_EVENT) {
    const some = Array.from({ length: Math.min(SERIALS_PER_EVENT, count - from) }, () => {
      line.units += 1;
      return itemUri(gtin, unitSerial(line.units));
    });
    epcs.push(...some);
    const about = {
      at: startOf(day) + hours(16) + from * 10,
      step: 'commissioning',
      disposition: 'active',
      place,
    };
    const ilmd = { 'cbvmda:lotNumber': number };
    const facts = { 'pinxin:activity': 'serialising' };
    const event = objectEvent(
      'ADD',
      { epcs: some, quantities: [{ epcClass: lot }] },
      { ...about, ilmd, facts },
    );
    chain.recorder.record(maker.member, event, some.length);
  }
  const tested = { at: startOf(day + 1) + hours(11), step: 'inspecting', disposition: 'conformant', place };
  const facts = { 'pinxin:activity': 'factoryTesting', 'pinxin:testSummary': '耐压、密封和通信检验合格' };
  const inspection = objectEvent('OBSERVE', { quantities: [{ epcClass: lot }] }, { ...tested, facts });
  chain.recorder.record(maker.member, inspection);
  return epcs;
}

/** A sale to a grower, and some of the units fitted to a plot. */
function sellAndInstall(
  line: ControllerLine,
  random: Random,
  dealer: Dock,
  epcs: readonly string[],
  day: LocalDay,
): void {
  const { chain } = line;
  const plot = random.pick(line.plots);
  const at = startOf(day) + hours(10) + random.below(14_400);
  const destinations = [{ type: 'owning_party', destination: plot.keeper.party.pgln }];
  const selling = {
    at,
    step: 'retail_selling',
    disposition: 'retail_sold',
    place: dealer.place,
    destinations,
  };
  const sale = objectEvent(
    'OBSERVE',
    { epcs },
    { ...selling, facts: { 'pinxin:activity': 'retailSelling' } },
  );
  chain.recorder.record(dealer.member, sale);
  if (!random.chance(0.3)) return;
  const fitting = { at: at + hours(30), step: 'installing', disposition: 'active', place: plot.place.uri };
  const facts = { 'pinxin:activity': 'installing' };
  const event = associationEvent('ADD', plot.place.uri, epcs.slice(0, 1), { ...fitting, facts });
  chain.recorder.record(plot.keeper, event);
}

function sendCarton(
  line: ControllerLine,
  random: Random,
  maker: Dock,
  epcs: readonly string[],
  day: LocalDay,
): void {
  const { chain } = line;
  const dealer = dockOf(chain.directory.one('inputseller', random.below(64)));
  const carton = maker.member.nextPallet();
  const packed = startOf(day) + hours(14) + random.below(3600);
  const packing = { at: packed, step: 'packing', disposition: 'in_progress', place: maker.place };
  const add = aggregationEvent(
    'ADD',
    carton,
    { epcs },
    { ...packing, facts: { 'pinxin:activity': 'cartonPacking' } },
  );
  chain.recorder.record(maker.member, add, 1);
  const leaves = packed + hours(18);
  const facts = { 'pinxin:activity': 'cartonDelivery' };
  deliver(chain, {
    from: dockOf(maker.member, 1),
    to: dealer,
    leaves,
    arrives: leaves + hours(30),
    what: { epcs: [carton] },
    facts,
  });
  const opening = {
    at: leaves + hours(32),
    step: 'unpacking',
    disposition: 'sellable_accessible',
    place: dealer.place,
  };
  const del = aggregationEvent(
    'DELETE',
    carton,
    {},
    { ...opening, facts: { 'pinxin:activity': 'cartonOpening' } },
  );
  chain.recorder.record(dealer.member, del);
  for (let from = 0; from < epcs.length; ) {
    const some = epcs.slice(from, from + random.between(1, 4));
    from += some.length;
    if (random.chance(0.7)) sellAndInstall(line, random, dealer, some, day + random.between(5, 18));
  }
}

/** One cell: a lot of controllers from parts to plots. */
export function controllerCell(line: ControllerLine, lots: number): void {
  const { chain } = line;
  const random = randomStream(chain.seed, `controllers/${line.cells}`);
  const { last } = chain.calendar;
  const isStory = line.cells === 0;
  const count = isStory ? 36 : Math.max(CARTON, Math.min(480, Math.floor((lots - 3) / (1 + 1 / CARTON))));
  const day = isStory ? last - 60 : random.between(last - 120, last - 26);
  const maker = dockOf(chain.directory.one('controllermaker', line.cells));
  const parts = ['parts/board', 'parts/valve'].map((category, index) =>
    supplyParts(
      chain,
      maker,
      chain.directory.one('partsmaker', index),
      category,
      Math.ceil(count * 1.02),
      day - 12 - index,
    ),
  );
  const number = isStory ? storyControllerNumber(last) : lotNumber(chain, 'KZ', day);
  const epcs = makeUnits(line, maker, number, count, parts, day);
  for (let from = 0; from < epcs.length; from += CARTON) {
    sendCarton(line, random, maker, epcs.slice(from, from + CARTON), day + 2);
  }
  line.cells += 1;
}
