import { type Lifecycle, stepOf, unreachableStates } from '@pinxin/rules/lifecycle';
import { describe, expect, it } from 'vitest';
import {
  REPORT_LIFECYCLE,
  STANDS_AS,
  type StandsAs,
  SUPERVISION_LIFECYCLE,
  TASK_LIFECYCLE,
} from './lifecycle.ts';

/** Every state × act × role that is allowed, written down once more. */
const ALLOWED = {
  task: [
    'running reportCompletion lead → completionReported',
    'completionReported signOff office → completed',
    'completionReported return office → running',
    'completed reopen office → running',
  ],
  report: [
    'asked submit authority → submitted',
    'submitted return office → returned',
    'submitted return lead → returned',
    'submitted signOff office → signedOff',
    'submitted signOff lead → signedOff',
    'returned submit authority → submitted',
  ],
  supervision: [
    'opened acknowledge authority → acknowledged',
    'opened drop office → dropped',
    'acknowledged report authority → reported',
    'acknowledged drop office → dropped',
    'reported verify office → verified',
    'reported return office → returned',
    'reported drop office → dropped',
    'verified return office → returned',
    'verified close office → closed',
    'returned report authority → reported',
    'returned drop office → dropped',
  ],
} as const;

function allowed<State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action, StandsAs>,
): string[] {
  const actions = Object.keys(lifecycle.transitions) as Action[];
  return lifecycle.states.flatMap(state =>
    actions.flatMap(action =>
      STANDS_AS.flatMap(role => {
        const step = stepOf(lifecycle, state, action, role);
        return step.ok ? [`${state} ${action} ${role} → ${step.to}`] : [];
      }),
    ),
  );
}

describe('tasks, reports and supervision items', () => {
  it('move as is written here and in no other way', () => {
    expect(allowed(TASK_LIFECYCLE)).toEqual(ALLOWED.task);
    expect(allowed(REPORT_LIFECYCLE)).toEqual(ALLOWED.report);
    expect(allowed(SUPERVISION_LIFECYCLE)).toEqual(ALLOWED.supervision);
  });

  it('have no state that nothing leads to', () => {
    expect(unreachableStates(TASK_LIFECYCLE)).toEqual([]);
    expect(unreachableStates(REPORT_LIFECYCLE)).toEqual([]);
    expect(unreachableStates(SUPERVISION_LIFECYCLE)).toEqual([]);
  });
});
