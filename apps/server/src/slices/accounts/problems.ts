import type { FastifyReply } from 'fastify';
import { type Problem, type Sentence, sendProblem } from '../../http/problem.ts';
import { type CatalogueEntry, problemOf } from '../../http/problem-catalogue.ts';
import type { Refusal, RefusalCode } from './refusal.ts';

const CATALOGUE: Readonly<Record<RefusalCode, CatalogueEntry>> = {
  signInRefused: [
    401,
    '登录名或密码不对',
    'The name or the password is wrong',
    '请核对后再试；忘了密码请找本单位的管理员要一个恢复链接。',
    'Check both and try again. If you forgot the password, ask your administrator for a recovery link.',
  ],
  attemptTooSoon: [
    429,
    '试得太频繁，请稍后再试',
    'Too many attempts; wait a little',
    '请等到 Retry-After 所说的秒数过后再试。',
    'Try again after the seconds that Retry-After names.',
  ],
  alarmUnknown: [404, '没有这项警报', 'There is no such alarm'],
  ownUse: [
    403,
    '这项警报关于您自己的账户，须由别人核实',
    'This alarm is about your own account: somebody else looks into it',
    '请由另一位管理员或审计员核实。',
    'Ask another administrator or an auditor.',
  ],
  sessionUnknown: [404, '没有这个会话，或已结束', 'There is no such session, or it has ended'],
  sessionHalfwayMissing: [
    401,
    '登录已过期',
    'The sign-in has expired',
    '请重新输入登录名和密码。',
    'Enter name and password again.',
  ],
  codeRefused: [
    401,
    '验证码不对',
    'The code is wrong',
    '请输入验证器上此刻显示的六位数，或一个没用过的恢复码。每个码只能用一次。',
    'Enter the six digits that your authenticator shows now, or a recovery code not used before. Each counts once.',
  ],
  secondFactorNeeded: [
    403,
    '这一步需要第二重验证',
    'This needs a second factor',
    '请在账户页启用验证器或通行密钥，并用它登录，然后再试。',
    'Set up an authenticator or a passkey on your account page, sign in with it, and try again.',
  ],
  secondFactorNotBegun: [
    409,
    '还没有开始设置验证器',
    'No authenticator is being set up',
    '请先取一个新的密钥。',
    'Ask for a new secret first.',
  ],
  secondFactorThere: [
    409,
    '已经有验证器了',
    'There is an authenticator already',
    '要换一个，请先停用现在的。',
    'To change it, remove the present one first.',
  ],
  passkeyRefused: [
    401,
    '通行密钥没有通过验证',
    'The passkey was not accepted',
    '请重试；还不行就用密码登录。',
    'Try again, or sign in with your password.',
  ],
  addressLinkVoid: [
    410,
    '这个确认链接已失效',
    'This confirmation link is no longer good',
    '每个链接只能用一次，一天内有效。请在“我的账户”重新保存通知邮箱，会再发一封。',
    'Each is good once and for a day. Save the address on your account page again, and another is sent.',
  ],
  passkeyUnknown: [404, '没有这个通行密钥', 'There is no such passkey'],
  lastSecondFactor: [
    409,
    '您的角色要作决定，不能停用最后一个第二重验证',
    'Your role decides: the last second factor must stay',
    '请先添加另一个验证器或通行密钥。',
    'Add another authenticator or passkey first.',
  ],
  accountUnknown: [404, '没有这个账户', 'There is no such account'],
  accountRefused: [422, '账户信息有误，什么也没有写入', 'The account is not right; nothing was written'],
  loginTaken: [409, '这个登录名已有人用', 'This name is taken', '请换一个登录名。', 'Choose another name.'],
  passwordRefused: [
    422,
    '密码不合要求',
    'The password will not do',
    '至少 12 个字符，别用常见的词、连号或自己的名字；一句只有您会说的话就很好。',
    'At least 12 characters; no common words, runs, or your own name. A sentence that only you would say is good.',
  ],
  membershipUnknown: [404, '没有这个任职，或已结束', 'There is no such membership, or it has ended'],
  membershipRefused: [422, '任职有误，什么也没有写入', 'The membership is not right; nothing was written'],
  partyUnknown: [404, '没有登记过这个主体', 'This party is not registered'],
  outOfReach: [
    403,
    '不在您的权限范围内',
    'This is not within your reach',
    '请找有这项权限的管理员办理。',
    'Ask an administrator who may do this.',
  ],
  ownAccount: [
    403,
    '不能给自己授予或停用',
    'Nobody does this to their own account',
    '请另一位管理员办理。',
    'Another administrator must do it.',
  ],
  lastAdministrator: [
    409,
    '这是最后一位系统管理员',
    'This is the last administrator',
    '请先另设一位管理员。',
    'Make another administrator first.',
  ],
  invitationUnknown: [
    404,
    '这个链接无效、已用过或已过期',
    'This link is not valid, was used, or has expired',
    '请向给您链接的人要一个新的。',
    'Ask whoever gave it to you for a new one.',
  ],
  providerUnknown: [404, '没有设置外部登录', 'No external sign-in is set up'],
  providerRefused: [
    401,
    '外部登录没有成功',
    'The external sign-in did not succeed',
    '请重试；若您的账户还没有关联，请先用密码登录并在账户页关联。',
    'Try again. If your account is not linked yet, sign in with your password and link it on your account page.',
  ],
  demoAccount: [409, '演示账户不能停用', 'Demo accounts stay in use'],
  demoOnly: [404, '没有演示账户', 'There are no demo accounts here'],
};

