import type { LocalText } from './scan.ts';

/** What is watched: use that may be somebody else's, or more than an office needs. Closed. */
export const UNUSUAL_KINDS = [
  'signInRefused',
  'guessesFromAddress',
  'requestsDenied',
  'recordsRead',
  'recordsExported',
  'statementsIssued',
  'statementsEnded',
  'malwareSent',
] as const;

/** 异常使用: one of `UNUSUAL_KINDS`. */
export type UnusualKind = (typeof UNUSUAL_KINDS)[number];

/** What each is called. */
export const UNUSUAL_WORDS: Readonly<Record<UnusualKind, Required<LocalText>>> = {
  signInRefused: { 'zh-CN': '一个账户多次登录未成', en: 'many refused sign-ins of an account' },
  guessesFromAddress: { 'zh-CN': '一个网络地址多次登录未成', en: 'many refused sign-ins from an address' },
  requestsDenied: { 'zh-CN': '多次请求无权办理的事', en: 'many requests that were denied' },
  recordsRead: { 'zh-CN': '大量查看记录', en: 'very many records read' },
  recordsExported: { 'zh-CN': '大量导出记录', en: 'very many rows taken away' },
  statementsIssued: { 'zh-CN': '短时间内签发大量声明', en: 'very many statements issued' },
  statementsEnded: {
    'zh-CN': '短时间内暂停、撤回、注销多份声明',
    en: 'many statements suspended, withdrawn or cancelled',
  },
  malwareSent: { 'zh-CN': '提交的文件带恶意程序', en: 'malware in a file that was sent' },
};
