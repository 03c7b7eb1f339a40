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
  | {
      readonly kind: 'within';
      readonly column: PlaceColumn;
      readonly uris: readonly string[];
      /** Numbers of all these places, where they were found before. */
      readonly places?: readonly number[];
    }
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
  | { readonly kind: 'quantity'; readonly operator: Operator; readonly amounts: readonly Amount[] }
  | {
      readonly kind: 'field';
      /** Where the field may stand: numbers of `event_field.place`. */
      readonly places: readonly number[];
      /** `{namespace}local`, or the bare name of a standard field. */
      readonly name: string;
      readonly test: FieldTest;
    }
  /** Master data of what a field of the event names. */
  | {
      readonly kind: 'attribute';
      readonly of: AttributeOwner;
      /** Any one of these attributes, by full name. */
      readonly names: readonly string[];
      /** Any value when absent. */
      readonly values: readonly string[] | undefined;
    }
  | { readonly kind: 'eventId'; readonly ids: readonly string[]; readonly hashes: readonly Buffer[] }
  | { readonly kind: 'declared' }
  /** One of these events, by their numbers: what was just captured, for those who subscribe. */
  | { readonly kind: 'among'; readonly events: readonly number[] };

/** How a value is compared. */
export type Operator = '=' | '>' | '>=' | '<' | '<=';

/** A number to compare with where the unit is this one; where none is given, with what has no unit. */
export interface Amount {
  readonly uom: string | undefined;
  readonly value: string;
}

/** What must hold of a field's value; `text` in the form of the event hash. */
export type FieldTest =
  | { readonly kind: 'exists' }
  | { readonly kind: 'text'; readonly values: readonly string[] }
  | { readonly kind: 'number'; readonly operator: Operator; readonly amounts: readonly Amount[] }
  | { readonly kind: 'time'; readonly operator: Operator; readonly at: string };

/** Columns of `event` that hold a term. */
export type TermColumn = 'biz_step' | 'disposition' | 'read_point' | 'biz_location';
/** Those of them that hold a place. */
export type PlaceColumn = 'read_point' | 'biz_location';

/** Fields whose master data a query may ask for. */
export type AttributeOwner =
  | 'readPoint'
  | 'bizLocation'
  | 'bizTransaction'
  | 'source'
  | 'destination'
  | 'epcClass';

/** Which lots a value names: one, or all whose URI begins so. */
export interface LotPattern {
  readonly kind: 'exact' | 'prefix';
  readonly uri: string;
}

/** What results are ordered by: a time, or a field, whose absence leaves an event out. */
export type OrderBy = 'eventTime' | 'recordTime' | { readonly place: number; readonly name: string };

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
  /** What is ordered by: milliseconds since 1970 of a time, or a field's value (see `FieldKey`). */
  readonly key: number | FieldKey;
  readonly id: number;
  /** How many events came so far. */
  readonly seen: number;
}

/** A field's value in the order of values: numbers before moments before texts. */
export type FieldKey = readonly [rank: number, number: string, moment: string, text: string];

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
  | 'ofAWebSocket'
  | 'sameAsOther'
  | 'unknownPrefix'
  | 'wrongExtensions'
  | 'notAQuery'
  | 'noValue'
  | 'oneValue'
  | 'wrongValue'
  | 'tooManyValues'
  | 'tooLongValue'
  | 'notATime'
  | 'notANumber'
  | 'notComparable'
  | 'notACount'
  | 'notATruth'
  | 'notAnAction'
  | 'notAType'
  | 'notAPattern'
  | 'notAnOrder'
  | 'excludesOther'
  | 'needsOrderBy'
  | 'wrongPageToken'
  | 'pageTokenExpired';
