import type { Schedule } from '@pinxin/epcis/schedule';
import type { AnswerFormat } from '../query/answer-format.ts';

/** 订阅: what becomes of it. `halted`: by us, after its receiver refused too much; a party resumes it. */
export type SubscriptionState = 'active' | 'paused' | 'halted';

/** 订阅: who is told, where, when, and how it goes. */
export interface Subscription {
  readonly id: number;
  readonly publicId: string;
  readonly query: number;
  readonly queryName: string;
  readonly party: number;
  readonly partyPublicId: string;
  readonly dest: string;
  /** null: at once. */
  readonly schedule: Schedule | null;
  /** null: JSON, identifiers as they were told. */
  readonly format: AnswerFormat | null;
  readonly reportIfEmpty: boolean;
  readonly initialRecordTime: Date | null;
  readonly state: SubscriptionState;
  /** Events in one request at most; smaller after a receiver said 413. */
  readonly batch: number;
  /** Requests that failed since the last that did not. */
  readonly failures: number;
  readonly lastError: string | null;
  readonly lastNotifiedAt: Date | null;
  readonly createdAt: Date;
  /** Events that it is still owed. */
  readonly waiting: number;
  /** Requests that were given up and wait for a decision. */
  readonly dead: number;
  /** It is still on its way through the past. */
  readonly isBehind: boolean;
}

/** The name of the follower's position in the journal. */
export const FOLLOWER = 'trace-subscriptions';

/** Limits of one party. */
export const MOST_QUERIES = 200;
export const MOST_SUBSCRIPTIONS = 100;

/** Events in one request at most. */
export const LARGEST_BATCH = 500;
