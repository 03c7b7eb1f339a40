import { calendarUntil } from './calendar.ts';
import { type Chain, openChain } from './chain.ts';
import { controllerCell, openControllerLine } from './controllers.ts';
import { openDirectory } from './directory.ts';
import { fishCell, openFishLine } from './fish.ts';
import { type DemoDocument, openRecorder } from './recorder.ts';
import type { DemoSize, RegionSeed } from './region.ts';
import { openSheepLine, sheepCell } from './sheep.ts';
import { storyPlan } from './story-plan.ts';
import { openVegetableLine, vegetableCell } from './vegetables.ts';
import { openWolfberryLine, wolfberryCell } from './wolfberry.ts';
import { supplyPlots, wolfberryPlots } from './wolfberry-plots.ts';
import { tellWolfberryStory } from './wolfberry-story.ts';

/** Size, seed, and the last day of the story. */
export interface ChainOptions extends DemoSize {
  /** Nothing happens after the local day (Asia/Shanghai) of this instant, nor on it. */
  readonly from: Date;
}

/** One product line: how large a part of all lots it makes up, and how to add about so many. */
interface Line {
  readonly share: number;
  readonly most: number;
  readonly grow: (lots: number) => void;
  made: number;
}

/** Opens every line; the scripted story is told on the way. */
function openLines(chain: Chain): Line[] {
  const { plots } = wolfberryPlots(chain);
  supplyPlots(chain, plots);
  const plan = storyPlan(chain, plots);
  const told = new Set(Object.values(plan.plots));
  const free = plots.filter(each => !told.has(each));
  const wolfberry = openWolfberryLine(chain, free);
  tellWolfberryStory(wolfberry, plan);
  const sheep = openSheepLine(chain);
  const vegetables = openVegetableLine(chain);
  const fish = openFishLine(chain);
  const controllers = openControllerLine(chain, plots);
  return [
    // Yields vary most here: a little less than asked for, and the serial numbers fill up the rest.
    {
      share: 0.62,
      most: 1600,
      grow: lots => wolfberryCell(wolfberry, lots * 0.75),
      made: chain.recorder.lots(),
    },
    { share: 0.13, most: 300, grow: lots => sheepCell(sheep, lots), made: 0 },
    { share: 0.11, most: 600, grow: lots => vegetableCell(vegetables, lots), made: 0 },
    { share: 0.005, most: 8, grow: () => fishCell(fish), made: 0 },
    { share: 0.135, most: 520, grow: lots => controllerCell(controllers, lots), made: 0 },
  ];
}

function growLine(chain: Chain, line: Line, lots: number): void {
  const before = chain.recorder.lots();
  line.grow(Math.min(line.most, lots));
  line.made += chain.recorder.lots() - before;
}

/** The line that lags furthest behind its share. */
function laggard(lines: readonly Line[], total: number): Line {
  return lines.reduce((worst, each) =>
    each.share * total - each.made > worst.share * total - worst.made ? each : worst,
  );
}

/**
 * The demo's EPCIS documents, one after the other: first the scripted story with one cell of every line,
 * then as many
 * cells as the size asks for. Same region and options, same bytes; memory does not grow with the number of
 * lots.
 * The region must have been made with the same seed and size.
 */
export function* demoChains(region: RegionSeed, options: ChainOptions): Generator<DemoDocument> {
  const calendar = calendarUntil(options.from);
  const recorder = openRecorder(calendar.last);
  const chain = openChain(options.seed, openDirectory(region), calendar, recorder);
  const lines = openLines(chain);
  for (const line of lines.slice(1)) growLine(chain, line, 0);
  yield* recorder.takeFull();
  while (recorder.lots() < options.lots) {
    growLine(chain, laggard(lines, options.lots), options.lots - recorder.lots());
    yield* recorder.takeFull();
  }
  yield* recorder.takeRest();
}
