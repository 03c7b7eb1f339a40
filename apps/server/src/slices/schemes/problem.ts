import type { FastifyReply } from 'fastify';
import { type ProblemDetail, sendProblem } from '../../http/problem.ts';
import { type CatalogueEntry, problemOf } from '../../http/problem-catalogue.ts';

/** Why something about schemes and applications is refused. Closed: a new reason is a new member. */
const SENTENCES = {
  schemeUnknown: [404, '没有这项制度', 'there is no such scheme'],
  schemeNotYours: [
    403,
    '只有制度的主管部门可以这样做',
    'only the authority that owns the scheme may do this',
  ],
  schemeOtherwise: [409, '已有同代码的另一项制度', 'another scheme has this code'],
  schemeClosed: [409, '这项制度已停止受理', 'this scheme takes no more applications'],
  ownerUnknown: [422, '没有登记过这个主管部门', 'this owner is not registered'],
  brandWrong: [
    422,
    '只有品牌许可可以写明品牌，且应是主管方自己的品牌',
    "only a licence of a brand names one, and it is the owner's own",
  ],
  bodyUnknown: [422, '没有登记过这个机构', 'this body is not registered'],
  stepsWrong: [422, '评审步骤的次序不对，或有重复', 'the steps are out of order or repeated'],
  outcomeWrong: [422, '这种程序不会产生这种结果', 'this procedure does not end in that kind of statement'],
  placesWithoutRanking: [422, '有名额的制度需要综合排序步骤', 'a scheme with a quota needs the step ranking'],
  templateWrong: [422, '编号模板里有不认识的部分', 'the number template holds something unknown'],
  patternWrong: [422, '编号格式不是可用的表达式', 'the number pattern is not usable'],
  dateWrong: [422, '没有这一天', 'there is no such day'],
  dayToCome: [422, '这一天还没有到', 'this day has not come yet'],
  editionTooEarly: [
    422,
    '新版本只能从上一版本之后、今天或以后起施行',
    'an edition takes effect after the one before, today or later',
  ],
  repeatedCode: [422, '同一代码出现了两次', 'a code is used twice'],
  roundUnknown: [404, '没有这一轮', 'there is no such round'],
  roundClosed: [409, '这一轮现在不接受申报', 'this round takes no applications now'],
  roundNeeded: [422, '请选择申报轮次', 'name the round'],
  roundOtherwise: [409, '已有同代码的另一轮', 'another round has this code'],
  applicantUnknown: [404, '没有登记过这个申请主体', 'this applicant is not registered'],
  secondFactorNeeded: [
    403,
    '这项决定需要第二重验证：请用验证器或通行密钥登录后再办',
    'this decision needs a second factor: sign in with an authenticator or a passkey',
  ],
  bulkUnknown: [404, '没有这个批次', 'there is no such batch'],
  notYours: [403, '这不在您的权限范围内', 'this is beyond what you may do'],
  applicantKindWrong: [422, '这类主体不能申请这项制度', 'this kind of party cannot apply under this scheme'],
  subjectWrong: [
    422,
    '申请对象不对：应是申请主体自己的场所、产品或品牌',
    "the subject must be the applicant's own place, product or brand",
  ],
  subjectMissing: [422, '还没有选择申请对象', 'the subject is missing'],
  answerMissing: [422, '这项条件还没有说明', 'nothing is said about this criterion'],
  documentMissing: [422, '还缺这份材料', 'this document is missing'],
  criterionUnknown: [422, '这项制度没有这个条件', 'the scheme has no such criterion'],
  documentUnknown: [422, '这项制度没有这份材料', 'the scheme has no such document'],
  evidenceUnknown: [422, '没有这份文件，请先上传', 'there is no such file: hand it in first'],
  areaMissing: [422, '请填写面积', 'the area is missing'],
  sanctionInForce: [409, '有处罚在有效期内', 'a sanction is in force'],
  alreadyHeld: [
    409,
    '同一对象已有有效的标志；请在续展期内申请续展',
    'the subject holds this mark already: apply for renewal in its window',
  ],
  alreadyApplied: [409, '同一对象已有正在办理的申请', 'an application for the same subject is under way'],
  windowWrong: [422, '续展期的起始应早于截止', 'the window of renewal must open before it closes'],
  renewalWithoutEnd: [
    422,
    '有续展期的制度要写明有效期',
    'a scheme with renewal must say how long a mark holds',
  ],
  validityWrong: [
    422,
    '有效期不对：止期不早于起期，也不长于制度的有效期；由本系统编号的证书不填',
    'the validity is not right: it ends after it begins, no later than the scheme allows; none is entered where this system gives the number',
  ],
  renewalWrong: [422, '要续展的标志不对', 'this is not a mark to renew'],
  renewalOutside: [409, '不在续展期内', 'it is not the time to renew'],
  applicationUnknown: [404, '没有这份申请', 'there is no such application'],
  revisionStale: [409, '别人已改过，请刷新后再来', 'somebody changed it meanwhile: load it again'],
  actionImpossible: [409, '现在不能这样办理', 'this cannot be done now'],
  opinionMissing: [422, '请写明意见', 'say why'],
  noticeRunning: [409, '公示期未满', 'the notice period is not over'],
  objectionsOpen: [409, '还有异议没有处理', 'objections are not answered yet'],
  objectionUpheld: [409, '有异议成立，不能通过', 'an objection was upheld'],
  sameReviewer: [403, '参与审查的人不能作出决定', 'whoever reviewed does not decide'],
  scoresMissing: [409, '专家评分还没有完成', 'the scores are not complete'],
  rankingOnly: [409, '这一步由综合排序一并办理', 'this step is done by the ranking of the round'],
  numberWrong: [422, '编号不符合格式', 'the number does not have the form'],
  numberMissing: [422, '请填写编号', 'the number is missing'],
  numberTaken: [409, '这个编号已用过', 'this number is taken'],
  numbersExhausted: [409, '这一前缀的编号已用完', 'the numbers of this prefix are used up'],
  statementRefused: [409, '声明未能签发', 'the statement could not be issued'],
  expertUnknown: [404, '没有把这份申请分派给您', 'this application is not assigned to you'],
  notAnExpert: [422, '没有这个账户，或不是评审专家', 'there is no such account, or it is no expert'],
  expertInterested: [
    409,
    '专家与申请主体有任职关系，不能评审',
    'the expert holds an office at the applicant',
  ],
  conflictUndeclared: [409, '请先声明有无利益关系', 'declare first whether you have an interest'],
  conflictDeclared: [409, '已声明有利益关系，不能评分', 'an interest was declared: no scores'],
  scoresFinal: [409, '评分已提交，不能再改', 'the scores are handed in'],
  pointsTooMany: [422, '超过这一项的满分', 'more than the criterion has'],
  notScoring: [409, '现在不是评分的时候', 'this is not the time to score'],
  tieAtLimit: [409, '名额边界上有并列，请明确选择并说明理由', 'a tie crosses the limit: choose and say why'],
  tooManyChosen: [422, '超过名额', 'more are chosen than there are places'],
  notRanked: [422, '不是本轮待排序的申请', 'not an application to be ranked in this round'],
  reviewsRunning: [409, '本轮还有申请在评审中', 'applications of this round are still under review'],
  noticeUnknown: [404, '没有这项公示', 'there is no such notice'],
  noticeOver: [409, '公示期已过，不再受理异议', 'the notice period is over'],
  tooManyObjections: [429, '提交过于频繁，请稍后再试', 'too many, try again later'],
  objectionUnknown: [404, '没有这项异议', 'there is no such objection'],
  objectionAnswered: [409, '这项异议已处理', 'this objection is answered'],
  glyphMissing: [422, '证书字体里没有这个字', 'no font of the certificate has this character'],
  certificateUnknown: [404, '没有这份证书', 'there is no such certificate'],
  quotaUnknown: [404, '没有这个额度', 'there is no such quota'],
  quotaOtherwise: [409, '这一季的额度已核定，且不相同', 'another quota was set for this season'],
  quotaScheme: [422, '只有区域品牌许可有标签额度', 'only a licence of a brand has a label quota'],
  notLicensed: [409, '这个主体没有有效的品牌许可', 'this party holds no licence of the brand in force'],
  outsideSeason: [409, '不在这一季的期间内', 'it is not within the season'],
  quotaExceeded: [
    409,
    '超过可产量，剩余额度不够',
    'more than the area can yield: the rest of the quota is not enough',
  ],
  allotmentOtherwise: [409, '同一请求号已用于另一次申领', 'this request id was used for another allotment'],
  productUnknown: [
    422,
    '没有登记过这个产品，或不是该主体的产品',
    'this product is not registered by the party',
  ],
  alarmUnknown: [404, '没有这个警报，或已处理', 'there is no such alarm, or it is answered'],
  notCertified: [409, '还没有通过，不能监督检查', 'nothing was granted yet'],
} as const satisfies Record<string, CatalogueEntry>;

