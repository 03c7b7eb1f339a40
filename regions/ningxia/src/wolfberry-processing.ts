import type { Batch, Portion } from './batch.ts';
import { dateText, hours, type LocalDay, startOf } from './calendar.ts';
import { type Case, caseUp } from './cases.ts';
import { type Chain, type Dock, deliver, lotNumber } from './chain.ts';
import {
  type Circumstances,
  mass,
  objectEvent,
  pieces,
  type Quantity,
  transformationEvent,
} from './event.ts';
import { itemUri, lotUri } from './gs1-keys.ts';
import { type Grade, gradeNames, packGrams, packsPerCase } from './products.ts';
import type { Random } from './random.ts';
import { temperatureRecord } from './temperature-record.ts';

/** Kilograms of fresh fruit for one of dried: 4.3 to 4.7 (the trade's rule of thumb is 4.5). */
function driedFrom(random: Random, fresh: number): number {
  return Math.floor(fresh / (4.3 + random.below(41) / 100));
}

/** Splits grams into `count` parts, whole hectograms, the last taking the rest. */
export function split(random: Random, grams: number, count: number): number[] {
  const parts: number[] = [];
  let left = grams;
  for (let index = count; index > 1; index -= 1) {
    const share = (left / index) * (0.7 + random.real() * 0.6);
    const part = Math.max(100, Math.floor(share / 100) * 100);
    parts.push(part);
    left -= part;
  }
  parts.push(left);
  return parts;
}

function quantitiesOf(portions: readonly Portion[]): Quantity[] {
  return portions.map(each => mass(each.uri, each.grams));
}

/** How one drying is to come out, where the story fixes it. */
export interface DryingPlan {
  readonly day: LocalDay;
  readonly outputs: number;
  /** Lot numbers; fresh ones when absent. */
  readonly numbers?: readonly string[];
}

/** 烘干: fresh lots pooled on the trays of one hot-air run become one to three dried lots, two days later. */
export function dry(
  chain: Chain,
  random: Random,
  dryer: Dock,
  fresh: readonly Portion[],
  plan: DryingPlan,
): Batch[] {
  const total = fresh.reduce((sum, each) => sum + each.grams, 0);
  const gtin = dryer.member.gtin('wolfberry/dried');
  const parts = split(random, driedFrom(random, total), plan.outputs);
  const batches = parts.map((grams, index): Batch => {
    const number = plan.numbers?.[index] ?? lotNumber(chain, 'GG', plan.day);
    return { uri: lotUri(gtin, number), grams, ready: plan.day + 2 };
  });
  const ends = startOf(plan.day + 1) + hours(16) + random.below(7200);
  const mean = random.between(540, 580) / 10;
  const event = transformationEvent(
    { quantities: quantitiesOf(fresh) },
    { quantities: quantitiesOf(batches) },
    {
      at: ends,
      step: 'other',
      disposition: 'in_progress',
      place: dryer.place,
      sensors: [temperatureRecord(ends - hours(30), ends, { least: mean - 9, most: mean + 6, mean })],
      ilmd: { 'cbvmda:countryOfOrigin': 'CN', 'pinxin:productionDate': dateText(plan.day + 1) },
      facts: {
        'pinxin:activity': 'drying',
        'pinxin:method': '热风烘干',
        'pinxin:moisturePercent': random.between(105, 128) / 10,
      },
    },
  );
  chain.recorder.record(dryer.member, event, batches.length);
  return batches;
}

/** Records the way of dried or graded lots to the next workshop, on the day they are ready. */
export function forward(
  chain: Chain,
  from: Dock,
  to: Dock,
  portions: readonly Portion[],
  day: LocalDay,
): void {
  const leaves = startOf(day) + hours(9.25);
  const what = { quantities: quantitiesOf(portions) };
  deliver(chain, {
    from,
    to,
    leaves,
    arrives: leaves + hours(4),
    what,
    facts: { 'pinxin:activity': 'delivery' },
  });
}

/** A graded lot. */
export interface GradedBatch extends Batch {
  readonly grade: Grade;
}

/** Which grades a grading yields, in grams, and under which numbers where the story fixes them. */
export interface GradingPlan {
  readonly day: LocalDay;
  readonly yields: readonly { readonly grade: Grade; readonly grams: number; readonly number?: string }[];
}

/** 色选分级: dried lots become one lot a grade; the rest is dust, stalks and rejects. */
export function grade(
  chain: Chain,
  random: Random,
  packer: Dock,
  dried: readonly Portion[],
  plan: GradingPlan,
): GradedBatch[] {
  const batches = plan.yields.map((each): GradedBatch => {
    const number = each.number ?? lotNumber(chain, 'FJ', plan.day);
    const uri = lotUri(packer.member.gtin(`wolfberry/graded/${each.grade}`), number);
    return { uri, grams: each.grams, ready: plan.day + 1, grade: each.grade };
  });
  const input = dried.reduce((sum, each) => sum + each.grams, 0);
  const output = batches.reduce((sum, each) => sum + each.grams, 0);
  const event = transformationEvent(
    { quantities: quantitiesOf(dried) },
    { quantities: quantitiesOf(batches) },
    {
      at: startOf(plan.day) + hours(10) + random.below(14_400),
      step: 'other',
      disposition: 'in_progress',
      place: packer.place,
      facts: {
        'pinxin:activity': 'grading',
        'pinxin:method': '色选、分级、人工拣选、除尘除发、金属检测、紫外杀菌',
        'pinxin:grades': plan.yields.map(each => gradeNames[each.grade].zh).join('、'),
        'pinxin:rejectKilograms': (input - output) / 1000,
      },
    },
  );
  chain.recorder.record(packer.member, event, batches.length);
  return batches;
}

