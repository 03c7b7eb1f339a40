import type { Problem } from '../../../../http/problem.ts';
import type { QuestionProblem } from '../question.ts';
import { problemLines } from '../question-problems.ts';

/** Why a recall was not drafted, published, ended or answered. */
export type RecallProblemCode =
  | 'unknown'
  | 'wrongState'
  | 'unusedCodes'
  | 'noSuspects'
  | 'notOwn'
  | 'noNotice'
  | 'noOffice';

const WORDS: Readonly<
  Record<RecallProblemCode, { status: number; zh: string; en: string; doZh: string; doEn: string }>
> = {
  unknown: {
    status: 404,
    zh: '没有这次召回',
    en: 'There is no such recall',
    doZh: '请核对召回编号，或在召回列表里找。',
    doEn: 'Check the number of the recall, or look for it in the list.',
  },
  wrongState: {
    status: 409,
    zh: '这次召回现在不能这样做',
    en: 'This cannot be done to the recall as it is now',
    doZh: '草案可以发布或撤回；已发布的可以终止或撤回；终止和撤回之后不能再改，请另发一次召回。',
    doEn: 'A draft can be published or withdrawn, a published recall ended or withdrawn. After that, publish another.',
  },
  unusedCodes: {
    status: 422,
    zh: '有的码用不上，什么也没有保存',
    en: 'Some codes cannot be used; nothing was saved',
    doZh: '请改正或去掉这些码，再发一次。',
    doEn: 'Put these codes right or leave them out, and send it again.',
  },
  noSuspects: {
    status: 422,
    zh: '没有可用的疑点',
    en: 'There is no suspect to start from',
    doZh: '请重新拟定，给出有记录的批次码，或地点和时间段。',
    doEn: 'Draft it anew with the code of a lot that is on record, or a place with a time window.',
  },
  notOwn: {
    status: 403,
    zh: '企业只能召回自己的产品，什么也没有保存',
    en: 'An enterprise recalls its own goods only; nothing was saved',
    doZh: '请去掉不是自己的批次和场所；别人的产品有问题，请告诉主管部门。',
    doEn: 'Leave out lots and places that are not your own. Tell the authority of others’ goods.',
  },
  noNotice: {
    status: 404,
    zh: '没有给您的通知',
    en: 'There is no notice for you',
    doZh: '这次召回的记录里，您没有持有相关批次。',
    doEn: 'On record you hold nothing that this recall takes back.',
  },
  noOffice: {
    status: 403,
    zh: '您没有这项职权',
    en: 'Your office does not carry this power',
    doZh: '请由有召回职权的人办理。',
    doEn: 'Ask somebody whose office carries it.',
  },
};

/** The problem document of a refusal. */
export function recallProblem(code: RecallProblemCode, problems: readonly QuestionProblem[] = []): Problem {
  const { status, zh, en, doZh, doEn } = WORDS[code];
  return {
    status,
    code: `recall.${code}`,
    title: { 'zh-CN': zh, en },
    detail: { 'zh-CN': doZh, en: doEn },
    problems: problemLines(problems),
  };
}
