import { dateText, hours, type LocalDay, shortDate, startOf } from './calendar.ts';
import { type Chain, type Dock, DocumentType, deliver, dockOf, lotNumber } from './chain.ts';
import { distribute, type Route, SELLING_DAYS, shopBySize, shopsOf } from './distribution.ts';
import { objectEvent, transformationEvent } from './event.ts';
import { buyTogether, type InputLot, inputQuantity } from './farm-inputs.ts';
import { documentUri, itemUri } from './gs1-keys.ts';
import { type Random, randomStream } from './random.ts';
import { slaughterAndCut } from './sheep-slaughter.ts';
import { temperatureRecord } from './temperature-record.ts';

/** 滩羊 line: what it carries from one cell to the next. */
export interface SheepLine {
  readonly chain: Chain;
  readonly shops: readonly Dock[];
  cells: number;
  tags: number;
  vaccine: InputLot | undefined;
}

/** Cells that one lot of vaccine serves. */
const CELLS_PER_VACCINE = 8;
const DOSES_PER_CELL = 60;
/** Days from birth to slaughter. */
const AGE = 210;

/** Opens the line. */
export function openSheepLine(chain: Chain): SheepLine {
  return { chain, shops: shopsOf(chain.directory), cells: 0, tags: 0, vaccine: undefined };
}

/** The day of the story's slaughter: cell 0. */
export function storySlaughterDay(last: LocalDay): LocalDay {
  return last - SELLING_DAYS - 8;
}

/** Lot number of the story's packs of a cut, packed the day after the slaughter. */
export function storyLambNumber(killed: LocalDay, cut: string): string {
  return `TY${shortDate(killed + 1)}S${cut}`;
}

/**
 * 畜禽标识: species (3 = sheep), county code, eight digits (畜禽标识和养殖档案管理办法).
 * Written as the serial of the farm's GTIN for live sheep.
 */
export function earTag(division: string, number: number): string {
  return `3${division}${String(number).padStart(8, '0')}`;
}

function vaccineFor(line: SheepLine, day: LocalDay): InputLot {
  const { chain, cells } = line;
  if (line.vaccine === undefined || cells % CELLS_PER_VACCINE === 0) {
    line.vaccine = buyTogether(chain, {
      maker: chain.directory.one('feedmill', cells / CELLS_PER_VACCINE),
      category: 'input/vaccine/sheep',
      number: lotNumber(chain, 'YM', chain.calendar.last - 400),
      unit: 'piece',
      buyers: Array.from({ length: CELLS_PER_VACCINE }, (_, index) => farmOf(line, cells + index)),
      amountEach: DOSES_PER_CELL,
      day,
    });
  }
  return line.vaccine;
}

function farmOf(line: SheepLine, cell: number): Dock {
  const farm = line.chain.directory.one('sheepfarm', cell);
  return dockOf(farm, 1 + (cell % Math.max(1, farm.places.length - 1)));
}

function born(line: SheepLine, barn: Dock, epcs: readonly string[], birth: LocalDay): void {
  const about = {
    at: startOf(birth + 20) + hours(9),
    step: 'commissioning',
    disposition: 'active',
    place: barn.place,
  };
  const ilmd = {
    'cbvmda:countryOfOrigin': 'CN',
    'pinxin:birthDate': dateText(birth),
    'pinxin:breed': '滩羊',
  };
  const facts = { 'pinxin:activity': 'earTagging' };
  line.chain.recorder.record(
    barn.member,
    objectEvent('ADD', { epcs }, { ...about, ilmd, facts }),
    epcs.length,
  );
}

/**
 * One animal's treatment: the animal and what it was given go in, the same animal comes out.
 * One event an animal, so that its neighbours in the barn do not become its relatives.
 */
function treat(
  chain: Chain,
  barn: Dock,
  epc: string,
  given: InputLot,
  amount: number,
  at: number,
  facts: object,
): void {
  const about = { at, step: 'other', disposition: 'in_progress', place: barn.place, facts: { ...facts } };
  const inputs = { epcs: [epc], quantities: [inputQuantity(given, amount)] };
  chain.recorder.record(barn.member, transformationEvent(inputs, { epcs: [epc] }, about));
}

function raise(line: SheepLine, random: Random, barn: Dock, epcs: readonly string[], birth: LocalDay): void {
  const { chain } = line;
  const vaccine = vaccineFor(line, chain.calendar.last - 380);
  const feed = buyTogether(chain, {
    maker: chain.directory.one('feedmill', line.cells),
    category: 'input/feed/sheep',
    number: lotNumber(chain, 'SL', birth + 70),
    unit: 'KGM',
    buyers: [barn],
    amountEach: epcs.length * 60_000,
    day: birth + 80,
  });
  born(line, barn, epcs, birth);
  epcs.forEach((epc, index) => {
    treat(chain, barn, epc, vaccine, 1, startOf(birth + 60) + hours(9) + index * 60, {
      'pinxin:activity': 'immunising',
      'pinxin:disease': '小反刍兽疫',
      'pinxin:registrationNumber': vaccine.label.registrationNumber,
      'pinxin:withdrawalDays': vaccine.label.intervalDays,
    });
    const eaten = random.between(400, 560) * 100;
    treat(chain, barn, epc, feed, eaten, startOf(birth + AGE - 5) + hours(8) + index * 60, {
      'pinxin:activity': 'fattening',
      'pinxin:periodDays': 90,
      'pinxin:liveKilograms': random.between(380, 460) / 10,
    });
  });
}

