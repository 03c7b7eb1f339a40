import type { Finding, FindingCode, VerdictWord } from './finding.ts';

type Sentence = readonly [zh: string, en: string];

/** Every finding in a sentence; `{name}` stands for a parameter. */
const SENTENCES: Readonly<Record<FindingCode, Sentence>> = {
  notACredential: ['这不是可读的凭证', 'this is not a credential that can be read'],
  notCompactJws: [
    '这不是完整的签名凭证（JWT）：可能被截断或改动',
    'this is not a whole signed credential (JWT): it may be cut or changed',
  ],
  wrongMediaType: [
    '签名头写明的不是凭证（typ {typ}，cty {cty}）',
    'the header does not say that it is a credential (typ {typ}, cty {cty})',
  ],
  algorithmRefused: [
    '签名算法 {alg} 不可信，不予采用',
    'the algorithm {alg} is not to be trusted and not taken',
  ],
  extensionNotUnderstood: [
    '签名头要求必须理解的扩展，这里不理解',
    'the header demands an extension that is not understood here',
  ],
  vcClaim: ['含有不许出现的 vc 或 vp 声明', 'it has a claim vc or vp, which must not be there'],
  issuerClaimDiffers: ['iss（{iss}）与签发方不一致', 'iss ({iss}) is not the issuer'],
  issuerUnbound: [
    '签名是好的，但不能证明是签发方签的',
    'the signature is good, but nothing shows that it is the issuer’s',
  ],
  signatureGood: [
    '签名正确：内容自签名后没有改动',
    'the signature is right: nothing was changed since it was signed',
  ],
  signatureBad: [
    '签名不对：内容被改动过，或不是这把密钥签的',
    'the signature is wrong: the content was changed, or another key signed it',
  ],
  unsecured: ['没有签名', 'it is not signed'],
  suiteUnknown: ['签名方式 {suite} 这里不能验证', 'signatures of the kind {suite} can not be verified here'],
  proofIncomplete: ['签名证明不完整', 'the proof is not complete'],
  purposeWrong: ['签名的用途不是作出声明', 'the signature was not made to assert something'],
  contextDiffers: ['签名时的语境与文件的不同', 'the contexts are not the ones that were signed'],
  keyMissing: [
    '签名所指的密钥不在签发方公布的密钥之中',
    'the key it names is not among those that the issuer publishes',
  ],
  keyUnknown: [
    '手头没有签发方的密钥，不能验证签名',
    'the issuer’s keys are not at hand: the signature can not be verified',
  ],
  keyOfAnother: [
    '签名用的是别人的密钥，不是签发方的',
    'it is signed with a key of somebody else, not of the issuer',
  ],
  keyNotForThis: ['这把密钥不许用来作出声明', 'this key is not meant for making statements'],
  keyGood: ['密钥属于签发方，签名时可用', 'the key is the issuer’s and was in use'],
  keyRetiredBefore: ['签名时密钥已停用（{since}）', 'the key had ended before ({since})'],
  keyRetiredTimeUnproved: [
    '密钥已停用（{since}），又没有日志证明签名更早',
    'the key ended ({since}), and no log shows that the signature is older',
  ],
  signatureExpired: ['签名已过期', 'the signature has expired'],
  signatureFromFuture: ['签名时间在将来', 'the signature is dated in the future'],
  contextUnknown: [
    '有这里不认识的扩展（{url}），其含义不作判断',
    'it uses an extension not known here ({url}), whose meaning is not judged',
  ],
  contextsKnown: ['所用词汇都认识', 'all its vocabularies are known'],
  contextMissing: ['缺少 @context', '@context is missing'],
  contextOrder: [
    '@context 的第一项不是 W3C 凭证 2.0',
    'the first context is not that of W3C credentials 2.0',
  ],
  contextForm: ['@context 有误', 'a context is not right'],
  termRedefined: ['改动了不许改动的词的含义', 'it gives another meaning to a protected word'],
  typeMissing: ['没有写明类型', 'its type is missing'],
  typeRequired: ['类型中缺少必需的一项', 'a type that must be there is missing'],
  typeUndefined: ['有没有定义的类型', 'a type is not defined'],
  idForm: ['标识不是网址', 'an id is not a URL'],
  issuerMissing: ['没有签发方', 'there is no issuer'],
  issuerForm: ['签发方的写法不对', 'the issuer is not written rightly'],
  subjectMissing: ['没有对象', 'there is no subject'],
  subjectEmpty: ['对象什么也没有说', 'a subject says nothing'],
  dateForm: ['日期写法不对', 'a date is not written rightly'],
  datesReversed: ['结束早于开始', 'it ends before it begins'],
  statusForm: ['状态的写法不对', 'its status is not written rightly'],
  schemaForm: ['格式说明的写法不对', 'its schema is not written rightly'],
  languageForm: ['多语言文字的写法不对', 'a text in languages is not written rightly'],
  resourceForm: ['附属资料的写法不对', 'something attached is not written rightly'],
  presentationForm: ['出示的写法不对', 'the presentation is not written rightly'],
  innerCredentialBad: ['其中有一份凭证没有通过', 'a credential in it does not pass'],
  modelGood: ['格式符合 W3C 可验证凭证 2.0', 'it follows W3C verifiable credentials 2.0'],
  notYetValid: ['还没有生效（{from}）', 'it is not valid yet ({from})'],
  expired: ['已过有效期（{until}）', 'its term is over ({until})'],
  inTerm: ['在有效期内', 'it is within its term'],
  statusNone: ['没有状态列表可查', 'it names no status list'],
  statusClear: ['状态列表中没有被标记（{purpose}）', 'the status list says nothing against it ({purpose})'],
  revoked: ['已撤销或注销', 'it was revoked'],
  suspended: ['已暂停', 'it is suspended'],
  statusMessage: ['状态列表另有提示（{purpose}）', 'the status list has a message ({purpose})'],
  statusUnavailable: [
    '查不到状态列表，不知是否被撤销',
    'the status list is out of reach: whether it was revoked is not known',
  ],
  statusUnverified: ['状态列表本身不可信', 'the status list itself can not be trusted'],
  statusListShort: ['状态列表太短，不可采用', 'the status list is too short'],
  statusRange: ['它在状态列表中的位置不存在', 'its place is not in the status list'],
  statusMalformed: ['状态列表损坏', 'the status list is damaged'],
  shapeGood: ['内容的结构符合 UNTP 0.7.0（{type}）', 'its structure follows UNTP 0.7.0 ({type})'],
  shapeUnknown: ['内容的结构这里不认识', 'its structure is not known here'],
  fieldMissing: ['缺少必需的内容', 'something that must be there is missing'],
  fieldUnknown: ['有不许出现的内容', 'there is something that must not be there'],
  fieldWrong: ['内容的写法不对', 'something is not written rightly'],
  conformanceMissing: ['没有写明是否符合', 'it does not say whether it conforms'],
  disclosureBad: ['选择披露的内容与签名不符', 'what is disclosed does not fit what was signed'],
  renderForm: ['展示模板有误', 'a template is not right'],
  logged: [
    '已记入公开日志 {log} 第 {index} 条（{at}）',
    'it is entry {index} of the public log {log} ({at})',
  ],
  notLogged: [
    '公开日志中还没有它（新签发的几秒后才有；别处的凭证没有）',
    'it is not in the public log (new ones take seconds; others’ are not there)',
  ],
  witnessed: [
    '有 {count} 位独立见证人在检查点上签名：{names}',
    'independent witnesses who signed the checkpoint: {count} ({names})',
  ],
  notWitnessed: [
    '日志的检查点没有独立见证人签名：不能排除别人看到的是另一个日志',
    'no witness who is known here signed the log’s checkpoint: others might be shown another log',
  ],
  logKeyUnknown: [
    '没有日志的公钥，回执不能验证',
    'no key of the log at hand: the receipt can not be verified',
  ],
  receiptBad: ['日志回执与它不符', 'the receipt of the log does not fit it'],
  mandateGood: ['签发方当时有权签发（{basis}）', 'the issuer had the mandate then ({basis})'],
  mandateMissing: [
    '签发方没有这项职权，或登记中没有这份声明',
    'the issuer has no such mandate, or the register has no such statement',
  ],
  parallelGood: ['并行的国密签名（SM2/SM3）正确', 'the parallel signature (SM2/SM3) is right too'],
  parallelBad: [
    '并行的国密签名（SM2/SM3）不对，或不是签发方的密钥',
    'the parallel signature (SM2/SM3) is wrong, or not made with a key of the issuer',
  ],
  parallelUnknown: [
    '并行签名这里不能验证：没有签发方的密钥，或不认识这种签名',
    'the parallel signature can not be verified: no key of the issuer at hand, or a kind not known here',
  ],
  parallelKeyEnded: [
    '并行签名正确，但密钥已停用，又没有日志证明签名更早',
    'the parallel signature is right, but its key has ended and no log shows that it is older',
  ],
  compiledByOperator: [
    '由运营方按登记的记录汇编：每项依据另有自己的凭证',
    'compiled by the operator from the records: each claim in it has a credential of its own',
  ],
  passportNotLogged: [
    '护照当场出具，本身不入日志；它所依据的凭证都在日志里',
    'a passport is made when it is asked for and is not logged itself; the credentials behind it are',
  ],
  mandateUnknown: [
    '不知签发方有没有这项职权：它不在本登记之中',
    'whether the issuer may say this is not known: it is not in this register',
  ],
  bundleFresh: ['所用的信任资料取得不到一小时', 'the trust bundle used is less than an hour old'],
  bundleAge: ['所用的信任资料是 {hours} 小时前的', 'the trust bundle used is {hours} hours old'],
};

