import type { LocalText } from '@pinxin/contract/scan';

/** What an owner is told of, as the journal calls it. Closed: a new one has its words here. */
export const NOTICES: Readonly<Record<string, Required<LocalText>>> = {
  'new-device': { 'zh-CN': '从一台没用过的设备登录', en: 'Signed in on a device not used before' },
  'password-changed': { 'zh-CN': '密码已改', en: 'The password was changed' },
  'account-recovered': {
    'zh-CN': '用恢复链接设了新密码；原有的验证器、通行密钥和会话都已失效',
    en: 'A recovery link set a new password; authenticator, passkeys and sessions from before are void',
  },
  'totp-confirmed': { 'zh-CN': '启用了验证器', en: 'An authenticator was set up' },
  'totp-removed': { 'zh-CN': '停用了验证器', en: 'The authenticator was removed' },
  'recovery-codes-renewed': { 'zh-CN': '换了新的恢复码', en: 'New recovery codes were made' },
  'passkey-added': { 'zh-CN': '添加了通行密钥', en: 'A passkey was added' },
  'passkey-removed': { 'zh-CN': '删除了通行密钥', en: 'A passkey was removed' },
  'provider-linked': { 'zh-CN': '关联了外部登录', en: 'Another provider was linked' },
  'notice-address-changed': { 'zh-CN': '改了通知地址', en: 'The address for notices was changed' },
};

/** The kinds of journal entries that are notices. */
export const NOTICE_KINDS = Object.keys(NOTICES);

/** The job that sends one to its owner. */
export const NOTICE_TASK = 'accounts:send-notice';

/** What the job is given: ids only, no address. */
export interface NoticeJob {
  readonly account: number;
  readonly kind: string;
  /** Where it goes, sealed, when it is not where the account's notices go now: the former address. */
  readonly sealed?: string;
  /** The secret of a link by which the owner confirms the address, sealed. */
  readonly link?: string;
}