/** Movement under a 动物检疫合格证明 (B: within the province, valid that day; 动物防疫法 第四十九条). */
function move(line: SheepLine, barn: Dock, abattoir: Dock, epcs: readonly string[], day: LocalDay): void {
  const { chain } = line;
  const leaves = startOf(day) + hours(6);
  deliver(chain, {
    from: barn,
    to: abattoir,
    leaves,
    arrives: leaves + hours(3),
    what: { epcs },
    papers: [
      {
        type: 'cert',
        bizTransaction: documentUri(
          barn.member.prefix,
          DocumentType.quarantineCertificate,
          `B${chain.nextCode()}`,
        ),
      },
    ],
    facts: { 'pinxin:activity': 'animalMovement', 'pinxin:quarantineCertificateKind': '动物B' },
  });
}

function frozenRoute(line: SheepLine, random: Random, abattoir: Dock): Route {
  return {
    from: dockOf(abattoir.member, 1),
    warehouse: dockOf(line.chain.directory.one('warehouse', random.below(64))),
    shop: () => shopBySize(random, line.shops),
    drop: 6,
    soldShare: 0.7,
    sensors: (leaves, arrives) => {
      const mean = -random.between(182, 205) / 10;
      return [temperatureRecord(leaves, arrives, { least: mean - 1.5, most: mean + 1.5, mean })];
    },
  };
}

/** Lots that one animal yields, its share of cuts, packs and cases included: for the sizing of a cell. */
const LOTS_PER_ANIMAL = 6;

/**
 * One cell: a group of lambs from one barn, from birth to the shops. Cell 0 is the story's and holds its
 * spoilt lot.
 */
export function sheepCell(line: SheepLine, lots: number): void {
  const { chain } = line;
  const random = randomStream(chain.seed, `sheep/${line.cells}`);
  const isStory = line.cells === 0;
  const count = isStory ? 8 : Math.max(4, Math.min(DOSES_PER_CELL, Math.round(lots / LOTS_PER_ANIMAL)));
  const { last } = chain.calendar;
  const killed = isStory ? storySlaughterDay(last) : random.between(last - 75, last - SELLING_DAYS - 8);
  const barn = farmOf(line, line.cells);
  const abattoir = dockOf(chain.directory.one('slaughterhouse', line.cells));
  const gtin = barn.member.gtin('sheep/animal');
  const epcs = Array.from({ length: count }, () => {
    line.tags += 1;
    return itemUri(gtin, earTag(barn.member.party.division, line.tags));
  });
  raise(line, random, barn, epcs, killed - AGE);
  move(line, barn, abattoir, epcs, killed - 1);
  const letters = isStory ? storyLambNumber(killed, '') : undefined;
  const packed = slaughterAndCut(chain, random, abattoir, epcs, killed, letters);
  for (const { cut, cases } of packed) {
    const route = frozenRoute(line, random, abattoir);
    if (isStory && cut === 'rack') spoil(line, random, route, cases);
    else distribute(chain, random, route, cases);
  }
  line.cells += 1;
}

/** The story's broken cold chain: the whole lot thaws on one lorry, and the shop says so. */
function spoil(line: SheepLine, random: Random, route: Route, cases: Parameters<typeof distribute>[3]): void {
  const { chain } = line;
  const shop = line.shops[4] as Dock;
  const warm = (leaves: number, arrives: number): object[] => [
    temperatureRecord(leaves, arrives, { least: -17.5, most: 11.4, mean: 3.2 }, true),
  ];
  distribute(chain, random, { ...route, shop: () => shop, drop: 40, soldShare: 0, sensors: warm }, cases);
  const ready = cases.reduce((latest, each) => Math.max(latest, each.ready), 0);
  const packLot = (cases[0] as (typeof cases)[number]).packLot;
  const event = objectEvent(
    'OBSERVE',
    { epcs: cases.map(each => each.epc), quantities: [{ epcClass: packLot }] },
    {
      at: startOf(ready + 6) + hours(9),
      step: 'inspecting',
      disposition: 'damaged',
      persistent: { set: ['damaged'] },
      place: shop.place,
      facts: { 'pinxin:activity': 'coldChainBreak', 'pinxin:note': '运输途中最高 11.4 ℃，已解冻，停止销售' },
    },
  );
  chain.recorder.record(shop.member, event);
}
