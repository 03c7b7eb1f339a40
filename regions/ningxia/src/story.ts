import { calendarUntil, hours, startOf, timeText } from './calendar.ts';
import { openChain } from './chain.ts';
import type { ChainOptions } from './chains.ts';
import { openDirectory } from './directory.ts';
import { openRecorder } from './recorder.ts';
import type { RegionSeed } from './region.ts';
import { storyPlan } from './story-plan.ts';
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
  /** A pack lot of which three times as much came out as went in. */
  readonly moreOutThanIn: string;
  /** The pesticide lot that three of five plots were sprayed with. */
  readonly hubInput: string;
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

/** The story's landmarks for the same region and options that the chains are made with; nothing is generated. */
export function story(region: RegionSeed, options: ChainOptions): Story {
  const calendar = calendarUntil(options.from);
  const chain = openChain(options.seed, openDirectory(region), calendar, openRecorder(calendar.last));
  const { plots, inputs } = wolfberryPlots(chain);
  const plan = storyPlan(chain, plots);
  const { a, b, c, d, e, x } = plan.plots;
  const special = plan.packers[0].member.gtin('wolfberry/pack/special');
  return {
    sampleScan: plan.packUri(0, 'premium', 'A'),
    sampleItem: `https://id.gs1.org/01/${special}/21/${plan.serials[1]}`,
    badLot: plan.freshUri(x),
    badPlot: x.place.uri,
    badPack: plan.packUri(1, 'special', 'G'),
    sparedLots: [a, b, c, d, e].map(plot => plan.freshUri(plot)),
    counterfeit: { uri: plan.cloned, scans: scansOf(calendar.last), unknown: plan.unknown },
    moreOutThanIn: plan.packUri(2, 'second', 'Z'),
    hubInput: inputs.hub.uri,
  };
}