const FAULTS: Readonly<Record<string, Sentence>> = {
  tooShort: { 'zh-CN': '太短，至少 12 个字符', en: 'too short, at least 12 characters' },
  tooLong: { 'zh-CN': '太长，至多 128 个字符', en: 'too long, at most 128 characters' },
  tooPlain: { 'zh-CN': '太容易猜', en: 'too easy to guess' },
  leaked: {
    'zh-CN': '在泄露的密码里常见，别人会先试它；请换一句自己的话',
    en: 'common among leaked passwords, which are tried first: take a sentence of your own',
  },
  holdsName: { 'zh-CN': '含有您的名字或登录名', en: 'holds your name' },
  loginForm: {
    'zh-CN': '3 到 100 个字符：字母、汉字、数字和 . _ @ + -',
    en: '3 to 100 characters: letters, digits and . _ @ + -',
  },
  nameForm: { 'zh-CN': '1 到 100 个字符', en: '1 to 100 characters' },
  loginMissing: { 'zh-CN': '请填登录名', en: 'choose a name to sign in with' },
  addressWrong: { 'zh-CN': '不像一个邮箱地址', en: 'this is not an address of mail' },
  passwordWrong: { 'zh-CN': '现在的密码不对', en: 'the present password is wrong' },
  dateForm: { 'zh-CN': '应为日期 YYYY-MM-DD', en: 'must be a date YYYY-MM-DD' },
  endsBeforeItBegins: { 'zh-CN': '止期早于起期', en: 'ends before it begins' },
  endNeeded: { 'zh-CN': '代办必须写明止期', en: 'a delegation must say when it ends' },
  endsTooLate: { 'zh-CN': '代办至多三年', en: 'a delegation lasts three years at most' },
  consentNeeded: { 'zh-CN': '请写明委托人如何同意', en: 'say how the party consented' },
  roleNotDelegable: { 'zh-CN': '这个角色不能代办', en: 'this role cannot be delegated' },
  areaNeeded: {
    'zh-CN': '主体没有行政区划：请写明管辖范围，或用 null 表示全区',
    en: 'the party has no division: name the area, or null for the whole region',
  },
  areaForm: { 'zh-CN': '应为 2、4 或 6 位行政区划代码', en: 'must be a division code of 2, 4 or 6 digits' },
  officeNotHere: { 'zh-CN': '这个角色只能在主管部门任职', en: 'this role is held at an authority only' },
  alreadyHeld: { 'zh-CN': '已有这个任职', en: 'this is held already' },
};

/** A refusal as problem details, in both languages. */
export function problemOfRefusal({ code, faults, waitSeconds }: Refusal): Problem {
  return problemOf(code, CATALOGUE[code], {
    problems: faults?.map(fault => ({ ...fault, message: FAULTS[fault.code] ?? fault.code })),
    headers: waitSeconds === undefined ? undefined : { 'retry-after': String(waitSeconds) },
  });
}

/** Answers with a refusal. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return sendProblem(reply, problemOfRefusal(refusal));
}
