import { type Lifecycle, stepOf } from '@pinxin/rules/lifecycle';
import type { StandsAs } from './lifecycle.ts';
import { type Outcome, refused } from './problem.ts';

/** Where an act leads for somebody who is all of these to the thing, or why it does not. */
export function transition<State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action, StandsAs>,
  state: State,
  action: Action,
  roles: readonly StandsAs[],
): Outcome<State> {
  const steps = roles.map(role => stepOf(lifecycle, state, action, role));
  const taken = steps.find(step => step.ok);
  if (taken?.ok === true) return { ok: true, value: taken.to };
  const isPossible = steps.some(step => !step.ok && step.code === 'notFromThisState');
  return refused('/action', isPossible ? 'actionImpossible' : 'notYours');
}
