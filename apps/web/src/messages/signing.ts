import type { Pair } from './fields.ts';

/** Sentences about signatures and the keys that make them: Chinese, which is the source, then English. */
export const SIGNING = {
  'signature.title': ['签名与日志', 'Signature and log'],
  'signature.none': [
    '这份声明还没有签名凭证（早于凭证功能，或公示已期满）。早先的声明由系统逐批补签。',
    'No signed credential: the statement is older than credentials, or its publication has ended. Older ones are signed afterwards, batch by batch.',
  ],
  'signature.by': ['签名方', 'Signed by'],
  'signature.key': ['密钥', 'Key'],
  'signature.key.active': ['在用', 'in use'],
  'signature.key.retired': ['已停用', 'retired'],
  'signature.key.lost': ['已挂失', 'reported lost'],
  'signature.at': ['签名时间', 'Signed at'],
  'signature.logged': ['公开日志', 'Public log'],
  'signature.entry': ['{log} 第 {index} 条，{at}', 'entry {index} of {log}, {at}'],
  'signature.notYet': ['几秒钟内进入', 'within seconds'],
  'signature.parallel': ['并行签名', 'Beside it'],
  'signature.sm2': ['国密 SM2/SM3', 'SM2/SM3'],
  'signature.verify': ['查验这份凭证', 'Verify the credential'],
  'signature.receipt': ['日志回执', 'Receipt of the log'],
  'nav.signingKeys': ['签名密钥', 'Signing keys'],
  'signing.sub': [
    '本单位用来给声明签名的密钥。每一步由一人提出、另一人确认，都写进公开日志。',
    'The keys with which your party signs its statements. One person proposes each step, another confirms it, and the public log records it.',
  ],
  'signing.none': [
    '还没有签名密钥：第一次签发声明时自动生成。',
    'No signing key yet: the first one is made with the first statement.',
  ],
  'signing.ended': ['停用于 {at}', 'ended {at}'],
  'signing.since': ['自 {at}', 'since {at}'],
  'signing.next': ['可以做的', 'What can be done'],
  'signing.create': ['生成密钥', 'Create a key'],
  'signing.rotate': ['轮换密钥', 'Rotate the key'],
  'signing.retire': ['停用密钥', 'Retire the key'],
  'signing.lose': ['密钥泄露或丢失', 'The key is lost or exposed'],
  'signing.createSm2': ['增加国密签名（SM2）', 'Sign with SM2 beside'],
  'signing.retireSm2': ['停止国密签名', 'Stop signing with SM2'],
  'signing.strictStatus': ['凭证状态改用 UNTP 严格写法', 'Write the status as UNTP’s schema wants'],
  'signing.w3cStatus': ['凭证状态改回 W3C 写法', 'Write the status as W3C says'],
  'signing.profile': ['凭证状态的写法', 'Form of the status in credentials'],
  'signing.profile.w3c': ['W3C：撤销和暂停各一条', 'W3C: revocation and suspension, an entry each'],
  'signing.profile.untp-strict': [
    'UNTP 0.7.0 严格写法：只有撤销一条',
    'UNTP 0.7.0, strict: one entry, revocation',
  ],
  'signing.kind': ['密钥种类', 'Kind of key'],
  'signing.kind.P-256': ['P-256（ES256）', 'P-256 (ES256)'],
  'signing.kind.Ed25519': ['Ed25519（EdDSA）', 'Ed25519 (EdDSA)'],
  'signing.kindHint': [
    '通常用 P-256：各国的查验程序都认。接口签发数据完整性证明时，P-256 用 ecdsa-jcs-2019，Ed25519 用 eddsa-jcs-2022。',
    'P-256 is the usual one: verifiers everywhere know it. Data integrity proofs by the interface are ecdsa-jcs-2019 with P-256, eddsa-jcs-2022 with Ed25519.',
  ],
  'signing.will.create': [
    '生成一把新密钥，此后用它签名。',
    'A new key is made; statements are signed with it from then on.',
  ],
  'signing.will.rotate': [
    '现在的密钥停用，同时换上新的；以前签的仍然有效，状态列表用新密钥重签。建议每年一次。',
    'The key in use is retired and a new one takes its place at once. What was signed stays valid; status lists are signed anew. Once a year is good practice.',
  ],
  'signing.will.retire': [
    '密钥停用后本单位不能再签发或改变声明，直到两人生成新的；以前签的仍然有效。',
    'Your party can neither issue nor change statements until two persons make another key. What was signed stays valid.',
  ],
  'signing.will.lose': [
    '立即停用。之后用这把密钥签的一概不认；日志证明早于此刻的仍然有效。随后请生成新密钥。',
    'It ends at once: nothing signed with it later is believed; what the log shows to be older stays valid. Then create a new key.',
  ],
  'signing.will.strictStatus': [
    '此后签的凭证只写撤销一条，位置写成数字，UNTP 0.7.0 的格式检查才能通过；暂停只能从登记簿和公开日志看到。以前签的不变，两种写法都能查验。',
    'From then on a credential has one status entry, revocation, with its place as a number, which alone passes the schema of UNTP 0.7.0; a suspension is then told by register and log only. What was signed stays as it is; both forms are verified.',
  ],
  'signing.will.w3cStatus': [
    '此后签的凭证写撤销和暂停两条，位置写成文字，如 W3C 状态列表所要求。以前签的不变，两种写法都能查验。',
    'From then on a credential has two status entries, revocation and suspension, with their places as text, as the W3C status list says. What was signed stays as it is; both forms are verified.',
  ],
  'signing.will.createSm2': [
    '此后每份凭证除原有签名外再用 SM2/SM3 签一次，两个签名都查验。密钥保存在本系统，不能代替电子政务电子认证机构的证书。',
    'From then on each credential bears an SM2/SM3 signature beside its own, and both are verified. The key is kept here and does not replace the certificate of a licensed body.',
  ],
  'signing.will.retireSm2': [
    '此后只用原有密钥签名；已有的国密签名仍可查验。',
    'From then on only the usual key signs; SM2 signatures that exist can still be verified.',
  ],
  'signing.propose': ['提出“{what}”', 'propose “{what}”'],
  'signing.onlyProposes': [
    '这一步只是提出，另一人确认以前什么也不改变。确认以后：',
    'This only proposes it: nothing changes before another person has confirmed. Then:',
  ],
  'signing.waits': ['等待另一人确认', 'Waits for another person'],
  'signing.steps': [
    '第一步：提出并写明理由。第二步：请本单位另一位有此权限的同事在本页确认，{days} 天内有效。',
    'Step 1: propose it, with a reason. Step 2: a colleague with the same power confirms it on this page, within {days} days.',
  ],
  'signing.proposed': ['{name} 提出，{until} 前有效', 'proposed by {name}, until {until}'],
  'signing.confirm': ['确认办理', 'Confirm'],
  'signing.decline': ['退回', 'Decline'],
  'signing.own': ['这是你提出的，须由另一人确认。', 'You proposed this: another person confirms it.'],
  'signing.declineWill': ['什么也不改变。', 'Nothing changes.'],
} as const satisfies Readonly<Record<string, Pair>>;

/** The name of such a sentence. */
export type SigningKey = keyof typeof SIGNING;
