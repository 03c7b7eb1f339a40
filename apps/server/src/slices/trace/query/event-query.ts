/** One condition of a query; all of a query's conditions must hold, of a condition's values any one. */
export type Condition =
  | { readonly kind: 'eventType'; readonly codes: readonly number[]; readonly extended: readonly string[] }
  | {
      readonly kind: 'time';
      readonly column: 'event_time' | 'record_time' | 'declared_at';
      readonly from: boolean;
      /** ISO 8601 in UTC. */
      readonly at: string;
    }
  | { readonly kind: 'action'; readonly codes: readonly number[] }
  | { readonly kind: 'term'; readonly column: TermColumn; readonly uris: readonly string[] }
  /** The place itself or one that lies in it. */
  | { readonly kind: 'within'; readonly column: TermColumn; readonly uris: readonly string[] }
  | {
      readonly kind: 'link';
      readonly link: number;
      readonly type: string | undefined;
      readonly uris: readonly string[];
    }
  | {
      readonly kind: 'lot';
      readonly roles: readonly number[];
      readonly lotKinds: readonly number[];
      readonly patterns: readonly LotPattern[];
    }
  | {
      readonly kind: 'quantity';
      readonly operator: '=' | '>' | '>=' | '<' | '<=';
      readonly value: string;
      readonly uom: string | undefined;
    }
  | { readonly kind: 'eventId'; readonly ids: readonly string[]; readonly hashes: readonly Buffer[] }
  | { readonly kind: 'declared' };

/** Columns of `event` that hold a term. */
export type TermColumn = 'biz_step' | 'disposition' | 'read_point' | 'biz_location';

/** Which lots a value names: one, or all whose URI begins so. */
export interface LotPattern {
  readonly kind: 'exact' | 'prefix';
  readonly uri: string;
}

/** Which time results are ordered by. */
export type OrderBy = 'eventTime' | 'recordTime';

/** A SimpleEventQuery (EPCIS 2.0, 8.2.7.1) as understood. */
export interface EventQuery {
  readonly conditions: readonly Condition[];
  readonly orderBy: OrderBy;
  readonly descending: boolean;
  /** Only so many of the first events, over all pages. */
  readonly eventCountLimit: number | undefined;
  /** More events than this are refused. */
  readonly maxEventCount: number | undefined;
  /** Events on a page, 1 to 1000. */
  readonly perPage: number;
  /** Where the page before ended. */
  readonly after: PagePlace | undefined;
}

/** Where a page ends. */
export interface PagePlace {
  /** Milliseconds since 1970 of the time that is ordered by. */
  readonly time: number;
  readonly id: number;
  /** How many events came so far. */
  readonly seen: number;
}

/** Why a query is refused; `parameter` is its name as given. */
export interface QueryProblem {
  readonly parameter: string;
  readonly code: QueryProblemCode;
  readonly params?: Readonly<Record<string, string>>;
}

/** Every reason for which a parameter is refused. Closed: a new reason is a new member. */
export type QueryProblemCode =
  | 'unknownParameter'
  | 'repeatedParameter'
  | 'noValue'
  | 'tooManyValues'
  | 'tooLongValue'
  | 'notATime'
  | 'notANumber'
  | 'notACount'
  | 'notATruth'
  | 'notAnAction'
  | 'notAType'
  | 'notAPattern'
  | 'notAnOrder'
  | 'excludesOther'
  | 'needsOrderBy'
  | 'wrongPageToken';
