import type { LocalDay } from './calendar.ts';
import type { Chain, Dock } from './chain.ts';
import { DocumentType } from './chain.ts';
import type { Directory, Member } from './directory.ts';
import { type InputLot, type InputOrder, inputLot, supplyInput } from './farm-inputs.ts';
import { documentUri } from './gs1-keys.ts';
import { OUTSIDE_PLOT } from './places.ts';
import { randomStream } from './random.ts';
import type { PlaceSeed } from './region.ts';

/** 枸杞地块: a plot, who works it, and who keeps its records. */
export interface Plot {
  readonly place: PlaceSeed;
  readonly dock: Dock;
  /** The cooperative or farm whose key records the work. */
  readonly keeper: Member;
  readonly number: number;
  /**
   * The season's running process: everything sprayed on the plot flows through it into what is picked later.
   */
  readonly cycle: string;
  readonly sprays: readonly Spray[];
  /** First picking first; six rounds from mid-June to the end of September. */
  readonly pickings: readonly LocalDay[];
  /** 外县地: where the last picking of this plot's household came from instead, outside of the brand's area. */
  readonly outside?: Plot;
}

/** An application of a farm input on a plot. */
export interface Spray {
  readonly day: LocalDay;
  readonly input: InputLot;
  /** Thousandths of a litre or kilogram. */
  readonly amount: number;
}

/** Days between two pickings of one plot, before the plots' own lateness of up to three days. */
const ROUND_DAYS = 21;
const ROUNDS = 6;

/** Share of plots that the one hub pesticide lot reaches. */
export const HUB_SHARE = 0.6;

/** Lots of the season's inputs: the one hub lot, and several of each other kind. */
export interface SeasonInputs {
  readonly hub: InputLot;
  readonly fertilizers: readonly InputLot[];
  /** By pesticide 1–3, then by lot. */
  readonly pesticides: readonly (readonly InputLot[])[];
}

function seasonInputs(chain: Chain): SeasonInputs {
  const { directory, calendar } = chain;
  const many = Math.max(1, Math.round(directory.all('cooperative').length / 3));
  const year = String(calendar.seasonYear).slice(2);
  const several = (category: string, letter: string, unit: 'LTR' | 'KGM'): InputLot[] =>
    Array.from({ length: many }, (_, index) =>
      inputLot(directory.one('inputmaker', index), category, `${letter}${year}-${index + 1}`, unit),
    );
  return {
    hub: inputLot(directory.one('inputmaker', 0), 'input/hub', `KS${year}-1`, 'LTR'),
    fertilizers: several('input/fertilizer', 'YJ', 'KGM'),
    pesticides: [1, 2, 3].map(kind => several(`input/pesticide/${kind}`, `NY${kind}`, 'LTR')),
  };
}

function spraysOf(
  chain: Chain,
  inputs: SeasonInputs,
  keeperNumber: number,
  areaMu: number,
  pickings: readonly LocalDay[],
  name: string,
): Spray[] {
  const random = randomStream(chain.seed, `sprays/${name}`);
  const one = <T>(lots: readonly T[]): T => lots[keeperNumber % lots.length] as T;
  const { calendar } = chain;
  const perMu = (amount: number): number => Math.round(amount * areaMu);
  const sprays: Spray[] = [
    { day: calendar.season(4, 4) + random.below(10), input: one(inputs.fertilizers), amount: perMu(300_000) },
  ];
  const first = random.chance(HUB_SHARE) ? inputs.hub : one(inputs.pesticides[0] as readonly InputLot[]);
  sprays.push({ day: calendar.season(5, 20) + random.below(8), input: first, amount: perMu(50) });
  // Two to four days after a picking: the next is at least two weeks off, beyond every interval on the
  // labels.
  pickings.slice(0, -1).forEach(picked => {
    if (!random.chance(0.5)) return;
    const kind = inputs.pesticides[random.below(3)] as readonly InputLot[];
    sprays.push({ day: picked + random.between(2, 4), input: one(kind), amount: perMu(40) });
  });
  return sprays;
}

