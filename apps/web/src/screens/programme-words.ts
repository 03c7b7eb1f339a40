import type { GoalLine, TaskLine } from '@pinxin/contract/programme-pages';
import type { Language } from '@pinxin/site/language';

type Words = readonly [zh: string, en: string];
const GOALS: Readonly<Record<GoalLine['status'], Words>> = {
  reached: ['✓ 已达到', '✓ reached'],
  onCourse: ['● 按进度', '● on course'],
  behind: ['▲ 落后', '▲ behind'],
  missed: ['✕ 到期未达到', '✕ missed'],
  unknown: ['？ 尚无数据', '? nothing yet'],
};
const TASKS: Readonly<Record<TaskLine['status'], Words>> = {
  done: ['✓ 已完成', '✓ done'],
  onCourse: ['● 按进度', '● on course'],
  nearDeadline: ['◐ 临近期限', '◐ near deadline'],
  behind: ['▲ 落后', '▲ behind'],
  overdue: ['✕ 超期', '✕ overdue'],
};
const STATES: Readonly<Record<string, Words>> = {
  running: ['进行中', 'running'],
  completionReported: ['已报办结', 'reported as done'],
  completed: ['已签批完成', 'signed off as done'],
  asked: ['待报', 'asked'],
  submitted: ['已报', 'submitted'],
  returned: ['已退回', 'returned'],
  signedOff: ['已签批', 'signed off'],
  opened: ['已立项', 'opened'],
  acknowledged: ['已签收', 'acknowledged'],
  reported: ['已报告', 'reported'],
  verified: ['已核查', 'verified'],
  closed: ['已销号', 'closed'],
  dropped: ['已撤项', 'dropped'],
};

/** Comparators as people write them. */
export const COMPARED: Readonly<Record<string, string>> = { '>=': '≥', '<=': '≤' };

/** Colour beside the word, never instead of it. */
export const GOAL_LOOK: Readonly<Record<GoalLine['status'], string>> = {
  ...{ reached: 'good', onCourse: 'good', behind: 'warn', missed: 'bad', unknown: 'plain' },
};
export const TASK_LOOK: Readonly<Record<TaskLine['status'], string>> = {
  ...{ done: 'good', onCourse: 'good', nearDeadline: 'warn', behind: 'warn', overdue: 'bad' },
};

const pick = (words: Words, language: Language) => words[language === 'en' ? 1 : 0];

/** How a goal stands, in words. */
export function goalStatusWord(
  { status, target, value }: Pick<GoalLine, 'status' | 'target' | 'value'>,
  language: Language,
): string {
  // What was reported and has no number to reach stands nowhere.
  if (target === null && value !== null) return pick(['— 没有定数', '— no number set'], language);
  return pick(GOALS[status], language);
}

/** How a task stands, in words. */
export function taskStatusWord(status: TaskLine['status'], language: Language): string {
  return pick(TASKS[status], language);
}

/** The state of a task, a report or a supervision item, in words. */
export function stateWord(state: string, language: Language): string {
  const words = STATES[state];
  return words === undefined ? state : pick(words, language);
}
