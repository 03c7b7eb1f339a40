import type { JourneyStep, StepKind } from '@pinxin/contract/scan';
import { isNamedAlike, joinedSteps, mergeSteps } from './merged-steps.ts';

/** A step, and what tells where it happened from elsewhere: two households' grounds may bear one name. */
export interface PlacedStep {
  readonly step: JourneyStep;
  readonly spot: number | string;
}

const MOST_MAIN = 7;

/** How much a buyer asks about it. */
const WEIGHT: Readonly<Record<StepKind, number>> = {
  recalled: 12,
  recallLifted: 11,
  harvested: 10,
  slaughtered: 10,
  made: 9,
  sold: 8,
  inspected: 7,
  planted: 7,
  treated: 6,
  packed: 5,
  shipped: 4,
  received: 4,
  destroyed: 10,
  returned: 5,
  sampled: 3,
  transported: 2,
  stored: 2,
  unpacked: 1,
  other: 1,
  seen: 0,
};

/** Each of these is told by itself: which came last decides. */
const NEVER_GATHERED: ReadonlySet<StepKind> = new Set(['recalled', 'recallLifted', 'inspected', 'destroyed']);

/**
 * The steps a buyer asks about first, at most seven, in order of time. Where there are more, like steps at several
 * places are told as one: else nine plots where fruit was picked would hide that it was dried, tested and packed.
 * `merged`: the same steps merged, where somebody has done so already.
 */
export function mainSteps(
  told: readonly PlacedStep[],
  merged: readonly JourneyStep[] = mergeSteps(told.map(({ step }) => step)),
): readonly JourneyStep[] {
  if (merged.length <= MOST_MAIN) return merged;
  return heaviest(gathered(told));
}

function heaviest(steps: readonly JourneyStep[]): readonly JourneyStep[] {
  if (steps.length <= MOST_MAIN) return steps;
  return steps
    .map((step, index) => ({ step, index }))
    .sort((one, other) => WEIGHT[other.step.kind] - WEIGHT[one.step.kind] || other.index - one.index)
    .slice(0, MOST_MAIN)
    .sort((one, other) => one.index - other.index)
    .map(({ step }) => step);
}

/** Like steps as one, in order of the first of each. */
function gathered(told: readonly PlacedStep[]): readonly JourneyStep[] {
  const deeds: PlacedStep[][] = [];
  const alike = new Map<string, PlacedStep[]>();
  for (const placed of told) {
    const { step } = placed;
    // All that was sprayed, spread and fed is one step: to name one and leave out others would say something wrong.
    const product = step.kind === 'treated' ? '' : productOf(step);
    const key = `${step.kind} ${step.statedBy} ${product}`;
    const known = NEVER_GATHERED.has(step.kind) ? undefined : alike.get(key);
    if (known !== undefined) {
      known.push(placed);
      continue;
    }
    const begun = [placed];
    alike.set(key, begun);
    deeds.push(begun);
  }
  return deeds.map(stepOfAll);
}

/** What is not the same of all is left out. */
function stepOfAll(deed: readonly PlacedStep[]): JourneyStep {
  const steps = deed.map(({ step }) => step);
  const { lot, quantity, ...joined } = joinedSteps(steps);
  const isOneProduct = steps.every(step => productOf(step) === productOf(steps[0]!));
  const what = isOneProduct ? { ...(lot ? { lot } : {}), ...(quantity ? { quantity } : {}) } : {};
  const spots = new Set(deed.map(({ spot }) => spot));
  if (spots.size === 1) return { ...joined, ...what };
  const { place: _place, by, ...rest } = joined;
  return {
    ...{ ...rest, ...what },
    ...(by !== undefined && steps.every(step => isNamedAlike(by, step.by)) ? { by } : {}),
    places: spots.size,
    divisions: [...new Set(steps.flatMap(({ place }) => place?.division ?? []))],
  };
}

function productOf({ lot }: JourneyStep): string {
  return lot?.product?.['zh-CN'] ?? '';
}