function plotOf(chain: Chain, inputs: SeasonInputs, place: PlaceSeed, keeper: Member, number: number): Plot {
  const random = randomStream(chain.seed, `plot/${place.uri}`);
  const late = random.below(4);
  const { calendar } = chain;
  const pickings = Array.from(
    { length: ROUNDS },
    (_, round) => calendar.season(6, 14) + round * ROUND_DAYS + late,
  );
  const keeperNumber = Number(keeper.party.key.slice(keeper.party.key.lastIndexOf('-') + 1));
  const extension = place.uri.slice(place.uri.lastIndexOf('/') + 1);
  return {
    place,
    dock: { member: keeper, place: place.uri },
    keeper,
    number,
    cycle: documentUri(keeper.prefix, DocumentType.cropCycle, `${calendar.seasonYear}${extension}`),
    sprays: spraysOf(chain, inputs, keeperNumber, place.areaMu ?? 1, pickings, place.uri),
    pickings,
  };
}

/** The keeper of a plot: the party of the site that it lies in. */
function keeperOf(directory: Directory, place: PlaceSeed): Member {
  const site = directory.place(place.parent as string);
  return directory.member(site.party);
}

function isOutside({ uri }: PlaceSeed): boolean {
  return uri.endsWith(`/${OUTSIDE_PLOT}`);
}

function isWolfberryPlot(directory: Directory, place: PlaceSeed): boolean {
  if (place.kind !== 'plot' || place.parent === undefined || isOutside(place)) return false;
  const key = keeperOf(directory, place).party.key;
  return key.startsWith('cooperative-') || key.startsWith('farm-');
}

/** All wolfberry plots of the region with the plan of their season, in the order of the region's places. */
export function wolfberryPlots(chain: Chain): {
  readonly plots: readonly Plot[];
  readonly inputs: SeasonInputs;
} {
  const inputs = seasonInputs(chain);
  const places = chain.directory.region.places.filter(each => isWolfberryPlot(chain.directory, each));
  const own = places.map((place, index) =>
    plotOf(chain, inputs, place, keeperOf(chain.directory, place), index),
  );
  return { plots: withOutside(chain, own), inputs };
}

/** The plots; the last one of the outside field's cooperative knows of that field. */
function withOutside(chain: Chain, plots: readonly Plot[]): readonly Plot[] {
  const place = chain.directory.region.places.find(isOutside);
  const last = plots.findLast(({ place: { parent } }) => parent === place?.parent);
  if (place === undefined || last === undefined) return plots;
  const { calendar } = chain;
  const cycle = documentUri(
    last.keeper.prefix,
    DocumentType.cropCycle,
    `${calendar.seasonYear}${OUTSIDE_PLOT}`,
  );
  const outside = { ...last, place, dock: { ...last.dock, place: place.uri }, cycle, sprays: [] };
  return plots.map(plot => (plot === last ? { ...plot, outside } : plot));
}

/** Records the purchase of everything the plots will need, from the makers through the farm supply shops. */
export function supplyPlots(chain: Chain, plots: readonly Plot[]): void {
  const needs = new Map<InputLot, Map<Member, number>>();
  for (const plot of plots) {
    for (const spray of plot.sprays) {
      const buyers = needs.get(spray.input) ?? new Map<Member, number>();
      buyers.set(plot.keeper, (buyers.get(plot.keeper) ?? 0) + spray.amount);
      needs.set(spray.input, buyers);
    }
  }
  for (const [lot, buyers] of needs) {
    const orders = [...buyers].map(
      ([buyer, amount], index): InputOrder => ({
        seller: chain.directory.one('inputseller', index),
        buyer: { member: buyer, place: buyer.main.uri },
        amount: Math.ceil(amount * 1.05),
      }),
    );
    supplyInput(chain, chain.directory.member(lot.product.party), lot, orders, chain.calendar.season(3, 8));
  }
}