const VERDICTS: Readonly<Record<VerdictWord, Sentence>> = {
  valid: ['有效：查过的都通过了', 'Valid: everything that was checked passed'],
  invalid: ['无效：不要相信它', 'Not valid: do not believe it'],
  unknown: [
    '不能确定：有没查清的地方，不能当作有效',
    'Not certain: something could not be checked, so it does not count as valid',
  ],
};

/** What was looked at, in a word. */
export const CHECK_WORDS: Readonly<Record<Finding['check'], Sentence>> = {
  form: ['格式', 'form'],
  signature: ['签名', 'signature'],
  key: ['密钥', 'key'],
  issuer: ['签发方', 'issuer'],
  time: ['有效期', 'term'],
  status: ['状态', 'status'],
  context: ['词汇', 'vocabulary'],
  shape: ['结构', 'structure'],
  log: ['公开日志', 'public log'],
  mandate: ['职权', 'mandate'],
  content: ['内容', 'content'],
};

/** A finding in a sentence, in Chinese and English. */
export function findingSentence({ code, params = {} }: Finding): {
  readonly 'zh-CN': string;
  readonly en: string;
} {
  const [zh, en] = SENTENCES[code];
  const filled = (
    text: string,
    at: (instant: string) => string,
    purposes: Readonly<Record<string, string>>,
  ) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = String(params[name] ?? '…');
      if (name === 'purpose') return purposes[value] ?? value;
      return isInstant(value) ? at(value) : value;
    });
  return { 'zh-CN': filled(zh, inChinese, PURPOSES), en: filled(en, inEnglish, {}) };
}

/** What a status list is for (Bitstring Status List 1.0), in Chinese. */
const PURPOSES = { revocation: '撤销', suspension: '暂停' };

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** What somebody sent may only look like an instant: a 99th of a 99th month is shown as it is. */
function isInstant(value: string): boolean {
  return INSTANT.test(value) && !Number.isNaN(Date.parse(value));
}

/** On the clocks of the place: China has one time, eight hours ahead of UTC, and no summer time since 1991. */
function inChinese(instant: string): string {
  const [date, time] = beijing(instant);
  const [year, month, day] = date.split('-').map(Number);
  return `北京时间 ${year} 年 ${month} 月 ${day} 日 ${time}`;
}

function inEnglish(instant: string): string {
  const [date, time] = beijing(instant);
  return `${date} ${time}, Beijing time`;
}

function beijing(instant: string): readonly [date: string, time: string] {
  const local = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return [local.slice(0, 10), local.slice(11, 16)];
}

/** A verdict in a sentence, in Chinese and English. */
export function verdictSentence(verdict: VerdictWord): { readonly 'zh-CN': string; readonly en: string } {
  const [zh, en] = VERDICTS[verdict];
  return { 'zh-CN': zh, en };
}
