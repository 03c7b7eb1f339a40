import type { JourneyStep, LocalText, LotFact, Quantity } from '@pinxin/contract/scan';
import { addDecimals } from './row-facts.ts';

const SAME_STEP_DAYS = 3;

/** Joins like steps that follow one another at one place within days: ten pickings are one harvest. */
export function mergeSteps(steps: readonly JourneyStep[]): JourneyStep[] {
  const deeds: JourneyStep[][] = [];
  for (const step of steps) {
    const deed = deeds.findLast(known => isSameDeed(known.at(-1)!, step));
    if (deed === undefined) deeds.push([step]);
    else deed.push(step);
  }
  return deeds.map(joinedSteps);
}

/** Several steps told as one: what went in, until when, how much, and how late, of all. At least one, in order of time. */
export function joinedSteps(steps: readonly JourneyStep[]): JourneyStep {
  const [first] = steps;
  if (steps.length === 1) return first!;
  const { quantity: _, ...rest } = first!;
  const materials = new Map<string, LotFact>();
  for (const step of steps) for (const lot of step.materials) materials.set(lot.path, lot);
  const quantity = sumOf(steps);
  const late = Math.max(...steps.map(({ recordedLateDays }) => recordedLateDays ?? 0));
  return {
    ...rest,
    until: steps.at(-1)!.at,
    materials: [...materials.values()],
    events: steps.flatMap(({ events }) => events),
    ...(quantity ? { quantity } : {}),
    ...(late > 0 ? { recordedLateDays: late } : {}),
  };
}

function isSameDeed(before: JourneyStep, step: JourneyStep): boolean {
  return (
    before.kind === step.kind &&
    isNamedAlike(before.place, step.place) &&
    isNamedAlike(before.by, step.by) &&
    before.lot?.product?.['zh-CN'] === step.lot?.product?.['zh-CN'] &&
    Date.parse(step.at) - Date.parse(before.at) <= SAME_STEP_DAYS * 86_400_000
  );
}

/** Whether both bear the same name, or neither is known. */
export function isNamedAlike(
  one: { readonly name: LocalText } | undefined,
  other: { readonly name: LocalText } | undefined,
): boolean {
  return one?.name['zh-CN'] === other?.name['zh-CN'];
}

/** The sum, where all say how much in one unit. */
function sumOf(steps: readonly JourneyStep[]): Quantity | undefined {
  const [first, ...others] = steps.map(({ quantity }) => quantity);
  if (first === undefined) return undefined;
  let { value } = first;
  for (const quantity of others) {
    if (quantity === undefined || quantity.unit !== first.unit) return undefined;
    value = addDecimals(value, quantity.value);
  }
  return { ...first, value };
}
