import type { Problem } from '../../../../http/problem.ts';
import { type CatalogueEntry, problemOf } from '../../../../http/problem-catalogue.ts';
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

const WORDS: Readonly<Record<RecallProblemCode, CatalogueEntry>> = {
  unknown: [
    404,
    '没有这次召回',
    'There is no such recall',
    '请核对召回编号，或在召回列表里找。',
    'Check the number of the recall, or look for it in the list.',
  ],
  wrongState: [
    409,
    '这次召回现在不能这样做',
    'This cannot be done to the recall as it is now',
    '草案可以发布或撤回；已发布的可以终止或撤回；终止和撤回之后不能再改，请另发一次召回。',
    'A draft can be published or withdrawn, a published recall ended or withdrawn. After that, publish another.',
  ],
  unusedCodes: [
    422,
    '有的码用不上，什么也没有保存',
    'Some codes cannot be used; nothing was saved',
    '请改正或去掉这些码，再发一次。',
    'Put these codes right or leave them out, and send it again.',
  ],
  noSuspects: [
    422,
    '没有可用的疑点',
    'There is no suspect to start from',
    '请重新拟定，给出有记录的批次码，或地点和时间段。',
    'Draft it anew with the code of a lot that is on record, or a place with a time window.',
  ],
  notOwn: [
    403,
    '企业只能召回自己的产品，什么也没有保存',
    'An enterprise recalls its own goods only; nothing was saved',
    '请去掉不是自己的批次和场所；别人的产品有问题，请告诉主管部门。',
    'Leave out lots and places that are not your own. Tell the authority of others’ goods.',
  ],
  noNotice: [
    404,
    '没有给您的通知',
    'There is no notice for you',
    '这次召回的记录里，您没有持有相关批次。',
    'On record you hold nothing that this recall takes back.',
  ],
  noOffice: [
    403,
    '您没有这项职权',
    'Your office does not carry this power',
    '请由有召回职权的人办理。',
    'Ask somebody whose office carries it.',
  ],
};

/** The problem document of a refusal. */
export function recallProblem(code: RecallProblemCode, problems: readonly QuestionProblem[] = []): Problem {
  return problemOf(`recall.${code}`, WORDS[code], { problems: problemLines(problems) });
}