/** Code of a refusal of this slice. */
export type SchemeProblemCode = keyof typeof SENTENCES;

/** One thing that is wrong, and where. */
export interface SchemeProblem extends ProblemDetail {
  readonly code: SchemeProblemCode;
}

/** What a command answers: a value, or all that forbids it. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly SchemeProblem[] };

/** A problem with its sentence; `more` follows it in both languages (a name, a number, a law). */
export function schemeProblem(at: string, code: SchemeProblemCode, more = ''): SchemeProblem {
  const [, zh, en] = SENTENCES[code];
  const tail = more === '' ? ['', ''] : [`：${more}`, `: ${more}`];
  return { at, code, message: { 'zh-CN': `${zh}${tail[0]}`, en: `${en}${tail[1]}` } };
}

/** A refusal for one reason. */
export function refused(
  at: string,
  code: SchemeProblemCode,
  more = '',
): { ok: false; problems: SchemeProblem[] } {
  return { ok: false, problems: [schemeProblem(at, code, more)] };
}

/** Answers with all that is wrong. The first problem gives code and status; several together are told as 422. */
export function sendRefusal(reply: FastifyReply, problems: readonly SchemeProblem[]): FastifyReply {
  const [first] = problems;
  if (first === undefined) throw new Error('refused for no reason');
  const several = new Set(problems.map(({ code }) => code)).size > 1;
  if (several) return sendProblem(reply, problemOf('applicationRefused', SEVERAL, { problems }));
  const [status] = SENTENCES[first.code];
  const headers = status === 429 ? { 'retry-after': '3600' } : undefined;
  return sendProblem(reply, problemOf(first.code, SENTENCES[first.code], { problems, headers }));
}

/** Answers with what a command made, or with all that forbids it. */
export function sendOutcome(reply: FastifyReply, outcome: Outcome<object>, status = 200): FastifyReply {
  return outcome.ok ? reply.code(status).send(outcome.value) : sendRefusal(reply, outcome.problems);
}

const SEVERAL: CatalogueEntry = [
  422,
  '有几处不符合要求，什么也没有写入',
  'Several things are not right; nothing was written',
];
