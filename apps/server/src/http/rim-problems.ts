import type { Problem } from './problem.ts';
import { type CatalogueEntry, type ProblemMore, problemOf } from './problem-catalogue.ts';

const CATALOGUE = {
  notFound: [404, '没有这个地址', 'There is nothing at this address'],
  methodNotAllowed: [405, '这个地址不支持这种请求方法', 'This address does not take this method'],
  invalidJson: [400, '请求正文不是合法的 JSON', 'The request body is not valid JSON'],
  emptyBody: [400, '请求没有正文', 'The request has no body'],
  invalidRequest: [400, '请求有误', 'The request is not right'],
  malformedAddress: [400, '地址里有无法解读的字符', 'The address holds characters that cannot be read'],
  addressTooLong: [414, '地址太长', 'The address is too long'],
  headersTooLarge: [431, '请求头太大', 'The request headers are too large'],
  bodyTooLarge: [413, '请求正文太大', 'The request body is too large'],
  unsupportedMediaType: [415, '不支持这种内容类型', 'This content type is not taken'],
  tooSlow: [408, '请求迟迟没有发完', 'The request took too long to arrive'],
  notAuthenticated: [
    401,
    '需要登录或密钥',
    'Signing in, or a key, is needed',
    '请在 /sign-in 登录；程序请在 Authorization: Bearer 或 X-API-Key 中带上运营方发放的密钥。',
    'Sign in at /sign-in. Programs send a key, issued by whoever runs this system, in Authorization: Bearer or X-API-Key.',
  ],
  notAllowed: [
    403,
    '该密钥没有这项权限',
    'This key does not allow it',
    '请向运营方申请带有所需权限范围的密钥。',
    'Ask whoever runs this system for a key with the scope that is needed.',
  ],
  roleNotAllowed: [
    403,
    '您的角色没有这项权限',
    'Your role does not allow it',
    '请由有这项权限的人办理，或请管理员给您相应的角色。',
    'Ask somebody who has this permission, or ask an administrator for the role.',
  ],
  personNeeded: [
    403,
    '这一步要由登录的人来做，密钥不行',
    'This is for a person who signed in, not for a key',
    '请在 /sign-in 登录后再试。',
    'Sign in at /sign-in and try again.',
  ],
  actingForNeeded: [
    400,
    '您在几个主体任职，请说明以哪一个的名义',
    'You hold office at several parties: say for which you act',
    '请在请求头 X-Acting-For 中写上主体的编号。',
    'Name the party by its id in the request header X-Acting-For.',
  ],
  secondFactorNeeded: [
    403,
    '这项决定需要第二重验证',
    'This decision needs a second factor',
    '请在账户页启用验证器或通行密钥，并用它登录，然后再试。',
    'Set up an authenticator or a passkey on your account page, sign in with it, and try again.',
  ],
  crossSite: [
    403,
    '请求来自别的网站，已拒绝',
    'The request came from another site and was refused',
    '请从本站的页面提交，或改用 Authorization 头。',
    'Submit it from a page of this site, or use the Authorization header.',
  ],
  malwareFound: [
    422,
    '文件里查出恶意程序，没有收下',
    'Malware was found in the file: it was not taken',
    '请用杀毒软件检查这台电脑，换一份干净的文件再交。',
    'Check this computer with a virus scanner and send a clean file.',
  ],
  scannerUnavailable: [
    503,
    '文件查毒暂时做不了，没有收下',
    'Files cannot be scanned just now: it was not taken',
    '请过几分钟再交；仍不行时告诉运营方：查毒服务没有应答。',
    'Send it again in a few minutes; if that does not help, tell whoever runs this system that the scanner does not answer.',
  ],
  unavailable: [503, '服务暂时不可用，请稍后再试', 'The service is not available just now; try again soon'],
  storageFull: [
    503,
    '磁盘已满，什么也没有写入；请通知运营方腾出空间',
    'The disk is full and nothing was written: tell whoever runs this system to make room',
  ],
  internal: [
    500,
    '服务器出错了，已记录',
    'Something went wrong on the server; it was logged',
    '请把响应头 X-Request-Id 的值告诉运营方。',
    'Tell whoever runs this system the value of the response header X-Request-Id.',
  ],
} as const satisfies Record<string, CatalogueEntry>;

/** The problems that the rim itself finds, before any slice is asked. */
export type RimProblemCode = keyof typeof CATALOGUE;

/** A problem of the rim, with what is special about this one. */
export function rimProblem(code: RimProblemCode, more: ProblemMore = {}): Problem {
  return problemOf(code, CATALOGUE[code], more);
}