/** 混批: leftovers of one grade become one lot; nothing is lost. */
export function blend(
  chain: Chain,
  packer: Dock,
  leftovers: readonly GradedBatch[],
  day: LocalDay,
  number?: string,
): GradedBatch {
  const first = leftovers[0] as GradedBatch;
  const grams = leftovers.reduce((sum, each) => sum + each.grams, 0);
  const uri = lotUri(
    packer.member.gtin(`wolfberry/graded/${first.grade}`),
    number ?? lotNumber(chain, 'HP', day),
  );
  const event = transformationEvent(
    { quantities: quantitiesOf(leftovers) },
    { quantities: [mass(uri, grams)] },
    {
      at: startOf(day) + hours(14) + (leftovers.length % 7) * 600,
      step: 'other',
      disposition: 'in_progress',
      place: packer.place,
      facts: { 'pinxin:activity': 'blending', 'pinxin:grade': gradeNames[first.grade].zh },
    },
  );
  chain.recorder.record(packer.member, event, 1);
  return { uri, grams, ready: day + 1, grade: first.grade };
}

/** A lot of consumer packs. */
export interface PackLot {
  readonly uri: string;
  readonly gtin: string;
  readonly grade: Grade;
  readonly packs: number;
  readonly day: LocalDay;
  /** The day from which it may leave: later than the packing when a test is waited for. */
  readonly released: LocalDay;
}

/** How one packing run goes; `claimedPacks` is only for the fraud of the story. */
export interface PackingPlan {
  readonly day: LocalDay;
  readonly number?: string;
  readonly claimedPacks?: number;
  /** URI of the certificate or licence under which it is packed. */
  readonly certificate?: string;
}

/** Shelf life of dried wolfberries: 18 months. */
const SHELF_DAYS = 548;

/** 包装: a graded lot becomes a lot of consumer packs; what does not fill a pack stays behind as loss. */
export function pack(
  chain: Chain,
  random: Random,
  packer: Dock,
  graded: { readonly uri: string; readonly grams: number; readonly grade: Grade },
  plan: PackingPlan,
): PackLot {
  const name = gradeNames[graded.grade];
  const gtin = packer.member.gtin(`wolfberry/pack/${graded.grade}`);
  const packs = plan.claimedPacks ?? Math.floor(graded.grams / packGrams[graded.grade]);
  const number = plan.number ?? lotNumber(chain, 'ZN', plan.day);
  const uri = lotUri(gtin, number);
  const event = transformationEvent(
    { quantities: [mass(graded.uri, graded.grams)] },
    { quantities: [pieces(uri, packs)] },
    {
      at: startOf(plan.day) + hours(9) + random.below(18_000),
      step: 'packing',
      disposition: 'active',
      place: packer.place,
      ...(plan.certificate === undefined ? {} : underCertificate(plan.certificate)),
      ilmd: {
        'cbvmda:lotNumber': number,
        'cbvmda:itemExpirationDate': dateText(plan.day + SHELF_DAYS),
        'cbvmda:countryOfOrigin': 'CN',
        'pinxin:productionDate': dateText(plan.day),
        'pinxin:grade': name.zh,
        'pinxin:netContentKilograms': packGrams[graded.grade] / 1000,
      },
      facts: {
        'pinxin:activity': 'packing',
        'pinxin:grade': name.zh,
        'pinxin:grainsPer50g': Math.round(name.grainsPer50g * (0.86 + random.below(14) / 100)),
        'pinxin:moisturePercent': random.between(98, 125) / 10,
      },
    },
  );
  chain.recorder.record(packer.member, event, 1);
  return { uri, gtin, grade: graded.grade, packs, day: plan.day, released: plan.day + 1 };
}

/** A certificate as EPCIS knows it: certificationInfo, and the document as business transaction `cert` (CBV 2.0 §7.3). */
function underCertificate(uri: string): Pick<Circumstances, 'certificates' | 'transactions'> {
  return { certificates: [uri], transactions: [{ type: 'cert', bizTransaction: uri }] };
}

/** Records the single items of a pack lot: the serials printed on its packs. */
export function serialise(chain: Chain, packer: Dock, lot: PackLot, serials: readonly string[]): string[] {
  const epcs = serials.map(each => itemUri(lot.gtin, each));
  const event = objectEvent(
    'ADD',
    { epcs, quantities: [{ epcClass: lot.uri }] },
    {
      at: startOf(lot.day) + hours(15),
      step: 'commissioning',
      disposition: 'active',
      place: packer.place,
      ilmd: { 'cbvmda:lotNumber': lot.uri.slice(lot.uri.lastIndexOf('/') + 1) },
      facts: { 'pinxin:activity': 'serialising' },
    },
  );
  chain.recorder.record(packer.member, event, epcs.length);
  return epcs;
}

/** 装箱: whole cases of a pack lot, each a trade item with a serial of its own. */
export function fillCases(chain: Chain, packer: Dock, lot: PackLot, packs = lot.packs): Case[] {
  const gtin = packer.member.gtin(`wolfberry/case/${lot.grade}`);
  return caseUp(chain, packer, { ...lot, packs }, gtin, packsPerCase[lot.grade], 'C');
}
