import { GRANTS, ROLES } from '@pinxin/contract/permissions';
import {
  APPLICATION_ACTIONS,
  APPLICATION_STATES,
  type ApplicationState,
  REVIEW_STEPS,
} from '@pinxin/contract/schemes/words';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actionsIn,
  FINAL_STATES,
  isStepPlan,
  nextState,
  POWER_OF_ACTION,
  type StepPlan,
  transitionsOf,
} from './lifecycle.ts';

/** All 63 plans that a scheme may have. */
const PLANS: readonly StepPlan[] = Array.from({ length: 2 ** REVIEW_STEPS.length - 1 }, (_, bits) =>
  REVIEW_STEPS.filter((_step, place) => ((bits + 1) >> place) % 2 === 1),
);

function reachableFrom(plan: StepPlan, start: ApplicationState): ReadonlySet<ApplicationState> {
  const seen = new Set<ApplicationState>([start]);
  for (const state of seen) {
    for (const move of transitionsOf(plan)) if (move.from === state) seen.add(move.to);
  }
  return seen;
}

describe.each(PLANS.map(plan => [plan.join(', '), plan] as const))('with the steps %s', (_name, plan) => {
  test('each of its states can be reached, no other can, and from each there is an end', () => {
    const own = APPLICATION_STATES.filter(
      state =>
        !(REVIEW_STEPS as readonly string[]).includes(state) || (plan as readonly string[]).includes(state),
    );
    expect(new Set(reachableFrom(plan, 'draft'))).toEqual(new Set(own));
    for (const state of own) {
      const ends = [...reachableFrom(plan, state)].filter(end => FINAL_STATES.has(end));
      expect(ends.length).toBeGreaterThan(0);
      if (!FINAL_STATES.has(state)) expect(actionsIn(plan, state).length).toBeGreaterThan(0);
      else expect(actionsIn(plan, state)).toEqual([]);
    }
  });

  test('nothing is granted but by a decision, after every step in order', () => {
    const before = transitionsOf(plan).filter(({ to }) => to === 'certified');
    expect(before).toEqual([{ from: 'decision', action: 'approve', to: 'certified' }]);
    const passed: ApplicationState[] = [];
    for (let state = nextState(plan, 'submitted', 'accept')!; state !== 'decision'; ) {
      passed.push(state);
      state = nextState(plan, state, 'pass')!;
    }
    expect(passed).toEqual(plan);
  });
});

test('a lifecycle never leaves its graph, whatever is tried', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PLANS),
      fc.array(fc.constantFrom(...APPLICATION_ACTIONS), { maxLength: 40 }),
      (plan, tried) => {
        let state: ApplicationState = 'draft';
        for (const action of tried) {
          const next = nextState(plan, state, action);
          if (next !== undefined) expect(APPLICATION_STATES).toContain(next);
          if (FINAL_STATES.has(state)) expect(next).toBeUndefined();
          state = next ?? state;
        }
      },
    ),
  );
});

test('steps out of order, twice, or none are no plan', () => {
  expect(isStepPlan([])).toBe(false);
  expect(isStepPlan(['publicNotice', 'formalReview'])).toBe(false);
  expect(isStepPlan(['formalReview', 'formalReview'])).toBe(false);
  for (const plan of PLANS) expect(isStepPlan(plan)).toBe(true);
});

test('who reviews does not decide: no role holds both powers', () => {
  for (const role of ROLES) {
    const { 'application.review': reviews, 'application.decide': decides } = GRANTS[role];
    expect(reviews !== undefined && decides !== undefined).toBe(false);
  }
  expect(POWER_OF_ACTION.approve).toBe('application.decide');
});
