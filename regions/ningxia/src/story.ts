import { calendarUntil, hours, startOf, timeText } from './calendar.ts';
import { openChain } from './chain.ts';
import type { ChainOptions } from './chains.ts';
import { unitSerial } from './controllers.ts';
import { openDirectory } from './directory.ts';
import { storyFishNumber } from './fish.ts';
import { crateUri, itemUri, lotUri } from './gs1-keys.ts';
import { openRecorder } from './recorder.ts';
import type { RegionSeed } from './region.ts';
import { earTag, storyLambNumber, storySlaughterDay } from './sheep.ts';
import { markLicenceUri, storyPlan } from './story-plan.ts';
import { storyVegetableNumber } from './vegetables.ts';
import { wolfberryPlots } from './wolfberry-plots.ts';

/** A scan of a code by somebody somewhere; not an EPCIS event. */
export interface Scan {
  /** County code. */
  readonly division: string;
  /** ISO 8601 with +08:00. */
  readonly at: string;
}

/** Where to look in the demo. All URIs are canonical Digital Links. */
export interface Story {
  /** A good lot of wolfberry packs with the fullest record. */
  readonly sampleScan: string;
  /** A single item of a good lot, sold once. */
  readonly sampleItem: string;
  /** 召回起点: the fresh lot picked two days after a pesticide with seven days on its label. */
  readonly badLot: string;
  /** The plot that the bad lot was picked on. */
  readonly badPlot: string;
  /** A pack lot on the shelves that holds some of the bad lot. */
  readonly badPack: string;
  /** Fresh lots of the other plots of that round: what is picked there stays free. */
  readonly sparedLots: readonly string[];
  /** A copied serial with the scans that give it away, and a code that was never given out. */
  readonly counterfeit: { readonly uri: string; readonly scans: readonly Scan[]; readonly unknown: string };
  /** A fresh lot whose picking was written down ten times too large, declared wrong, and recorded right. */
  readonly corrected: string;
  /** The (fictional) licence of the mark on the packs of `sampleScan`, a document number (GDTI). */
  readonly certificate: string;
  /** A pack lot of which three times as much came out as went in. */
  readonly moreOutThanIn: string;
  /** The pesticide lot that three of five plots were sprayed with. */
  readonly hubInput: string;
  /** Returnable crate of the bad lot, filled again later with fruit of other plots. */
  readonly reusedCrate: string;
  /** A good lot of lamb packs, from ear tags to the freezer. */
  readonly lambPack: string;
  /** The ear tag of one of its animals. */
  readonly earTag: string;
  /** A lot of lamb packs that thawed on the lorry; the shop holds all of it back. */
  readonly spoiled: string;
  /** A lot of tomato packs, one of live carp, and one serial-numbered irrigation controller. */
  readonly tomatoPack: string;
  readonly fishLot: string;
  readonly controller: string;
}

function scansOf(last: number): Scan[] {
  const seen: readonly (readonly [division: string, daysBefore: number, hour: number])[] = [
    ['640104', 9, 19.25],
    ['640402', 7, 11],
    ['640205', 7, 11.5],
    ['640522', 6, 8.75],
    ['640402', 5, 20],
    ['640502', 5, 20.25],
    ['640323', 3, 9.5],
  ];
  return seen.map(([division, daysBefore, hour]) => ({
    division,
    at: timeText(startOf(last - daysBefore) + hours(hour)),
  }));
}

/**
 * The story's landmarks for the same region and options that the chains are made with; nothing is generated.
 */
export function story(region: RegionSeed, options: ChainOptions): Story {
  const calendar = calendarUntil(options.from);
  const chain = openChain(options.seed, openDirectory(region), calendar, openRecorder(calendar.last));
  const { plots, inputs } = wolfberryPlots(chain);
  const plan = storyPlan(chain, plots);
  const { a, b, c, d, e, x } = plan.plots;
  const { directory } = chain;
  const killed = storySlaughterDay(calendar.last);
  const abattoir = directory.one('slaughterhouse', 0);
  const shepherd = directory.one('sheepfarm', 0);
  const lamb = (cut: string): string =>
    lotUri(abattoir.gtin(`sheep/pack/${cut}`), storyLambNumber(killed, cut));
  const special = plan.packers[0].member.gtin('wolfberry/pack/special');
  return {
    sampleScan: plan.packUri(0, 'premium', 'A'),
    sampleItem: itemUri(special, plan.serials[1] as string),
    badLot: plan.freshUri(x),
    badPlot: x.place.uri,
    badPack: plan.packUri(1, 'special', 'G'),
    sparedLots: [a, b, c, d, e].map(plot => plan.freshUri(plot)),
    counterfeit: { uri: plan.cloned, scans: scansOf(calendar.last), unknown: plan.unknown },
    corrected: plan.freshUri(b),
    certificate: markLicenceUri(chain),
    moreOutThanIn: plan.packUri(2, 'second', 'Z'),
    hubInput: inputs.hub.uri,
    reusedCrate: crateUri(plan.dryer.member.prefix, 1, 'K0'),
    lambPack: lamb('leg'),
    earTag: itemUri(shepherd.gtin('sheep/animal'), earTag(shepherd.party.division, 1)),
    spoiled: lamb('rack'),
    tomatoPack: lotUri(
      directory.one('greenhouse', 0).gtin('vegetable/pack'),
      storyVegetableNumber(calendar.last),
    ),
    fishLot: lotUri(directory.one('fishfarm', 0).gtin('fish/harvest'), storyFishNumber(calendar.last)),
    controller: itemUri(directory.one('controllermaker', 0).gtin('controller/unit'), unitSerial(1)),
  };
}
