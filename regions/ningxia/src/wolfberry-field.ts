import type { Batch } from './batch.ts';
import { dateText, hours, type LocalDay, startOf } from './calendar.ts';
import { type Chain, type Dock, DocumentType, deliver, lotNumber } from './chain.ts';
import { recordCorrected } from './correction.ts';
import { aggregationEvent, mass, objectEvent, transformationEvent } from './event.ts';
import { inputQuantity } from './farm-inputs.ts';
import { crateUri, documentUri, lotUri } from './gs1-keys.ts';
import { maskedName } from './people.ts';
import type { Random } from './random.ts';
import type { Plot, Spray } from './wolfberry-plots.ts';

/**
 * Records one application on a plot: an input-only TransformationEvent of the plot's crop cycle.
 * 农产品生产记录 (农产品质量安全法 第二十七条): name, source, dose, date of use and of stopping.
 */
export function recordSpray(chain: Chain, random: Random, plot: Plot, spray: Spray): void {
  const { label } = spray.input;
  const area = plot.place.areaMu ?? 1;
  chain.recorder.record(
    plot.keeper,
    transformationEvent(
      { quantities: [inputQuantity(spray.input, spray.amount)] },
      {},
      {
        at: startOf(spray.day) + hours(6) + random.below(7200),
        step: 'other',
        disposition: 'in_progress',
        place: plot.place.uri,
        facts: {
          'pinxin:activity': label.kind === 'fertilizer' ? 'fertilizing' : 'spraying',
          'pinxin:crop': '枸杞',
          ...(label.target === undefined ? {} : { 'pinxin:target': label.target }),
          ...(label.activeIngredient === undefined
            ? {}
            : { 'pinxin:activeIngredient': label.activeIngredient }),
          'pinxin:registrationNumber': label.registrationNumber,
          'pinxin:dosePerMu': Math.round(spray.amount / area) / 1000,
          'pinxin:doseUnit': spray.input.unit,
          'pinxin:areaMu': area,
          ...(label.intervalDays === undefined
            ? {}
            : { 'pinxin:preHarvestIntervalDays': label.intervalDays }),
          'pinxin:operator': maskedName(random),
        },
      },
      plot.cycle,
    ),
  );
}

/** One picking of a plot. */
export interface Picking {
  readonly plot: Plot;
  readonly day: LocalDay;
  /** 采摘茬次, from 1. */
  readonly round: number;
  readonly grams: number;
  /** Lot number; a fresh one when absent. */
  readonly number?: string;
  /** What the grower wrote down first, and then declared wrong. */
  readonly mistakenGrams?: number;
}

/** Records a picking as the output half of the plot's crop cycle, and returns the fresh lot. */
export function recordPicking(chain: Chain, random: Random, picking: Picking): Batch {
  const { plot, day, grams } = picking;
  const number = picking.number ?? lotNumber(chain, 'XG', day);
  const uri = lotUri(plot.keeper.gtin('wolfberry/fresh'), number);
  const event = transformationEvent(
    {},
    { quantities: [mass(uri, grams)] },
    {
      at: startOf(day) + hours(9.5) + random.below(3600),
      step: 'creating_class_instance',
      disposition: 'active',
      place: plot.place.uri,
      ilmd: {
        'cbvmda:lotNumber': number,
        'cbvmda:harvestStartDate': dateText(day),
        'cbvmda:harvestEndDate': dateText(day),
        'cbvmda:countryOfOrigin': 'CN',
        'pinxin:originDivision': plot.place.division,
        'pinxin:variety': '宁杞7号',
      },
      facts: {
        'pinxin:activity': 'harvesting',
        'pinxin:pickingRound': picking.round,
        'pinxin:operator': maskedName(random),
      },
    },
    plot.cycle,
  );
  if (picking.mistakenGrams === undefined) chain.recorder.record(plot.keeper, event, 1);
  else {
    const wrong = { outputQuantityList: [mass(uri, picking.mistakenGrams)] };
    recordCorrected(chain, plot.keeper, { right: event, wrong, noticed: startOf(day) + hours(20) });
  }
  return { uri, grams, ready: day };
}

/**
 * Returnable crates of a dryer: the n-th crate in use on a day is always the same one, used again the next
 * day.
 */
export interface CratePool {
  /** A crate that nobody else uses on that day. */
  take(day: LocalDay): string;
}

/** Opens the pool of a dryer; crates are put into service ten at a time before the season. */
export function openCratePool(chain: Chain, dryer: Dock): CratePool {
  const taken = new Map<LocalDay, number>();
  let owned = 0;
  const crate = (number: number): string => crateUri(dryer.member.prefix, 1, `K${number}`);
  return {
    take(day) {
      const number = taken.get(day) ?? 0;
      taken.set(day, number + 1);
      if (number >= owned) {
        const epcs = Array.from({ length: 10 }, (_, index) => crate(owned + index));
        owned += 10;
        const at = startOf(chain.calendar.season(4, 1)) + hours(10) + owned;
        const about = { at, step: 'commissioning', disposition: 'active', place: dryer.place };
        const facts = { 'pinxin:activity': 'crateCommissioning' };
        chain.recorder.record(dryer.member, objectEvent('ADD', { epcs }, { ...about, facts }), 10);
      }
      return crate(number);
    },
  };
}

/** What goes with fresh fruit: 承诺达标合格证, one per delivery (农产品质量安全法 第三十九条). */
function commitment(chain: Chain, plot: Plot): { type: string; bizTransaction: string } {
  const uri = documentUri(plot.keeper.prefix, DocumentType.complianceCommitment, chain.nextCode());
  return { type: 'cert', bizTransaction: uri };
}

/** Records the way of a fresh lot to the dryer on the day of its picking, loose or in a returnable crate. */
export function sendFresh(chain: Chain, plot: Plot, fresh: Batch, to: Dock, crates?: CratePool): void {
  const day = startOf(fresh.ready);
  const leaves = day + hours(13) + (plot.number % 60) * 30;
  const arrives = leaves + hours(2);
  const papers = [commitment(chain, plot)];
  const content = { quantities: [mass(fresh.uri, fresh.grams)] };
  const facts = { 'pinxin:activity': 'freshDelivery' };
  if (crates === undefined) {
    deliver(chain, { from: plot.dock, to, leaves, arrives, what: content, papers, facts });
    return;
  }
  const crate = crates.take(fresh.ready);
  const filling = { at: leaves - 1800, step: 'packing', disposition: 'in_progress', place: plot.place.uri };
  const filled = { ...filling, facts: { 'pinxin:activity': 'crateFilling' } };
  chain.recorder.record(plot.keeper, aggregationEvent('ADD', crate, content, filled));
  deliver(chain, { from: plot.dock, to, leaves, arrives, what: { epcs: [crate] }, papers, facts });
  const emptying = { at: arrives + 1800, step: 'unpacking', disposition: 'in_progress', place: to.place };
  const emptied = { ...emptying, facts: { 'pinxin:activity': 'crateEmptying' } };
  chain.recorder.record(to.member, aggregationEvent('DELETE', crate, content, emptied));
}
