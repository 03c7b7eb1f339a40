import type { FastifyReply } from 'fastify';
import { type Problem, sendProblem } from '../../http/problem.ts';
import type { StatementProblem } from './problem.ts';

/** Refuses with all that is wrong: 404 for what is not there, 403 for what is not theirs to do, 409 for lost races. */
export function refuse(reply: FastifyReply, problems: readonly StatementProblem[]): FastifyReply {
  const codes = new Set(problems.map(({ code }) => code));
  const status =
    codes.has('statementUnknown') || codes.has('mandateUnknown') || codes.has('proposalUnknown')
      ? 404
      : codes.has('noMandate') || codes.has('notYours') || codes.has('notYourParty')
        ? 403
        : codes.has('changedMeanwhile') || codes.has('requestTaken') || codes.has('numberTaken')
          ? 409
          : 422;
  return sendProblem(reply, {
    status,
    code: problems.length === 1 ? problems[0]!.code : 'statementRefused',
    title: { 'zh-CN': '没有办成，什么也没有写入', en: 'It was not done; nothing was written' },
    problems,
  });
}

/** There is no such statement, or not for this reader. */
export const NO_STATEMENT: Problem = {
  status: 404,
  code: 'statementUnknown',
  title: { 'zh-CN': '没有这份声明', en: 'There is no such statement' },
};

/** A page token that is none of ours. */
export const PAGE_WRONG: Problem = {
  status: 400,
  code: 'pageWrong',
  title: { 'zh-CN': '翻页标记有误', en: 'The page token is not right' },
  detail: { 'zh-CN': '请从第一页重新开始。', en: 'Begin again at the first page.' },
};
