import type { Permission } from '@pinxin/contract/permissions';
import {
  APPLICATION_ACTIONS,
  APPLICATION_STATES,
  type ApplicationAction,
  type ApplicationState,
  REVIEW_STEPS,
  type ReviewStep,
} from '@pinxin/contract/schemes/words';

/** The steps that a scheme has, in the order of `REVIEW_STEPS`; at least one. */
export type StepPlan = readonly ReviewStep[];

/** Which power each action needs. */
export const POWER_OF_ACTION: Readonly<Record<ApplicationAction, Permission>> = {
  submit: 'application.write',
  abandon: 'application.write',
  accept: 'application.review',
  return: 'application.review',
  refuse: 'application.review',
  pass: 'application.review',
  fail: 'application.review',
  sendBack: 'application.decide',
  approve: 'application.decide',
  reject: 'application.decide',
};

/** States in which an application ends. `certified` goes on as a mark: surveillance, suspension, renewal. */
export const FINAL_STATES: ReadonlySet<ApplicationState> = new Set([
  'notAccepted',
  'certified',
  'rejected',
  'abandoned',
]);

/** Whether a list of steps is one that a scheme may have. */
export function isStepPlan(steps: readonly ReviewStep[]): boolean {
  const places = steps.map(step => REVIEW_STEPS.indexOf(step));
  return steps.length > 0 && places.every((place, index) => index === 0 || place > places[index - 1]!);
}

/** Where an action leads from a state, undefined where it is not possible there. One machine for every plan. */
export function nextState(
  plan: StepPlan,
  state: ApplicationState,
  action: ApplicationAction,
): ApplicationState | undefined {
  switch (state) {
    case 'draft':
    case 'returned':
      return { submit: 'submitted', abandon: 'abandoned' }[action as string] as ApplicationState | undefined;
    case 'submitted':
      return fromSubmitted(plan, action);
    case 'formalReview':
    case 'materialReview':
    case 'onSiteReview':
    case 'defence':
    case 'ranking':
    case 'publicNotice':
      return plan.includes(state) ? fromReview(plan, state, action) : undefined;
    case 'decision':
      return action === 'approve' ? 'certified' : fromProposal(plan, action);
    case 'rejectionProposed':
      return fromProposal(plan, action);
    case 'notAccepted':
    case 'certified':
    case 'rejected':
    case 'abandoned':
      return undefined;
  }
}

function fromSubmitted(plan: StepPlan, action: ApplicationAction): ApplicationState | undefined {
  if (action === 'accept') return plan[0];
  if (action === 'return') return 'returned';
  if (action === 'refuse') return 'notAccepted';
  return action === 'abandon' ? 'abandoned' : undefined;
}

function fromReview(
  plan: StepPlan,
  state: ReviewStep,
  action: ApplicationAction,
): ApplicationState | undefined {
  if (action === 'pass') return plan[plan.indexOf(state) + 1] ?? 'decision';
  if (action === 'fail') return 'rejectionProposed';
  // What the public was told is decided, not taken back.
  return action === 'abandon' && state !== 'publicNotice' ? 'abandoned' : undefined;
}

function fromProposal(plan: StepPlan, action: ApplicationAction): ApplicationState | undefined {
  if (action === 'reject') return 'rejected';
  return action === 'sendBack' ? reviewAgainAt(plan) : undefined;
}

/** Where work goes on when a decider sends it back: the last step that people review; the notice comes again. */
function reviewAgainAt(plan: StepPlan): ApplicationState {
  const worked = plan.filter(step => step !== 'publicNotice' && step !== 'ranking');
  return worked.at(-1) ?? plan[0]!;
}

/** Every move that a plan has. */
export function transitionsOf(plan: StepPlan): readonly {
  readonly from: ApplicationState;
  readonly action: ApplicationAction;
  readonly to: ApplicationState;
}[] {
  return APPLICATION_STATES.flatMap(from =>
    APPLICATION_ACTIONS.flatMap(action => {
      const to = nextState(plan, from, action);
      return to === undefined ? [] : [{ from, action, to }];
    }),
  );
}

/** What is possible now. */
export function actionsIn(plan: StepPlan, state: ApplicationState): readonly ApplicationAction[] {
  return APPLICATION_ACTIONS.filter(action => nextState(plan, state, action) !== undefined);
}
