import type { LocalText } from '../scan.ts';

/** 公示: an application that anybody may object to, as everybody sees it. */
export interface NoticeFace {
  readonly id: string;
  readonly scheme: string;
  readonly schemeName: LocalText;
  readonly applicant: string;
  readonly applicantEn: string | null;
  readonly subjectEn: string | null;
  readonly subject: string;
  readonly division: LocalText | undefined;
  readonly from: string;
  /** The last day on which an objection is taken, a local date. */
  readonly lastDay: string;
  readonly legalBasis: string;
}

/** The page of notices that run now. */
export interface NoticePage {
  readonly notices: readonly NoticeFace[];
  /** Names an objection that is written on this page: sent twice, it is one. */
  readonly objectionId: string;
  /** An objection has just been taken in. */
  readonly isThanks: boolean;
}
