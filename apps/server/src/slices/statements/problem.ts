import type { Sentence } from '../../http/problem.ts';

const SENTENCES = {
  contentWrong: ['内容不符合要求', 'the content is not right'],
  textUnstorable: [
    '文字里有不能保存的字符，请删去',
    'the text holds a character that cannot be kept: take it out',
  ],
  dateUnknown: ['没有这一天', 'there is no such day'],
  datesReversed: ['结束日期早于开始日期', 'it ends before it begins'],
  notYet: ['这一天还没有到', 'this day has not come yet'],
  subjectUnknown: ['没有登记过这个对象，请先登记', 'what it is about is not registered: register it first'],
  issuerUnknown: ['没有登记过这个签发方', 'the issuer is not registered'],
  notYourParty: [
    '您不能以这个主体的名义办理；任职于多个主体的，请写明是哪一个',
    'you cannot act in the name of this party; if you hold office at several, say at which',
  ],
  proposalUnknown: ['没有这项待确认的请求', 'there is no such proposal'],
  proposalEnded: ['这项请求已经确认、退回或过期', 'this proposal was confirmed, declined, or has expired'],
  noMandate: [
    '签发方今天没有权限就这个对象签发这类声明。请查看“职权”，或请有权机关授予',
    'the issuer has no mandate in force today for this kind, scheme, subject and area: see the mandates, or ask for one',
  ],
  secondPersonNeeded: [
    '这项职权要求两人办理：请由另一人确认',
    'this mandate asks for two persons: let another one confirm',
  ],
  noSigningKey: [
    '签发方没有可用的签名密钥：原来的已停用或丢失。请由两人生成新的密钥',
    'the issuer has no signing key: its last one was retired or lost. Let two persons make a new one',
  ],
  samePerson: [
    '确认的人不能是提出的人',
    'the one who confirms must be another one than the one who proposed',
  ],
  numberTaken: [
    '签发方已用这个编号签发过另一份声明。要更正它，请写明被取代的声明',
    'the issuer has used this number for another statement: to correct that one, say that this supersedes it',
  ],
  numberMissing: ['缺少编号', 'the number is missing'],
  requestTaken: [
    '这个请求号已用于另一份内容不同的请求，请换一个',
    'this request id was used for something else: choose another one',
  ],
  supersededUnknown: ['没有这份要取代的声明', 'there is no such statement to supersede'],
  supersededOther: [
    '只能取代同一签发方就同一对象、同一制度签发的同类声明',
    'only a statement of the same issuer, kind, subject and scheme can be superseded',
  ],
  supersededNot: [
    '要取代的声明已暂停、撤销、注销或已被取代；已暂停的请先恢复',
    'the statement to supersede is suspended, withdrawn, cancelled or superseded already: restore it first if suspended',
  ],
  evidenceUnknown: [
    '没有这份证据文件，或者不是签发方、当事方提交的：请先上传',
    'there is no such evidence of the issuer or of the subject: hand it in first',
  ],
  publicationEndMissing: [
    '行政处罚和黑名单的公示要写明截止日期',
    'the publication of penalties and black lists needs its last day',
  ],
  statementUnknown: ['没有这份声明', 'there is no such statement'],
  notYours: [
    '只有签发方可以改变它的状态；持有方只可以注销自己的证书、许可和称号',
    'only its issuer may change its standing; its holder may only cancel certificates, licences and titles of its own',
  ],
  notFromThisState: ['以它现在的状态，不能这样做', 'this cannot be done from the state that it is in'],
  changedMeanwhile: [
    '它的状态刚刚被别人改变，请重新查看',
    'its standing was changed by somebody just now: look at it again',
  ],
  holderUnknown: ['没有登记过这个持有职权的主体', 'the holder of the mandate is not registered'],
  divisionWrong: ['行政区划代码应为 2、4 或 6 位数字', 'a division code has 2, 4 or 6 digits'],
  mandateUnknown: ['没有这项职权', 'there is no such mandate'],
  mandateEnded: ['这项职权已经终止', 'this mandate has ended already'],
  endsInPast: ['职权只能从今天或以后终止', 'a mandate can end today or later only'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

/** Why something about statements is refused. Closed. */
export type StatementProblemCode = keyof typeof SENTENCES;

/** One thing that is wrong; `at` is a JSON pointer into what was asked. */
export interface StatementProblem {
  readonly at: string;
  readonly code: StatementProblemCode;
  readonly message: Sentence;
}

/** A problem with its sentence; `more` says what exactly, where the sentence can't know. */
export function statementProblem(at: string, code: StatementProblemCode, more?: Sentence): StatementProblem {
  const [zh, en] = SENTENCES[code];
  const message =
    more === undefined
      ? { 'zh-CN': zh, en }
      : { 'zh-CN': `${zh}：${more['zh-CN']}`, en: `${en}: ${more.en}` };
  return { at, code, message };
}
