import type { ReportAction, SupervisionAction, TaskAction } from '@pinxin/contract/programme';
import type { Lifecycle } from '@pinxin/rules/lifecycle';

/** What somebody is to a thing: the programme office, its leading authority, the authority that owes it. */
export const STANDS_AS = ['office', 'lead', 'authority'] as const;
export type StandsAs = (typeof STANDS_AS)[number];

export const TASK_STATES = ['running', 'completionReported', 'completed'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** 任务: its lead tells that it is done; the office signs that off or returns it. */
export const TASK_LIFECYCLE: Lifecycle<TaskState, TaskAction, StandsAs> = {
  states: TASK_STATES,
  initial: 'running',
  transitions: {
    reportCompletion: { from: ['running'], to: 'completionReported', by: ['lead'] },
    signOff: { from: ['completionReported'], to: 'completed', by: ['office'] },
    return: { from: ['completionReported'], to: 'running', by: ['office'] },
    reopen: { from: ['completed'], to: 'running', by: ['office'] },
  },
};

export const REPORT_STATES = ['asked', 'submitted', 'returned', 'signedOff'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** 季度报告: each authority its own part; the lead signs those that support it, the office all. */
export const REPORT_LIFECYCLE: Lifecycle<ReportState, ReportAction, StandsAs> = {
  states: REPORT_STATES,
  initial: 'asked',
  transitions: {
    submit: { from: ['asked', 'returned'], to: 'submitted', by: ['authority'] },
    return: { from: ['submitted'], to: 'returned', by: ['office', 'lead'] },
    signOff: { from: ['submitted'], to: 'signedOff', by: ['office', 'lead'] },
  },
};

export const SUPERVISION_STATES = [
  'opened',
  'acknowledged',
  'reported',
  'verified',
  'returned',
  'closed',
  'dropped',
] as const;
export type SupervisionState = (typeof SUPERVISION_STATES)[number];

/** 督办: 立项 → 签收 → 报告 → 核查 → 销号 (政府督查工作条例). */
export const SUPERVISION_LIFECYCLE: Lifecycle<SupervisionState, SupervisionAction, StandsAs> = {
  states: SUPERVISION_STATES,
  initial: 'opened',
  transitions: {
    acknowledge: { from: ['opened'], to: 'acknowledged', by: ['authority'] },
    report: { from: ['acknowledged', 'returned'], to: 'reported', by: ['authority'] },
    verify: { from: ['reported'], to: 'verified', by: ['office'] },
    return: { from: ['reported', 'verified'], to: 'returned', by: ['office'] },
    close: { from: ['verified'], to: 'closed', by: ['office'] },
    drop: { from: ['opened', 'acknowledged', 'reported', 'returned'], to: 'dropped', by: ['office'] },
  },
};
