import type { FastifyReply } from 'fastify';
import { type ProblemDetail, sendProblem } from '../../http/problem.ts';
import { type CatalogueEntry, problemOf } from '../../http/problem-catalogue.ts';

/** Why something about programmes is refused. Closed: a new reason is a new member. */
const SENTENCES = {
  programmeUnknown: [404, '没有这个方案', 'there is no such programme'],
  programmeOtherwise: [
    409,
    '同代码的方案已有，且内容不同；改定指标请用“改定指标”，新一期请用新代码',
    'another programme has this code: to measure a goal otherwise bind its indicator anew, for a new period use a new code',
  ],
  followsUnknown: [422, '没有要承接的方案', 'there is no programme to go on from'],
  followsTaken: [409, '那个方案已有后续方案', 'that programme has a successor already'],
  periodWrong: [422, '起止日期不对', 'the period is not right'],
  dateWrong: [422, '没有这一天', 'there is no such day'],
  datesReversed: [422, '止期早于起期', 'it ends before it begins'],
  deadlineOutside: [422, '期限早于方案开始', 'the deadline lies before the programme begins'],
  numberRepeated: [422, '编号重复', 'a number is used twice'],
  parentUnknown: [422, '没有这个上级任务', 'there is no such task above it'],
  parentCircular: [422, '任务的上级不能是它自己或其下级', 'a task cannot stand below itself'],
  partyUnknown: [422, '没有登记过这个主体', 'this party is not registered'],
  roleTwice: [422, '同一部门既牵头又配合', 'one authority both leads and supports'],
  leadMissing: [422, '没有牵头部门', 'no authority leads'],
  indicatorWrong: [
    422,
    '指标的参数不对：计数需写明制度，新授予需写明起止，比重需写明整体，求和需写明求什么',
    'the parameters do not fit the indicator: a count needs schemes, what is newly awarded a period, a share its whole, a sum its figure',
  ],
  targetMissing: [422, '能计数的目标需要目标值', 'a goal that is counted needs its number'],
  sourceWrong: [422, '这个来源的参数不对', 'the parameters do not fit the source'],
  goalUnknown: [404, '没有这个目标', 'there is no such goal'],
  goalCounted: [
    409,
    '这个目标由记录计数，不接受填报',
    'this goal is counted from the record; nothing is reported for it',
  ],
  goalReported: [409, '这个目标不能计数，没有快照', 'this goal cannot be counted: there is no snapshot'],
  dayAhead: [422, '这一天还没有到', 'this day has not come yet'],
  requestOtherwise: [409, '同一请求号已用于别的内容', 'this request id was used for something else'],
  snapshotUnknown: [404, '没有这个快照', 'there is no such snapshot'],
  taskUnknown: [404, '没有这项任务', 'there is no such task'],
  notYours: [403, '这不在您的权限范围内', 'this is beyond what you may do'],
  revisionStale: [409, '别人已改过，请刷新后再来', 'somebody changed it meanwhile: load it again'],
  actionImpossible: [409, '现在不能这样办理', 'this cannot be done now'],
  opinionMissing: [422, '请写明意见', 'say why'],
  textMissing: [422, '请写明情况', 'say how it stands'],
  supportersMissing: [
    409,
    '配合部门还没有报告，不能签批',
    'supporting authorities have not reported: it cannot be signed off',
  ],
  roundUnknown: [404, '没有这一轮填报', 'there is no such round'],
  roundOtherwise: [
    409,
    '这一季度的填报已开始，期限不同',
    'the round of this quarter is open with another deadline',
  ],
  reportUnknown: [404, '没有这份报告', 'there is no such report'],
  evidenceUnknown: [422, '没有这条记录', 'there is no such record'],
  fileUnknown: [
    422,
    '没有这份文件，或者不是您的单位提交的。请先上传',
    'there is no such file, or another party handed it in: upload it first',
  ],
  fileGone: [404, '没有这份文件', 'there is no such file'],
  supervisionUnknown: [404, '没有这个督办事项', 'there is no such supervision item'],
  fundingWrong: [422, '资金记录不对', 'the record of funding is not right'],
  evaluationTooEarly: [409, '方案期满后才能评估', 'a programme is evaluated when its period is over'],
  evaluatedOtherwise: [409, '这个方案已有评估', 'this programme was evaluated already'],
  planUnreadable: [422, '这个文件读不出文字', 'no text could be read from this file'],
  planScanned: [
    422,
    '这是扫描件，里面没有文字。请提供带文字的 PDF、Word 文件，或直接粘贴文字',
    'this is a scan without text: hand in a PDF with text or a Word file, or paste the text',
  ],
  planEncrypted: [422, '这个 PDF 有密码，请先解除', 'this PDF has a password: remove it first'],
  planTooLarge: [
    413,
    '文件超过 20 MB。请只提供正文',
    'the file is larger than 20 MB: hand in the text alone',
  ],
  planEmpty: [422, '没有文字', 'there is no text'],
  pageWrong: [
    400,
    '翻页标记有误，请从第一页重新开始',
    'the page token is not right: begin again at the first page',
  ],
  exportUnknown: [404, '没有这种报告', 'there is no such report'],
} as const satisfies Record<string, CatalogueEntry>;

/** Code of a refusal of this slice. */
export type ProgrammeProblemCode = keyof typeof SENTENCES;

/** One thing that is wrong, and where. */
export interface ProgrammeProblem extends ProblemDetail {
  readonly code: ProgrammeProblemCode;
}

/** What a command answers: a value, or all that forbids it. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly ProgrammeProblem[] };

/** A problem with its sentence; `more` follows it in both languages (a name, a number). */
export function programmeProblem(at: string, code: ProgrammeProblemCode, more = ''): ProgrammeProblem {
  const [, zh, en] = SENTENCES[code];
  const [tailZh, tailEn] = more === '' ? ['', ''] : [`：${more}`, `: ${more}`];
  return { at, code, message: { 'zh-CN': `${zh}${tailZh}`, en: `${en}${tailEn}` } };
}

/** A refusal for one reason. */
export function refused(
  at: string,
  code: ProgrammeProblemCode,
  more = '',
): { ok: false; problems: ProgrammeProblem[] } {
  return { ok: false, problems: [programmeProblem(at, code, more)] };
}

/** Answers with all that is wrong. The first problem gives code and status; several together are told as 422. */
export function sendRefusal(reply: FastifyReply, problems: readonly ProgrammeProblem[]): FastifyReply {
  const [first] = problems;
  if (first === undefined) throw new Error('refused for no reason');
  const several = new Set(problems.map(({ code }) => code)).size > 1;
  return sendProblem(
    reply,
    several
      ? problemOf('programmeRefused', SEVERAL, { problems })
      : problemOf(first.code, SENTENCES[first.code], { problems }),
  );
}

/** Answers with the outcome of a command. */
export function sendOutcome(reply: FastifyReply, outcome: Outcome<object>, status = 200): FastifyReply {
  return outcome.ok ? reply.code(status).send(outcome.value) : sendRefusal(reply, outcome.problems);
}

const SEVERAL: CatalogueEntry = [
  422,
  '有几处不符合要求，什么也没有写入',
  'Several things are not right; nothing was written',
];
