import type { RecallState } from '@pinxin/contract/recall';

/** 召回的步骤: what is done to a recall. */
export type RecallStep = 'publish' | 'end' | 'withdraw';

/** From where each step leads to where. A draft that nobody wants is withdrawn too. */
export const TRANSITIONS: Readonly<
  Record<RecallStep, { readonly from: readonly RecallState[]; readonly to: RecallState }>
> = {
  publish: { from: ['draft'], to: 'published' },
  end: { from: ['published'], to: 'ended' },
  withdraw: { from: ['draft', 'published'], to: 'withdrawn' },
};

/** Whether the step may be taken now, was taken already (sent twice), or never can be from here. */
export function judgeStep(state: RecallState, step: RecallStep): 'allowed' | 'done' | 'refused' {
  const { from, to } = TRANSITIONS[step];
  if (from.includes(state)) return 'allowed';
  return state === to ? 'done' : 'refused';
}
