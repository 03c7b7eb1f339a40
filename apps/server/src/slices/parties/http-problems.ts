import type { Problem } from '../../http/problem.ts';
import { type RegistrationProblem, registrationSentence } from './words.ts';

/** A registration was refused; nothing of it was stored. */
export function registrationRefused(problems: readonly RegistrationProblem[]): Problem {
  return {
    status: 422,
    code: 'registrationRefused',
    title: { 'zh-CN': '登记内容有误，没有保存', en: 'The registration is not right; nothing was stored' },
    detail: { 'zh-CN': '请按下列各项改正后重新提交。', en: 'Correct what is listed and submit it again.' },
    problems: problems.map(problem => ({ at: problem.at, code: problem.code, message: registrationSentence(problem) })),
  };
}

/** No such party. */
export function noSuchParty(): Problem {
  return { status: 404, code: 'noSuchParty', title: { 'zh-CN': '没有这个主体', en: 'There is no such party' } };
}

/** No such key that is still good. */
export function noSuchKey(): Problem {
  return {
    status: 404,
    code: 'noSuchKey',
    title: { 'zh-CN': '没有这个有效的密钥', en: 'There is no such key that is still good' },
  };
}
