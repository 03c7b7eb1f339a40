import type { AccountPageView } from '../account-page.ts';
import type { InvitationPageView, SignInPageView } from '../sign-in-page.ts';

/** The sign-in page of a demo after a wrong password. */
export const signInView: SignInPageView = {
  next: '/console',
  complaints: ['登录名或密码不对'],
  login: 'mahua',
  provider: '统一身份认证',
  demoAccounts: [
    {
      key: 'decider',
      role: 'decider',
      name: { 'zh-CN': '演示审批人', en: 'Demo Decider' },
      at: { 'zh-CN': '演示自治区农业农村部门', en: 'Demo Regional Agriculture' },
      basis: 'office',
    },
    {
      key: 'delegate',
      role: 'enterpriseClerk',
      name: { 'zh-CN': '演示代办员', en: 'Demo Delegate' },
      at: { 'zh-CN': '中宁示范种植户（演示01）' },
      basis: 'delegation',
    },
  ],
};

export const invitationView: InvitationPageView = {
  token: 'x'.repeat(43),
  kind: 'membership',
  offer: '您被邀请担任：审查员（演示自治区农业农村部门）。',
  login: '',
  name: '',
  complaints: ['太短，至少 12 个字符'],
};

/** A decider who is setting up an authenticator. */
export const accountView: AccountPageView = {
  me: {
    session: { id: 'ses_1', openedAt: '2026-07-18T04:00:00Z', expiresAt: '2026-07-18T16:00:00Z' },
    account: { id: 'acc_1', name: '演示审批人', login: 'demo-decider', isDemo: true },
    assurance: 'password',
    memberships: [
      {
        id: 'mbr_1',
        party: { id: 'pty_1', kind: 'authority', name: { 'zh-CN': '演示自治区农业农村部门' } },
        role: 'decider',
        area: '64',
        basis: 'office',
        from: '2026-01-01',
        to: null,
      },
    ],
    permissions: { 'application.decide': ['area'] },
    needSecondFactor: ['application.decide'],
    factors: { password: true, totp: false, recoveryCodes: 0, passkeys: 1 },
  },
  sessions: [
    { id: 'ses_1', device: 'Firefox · Windows', seenAt: '2026-07-18T12:00:00+08:00', current: true },
    { id: 'ses_2', device: 'Chrome · Android', seenAt: '2026-07-17T20:00:00+08:00', current: false },
  ],
  passkeys: [{ id: 'psk_1', label: 'Firefox · Windows' }],
  complaints: [],
  notices: [
    {
      at: '2026-07-18T12:00:00+08:00',
      words: { 'zh-CN': '从一台没用过的设备登录', en: 'Signed in on a device not used before' },
      device: 'Chrome · Android',
    },
  ],
  noticeAddress: 'ma@example.cn',
  isAddressConfirmed: false,
  sendsNotices: true,
  totp: {
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    uri: 'otpauth://totp/Pinxin',
    drawing: { side: 21, path: 'M4 4h1v1h-1z' },
  },
  recoveryCodes: ['2345-6789-abcd-efgh', 'jkmn-pqrs-tvwx-yz23'],
};
