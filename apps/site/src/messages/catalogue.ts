import { certificateMessages } from './certificate.ts';
import { deskMessages } from './desk.ts';
import { homeMessages } from './home.ts';
import { logMessages } from './log.ts';
import { noticeMessages } from './notices.ts';
import { passportMessages } from './passport.ts';
import { programmeMessages } from './programme.ts';
import { publicMessages } from './public.ts';
import { recallMessages } from './recalls.ts';
import { recordMessages } from './records.ts';
import { scanMessages } from './scan.ts';
import { signInMessages } from './sign-in.ts';
import { statementMessages } from './statement.ts';
import { stepMessages } from './steps.ts';
import { verdictMessages } from './verdict.ts';
import { verifyMessages } from './verify.ts';

/** One message in every language of the site; zh-CN is the source. A missing language does not compile. */
export interface Message {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** Every sentence of the public pages and desks. */
export const catalogue = {
  ...homeMessages,
  ...verdictMessages,
  ...scanMessages,
  ...stepMessages,
  ...recordMessages,
  ...noticeMessages,
  ...recallMessages,
  ...publicMessages,
  ...certificateMessages,
  ...statementMessages,
  ...logMessages,
  ...passportMessages,
  ...programmeMessages,
  ...deskMessages,
  ...signInMessages,
  ...verifyMessages,
} as const satisfies Readonly<Record<string, Message>>;

export type MessageKey = keyof typeof catalogue;
