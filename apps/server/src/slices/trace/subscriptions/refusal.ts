import type { ScheduleProblem } from '@pinxin/epcis/schedule';
import type { QueryProblem } from '../query/event-query.ts';
import type { DestinationProblem } from './destination.ts';

/** Why nothing was done about a query or a subscription. */
export type Refusal =
  | { readonly code: 'queryWrong'; readonly problems: readonly QueryProblem[] }
  | { readonly code: 'nameWrong' }
  | { readonly code: 'nameTaken' }
  | { readonly code: 'tooManyQueries'; readonly most: number }
  | { readonly code: 'tooManySubscriptions'; readonly most: number }
  | { readonly code: 'noSuchQuery' }
  | { readonly code: 'noSuchSubscription' }
  | { readonly code: 'subscriptionWrong'; readonly problems: readonly SubscriptionProblem[] }
  | { readonly code: 'notPermitted'; readonly parameters: readonly string[] }
  | { readonly code: 'otherState'; readonly state: string };

/** What is wrong with a subscription as it was sent. */
export interface SubscriptionProblem {
  /** JSON pointer into the body, or `/query/…`. */
  readonly at: string;
  readonly code:
    | DestinationProblem
    | 'scheduleOrStream'
    | 'scheduleField'
    | 'scheduleNever'
    | 'secretTooShort'
    | 'notATime'
    | 'notATruth'
    | 'notAPlace'
    | 'unknownMember';
  readonly field?: ScheduleProblem;
}
