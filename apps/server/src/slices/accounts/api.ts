/** What others may ask of accounts. */

export { offerAdministrator } from './invitations/first-administrator.ts';
export { membershipsFollowMerge } from './memberships/follow-merge-store.ts';
export { NOTICE_TASK, type NoticeJob } from './notices/notice.ts';
export { confirmedNoticeAddress } from './notices/notice-address.ts';
export { sendNotice } from './notices/send-notice.ts';
export { sendTold, TOLD_TASK, type ToldJob, tellPeople } from './notices/tell-people.ts';
export { openProvider, type ProviderSettings } from './oidc/provider.ts';
export { sealAuthenticators } from './second-factor/kept-secret.ts';
export { personOfAccount } from './sessions/person-of-account.ts';
export { personOfToken } from './sessions/person-of-token.ts';
export { watchUse } from './watch/watch-use.ts';
