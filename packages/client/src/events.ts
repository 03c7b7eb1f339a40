/** An EPCIS 2.0 event as JSON. Extensions are members with a prefix. */
export interface EpcisEvent {
  readonly type: string;
  readonly eventTime: string;
  readonly eventTimeZoneOffset: string;
  readonly eventID?: string;
  readonly recordTime?: string;
  readonly action?: 'ADD' | 'OBSERVE' | 'DELETE';
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly readPoint?: { readonly id: string };
  readonly bizLocation?: { readonly id: string };
  readonly epcList?: readonly string[];
  readonly quantityList?: readonly Quantity[];
  readonly parentID?: string;
  readonly childEPCs?: readonly string[];
  readonly childQuantityList?: readonly Quantity[];
  readonly inputEPCList?: readonly string[];
  readonly inputQuantityList?: readonly Quantity[];
  readonly outputEPCList?: readonly string[];
  readonly outputQuantityList?: readonly Quantity[];
  readonly [field: string]: unknown;
}

/** An amount of a lot; `uom` is a code of UN/ECE Recommendation 20, such as `KGM`. */
export interface Quantity {
  readonly epcClass: string;
  readonly quantity?: number;
  readonly uom?: string;
}

/** The parameters of a SimpleEventQuery; lists as arrays. */
export type EventQuery = Readonly<
  Record<string, string | number | boolean | readonly (string | number | boolean)[]>
>;

/** A query document's part that holds events. */
export interface QueryResults {
  readonly queryName: string;
  readonly subscriptionID?: string;
  /** Where a reader goes on after this document. */
  readonly 'pinxin:position'?: string;
  readonly resultsBody: { readonly eventList: readonly EpcisEvent[] };
}

/** What queries and subscriptions answer. */
export interface QueryDocument {
  readonly type: 'EPCISQueryDocument';
  readonly epcisBody: { readonly queryResults: QueryResults };
}

const CONTEXT = 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld';

/** A document of events. `context` explains the prefixes of their extensions. */
export function documentOf(events: readonly EpcisEvent[], context: readonly unknown[] = []): object {
  return {
    '@context': [CONTEXT, ...context],
    ...{ type: 'EPCISDocument', schemaVersion: '2.0', creationDate: new Date().toISOString() },
    epcisBody: { eventList: events },
  };
}

/** A query's parameters as they stand in an address. */
export function queryString(query: EventQuery): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) parameters.set(name, [value].flat().join('|'));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
