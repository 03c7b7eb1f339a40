import type { Problem } from '../../../http/problem.ts';
import type { QuestionProblem } from './question.ts';

const WORDS: Readonly<Record<QuestionProblem['code'], readonly [zh: string, en: string]>> = {
  malformed: ['读不懂这个码，请对照标签再输一次', 'this code cannot be read: compare it with the label'],
  notFound: ['没有这个码的记录', 'there is no record of this code'],
  notOwn: [
    '不是您登记的产品，也不是您生产的批次；请通知主管部门召回',
    'neither a product that you registered nor a lot that you made: tell the authority, which recalls it',
  ],
  timeWrong: ['时间应写成 2026-07-18T08:00:00+08:00', 'a time is written 2026-07-18T08:00:00+08:00'],
};

/** What could not be used of a question, line by line. */
export function problemLines(problems: readonly QuestionProblem[]): NonNullable<Problem['problems']> {
  return problems.map(({ at, given, code, suggestion }) => {
    const [zh, en] = WORDS[code];
    const hint = suggestion === undefined ? '' : ` → ${suggestion}`;
    return { at, code, message: { 'zh-CN': `${given}：${zh}${hint}`, en: `${given}: ${en}${hint}` } };
  });
}
