import { type LocalDay, shortDate } from './calendar.ts';
import type { Chain, Dock } from './chain.ts';
import { DocumentType, dockOf } from './chain.ts';
import { shopsOf } from './distribution.ts';
import { documentUri, itemUri, lotUri } from './gs1-keys.ts';
import type { Grade } from './products.ts';
import { randomStream } from './random.ts';
import type { Plot } from './wolfberry-plots.ts';

/** The scripted part of the demo: who takes part, on which days, under which lot numbers. */
export interface StoryPlan {
  /** Good plots A, B, C (the cooperative's) and D, E (two farms'), and the plot X of the bad lot. */
  readonly plots: {
    readonly a: Plot;
    readonly b: Plot;
    readonly c: Plot;
    readonly d: Plot;
    readonly e: Plot;
    readonly x: Plot;
  };
  /** Index of the picking round that the story tells. */
  readonly round: number;
  readonly dryer: Dock;
  readonly packers: readonly [Dock, Dock, Dock];
  readonly warehouses: readonly Dock[];
  readonly laboratories: readonly [Dock, Dock];
  /** The region's shops, in an order that changes county with every step. */
  readonly shops: readonly Dock[];
  readonly dryingDay: LocalDay;
  readonly packingDay: LocalDay;
  /** The market sample of a bad pack. */
  readonly marketSampleDay: LocalDay;
  readonly freshNumber: (plot: Plot) => string;
  readonly freshUri: (plot: Plot) => string;
  readonly packNumber: (letter: string) => string;
  readonly packUri: (packer: number, grade: Grade, letter: string) => string;
  /** Serials of the pack lot of which one is copied. */
  readonly serials: readonly string[];
  /** The item whose code somebody copied. */
  readonly cloned: string;
  /** A code of the right form that nobody ever gave out. */
  readonly unknown: string;
}

/** The round told: the third, end of July. */
const STORY_ROUND = 2;
const SERIALS = 48;

function find(plots: readonly Plot[], keeper: string, nth: number): Plot {
  const found = plots.filter(each => each.keeper.party.key === keeper && each.place.party === keeper)[nth];
  if (found === undefined) throw new Error(`the story needs plot ${nth} of ${keeper}`);
  return found;
}

/** Serials of 13 characters that cannot be guessed from each other (36^9 to choose from). */
function serialsOf(seed: number): string[] {
  const random = randomStream(seed, 'story/serials');
  return Array.from({ length: SERIALS }, (_, index) => {
    const secret = Math.floor(random.real() * 36 ** 5) * 36 ** 4 + random.below(36 ** 4);
    return `SN${String(index + 1).padStart(2, '0')}${secret.toString(36).toUpperCase().padStart(9, '0')}`;
  });
}

/**
 * Shops so ordered that neighbours in the list lie in different counties (a step coprime to the number of
 * shops).
 */
function shopsAcrossCounties(shops: readonly Dock[]): Dock[] {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  let step = Math.max(1, Math.floor(shops.length * 0.38));
  while (gcd(step, shops.length) !== 1) step += 1;
  return shops.map((_, index) => shops[(index * step) % shops.length] as Dock);
}

/** The licence under which the association lets the packer use the (fictional) regional mark. */
export function markLicenceUri(chain: Chain): string {
  return documentUri(chain.directory.one('association', 0).prefix, DocumentType.markLicence, 'ZNGQ26A');
}

/** The plan of the story for a chain and all its plots; the same seed, size and day give the same plan. */
export function storyPlan(chain: Chain, plots: readonly Plot[]): StoryPlan {
  const { directory, calendar } = chain;
  const last = calendar.last;
  const packers = [0, 1, 2].map(number => dockOf(directory.one('packer', number))) as [Dock, Dock, Dock];
  const used = {
    a: find(plots, 'cooperative-1', 0),
    b: find(plots, 'cooperative-1', 1),
    c: find(plots, 'cooperative-1', 2),
    d: find(plots, 'farm-1', 1),
    e: find(plots, 'farm-2', 0),
    x: find(plots, 'farm-1', 0),
  };
  const picked = (plot: Plot): LocalDay => plot.pickings[STORY_ROUND] as LocalDay;
  const letters = new Map(Object.entries(used).map(([letter, plot]) => [plot, letter.toUpperCase()]));
  const freshNumber = (plot: Plot): string => `XG${shortDate(picked(plot))}${letters.get(plot)}`;
  const packingDay = last - 34;
  const packNumber = (letter: string): string => `ZN${shortDate(packingDay)}${letter}`;
  const packUri = (packer: number, grade: Grade, letter: string): string =>
    lotUri((packers[packer] as Dock).member.gtin(`wolfberry/pack/${grade}`), packNumber(letter));
  const special = packers[0].member.gtin('wolfberry/pack/special');
  const serials = serialsOf(chain.seed);
  return {
    plots: used,
    round: STORY_ROUND,
    dryer: dockOf(directory.one('dryer', 0)),
    packers,
    warehouses: directory.all('warehouse').map(each => dockOf(each)),
    laboratories: [dockOf(directory.one('laboratory', 0)), dockOf(directory.one('laboratory', 1))],
    shops: shopsAcrossCounties(shopsOf(directory)),
    dryingDay: Object.values(used).reduce((latest, plot) => Math.max(latest, picked(plot)), 0) + 1,
    packingDay,
    marketSampleDay: last - 12,
    freshNumber,
    freshUri: plot => lotUri(plot.keeper.gtin('wolfberry/fresh'), freshNumber(plot)),
    packNumber,
    packUri,
    serials,
    cloned: itemUri(special, serials[0] as string),
    unknown: itemUri(special, 'SN49ABCDEFGHJ'),
  };
}
