import { Refusal } from '../api/problem.ts';

/** An event as the EPCIS query answers it; only what a list shows. */
export interface EventLine {
  readonly type: string;
  readonly eventID?: string;
  readonly eventTime: string;
  readonly recordTime?: string;
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly epcList?: readonly string[];
  readonly childEPCs?: readonly string[];
  readonly parentID?: string;
  readonly inputEPCList?: readonly string[];
  readonly outputEPCList?: readonly string[];
  readonly quantityList?: readonly Quantity[];
  readonly childQuantityList?: readonly Quantity[];
  readonly inputQuantityList?: readonly Quantity[];
  readonly outputQuantityList?: readonly Quantity[];
}

interface Quantity {
  readonly epcClass: string;
}

interface EventFilter {
  readonly lot: string | undefined;
  readonly bizStep: string | undefined;
}

const PAGE = '50';

/** One page of events, the latest first, and the token of the next (EPCIS 2.0 §12: it comes in the Link header). */
export async function eventPage(
  { lot, bizStep }: EventFilter,
  token: string | undefined,
): Promise<{ readonly events: readonly EventLine[]; readonly next: string | undefined }> {
  const query = new URLSearchParams({ perPage: PAGE, orderBy: 'eventTime', orderDirection: 'DESC' });
  if (lot) query.set('MATCH_anyEPCClass', lot);
  if (bizStep) query.set('EQ_bizStep', bizStep);
  if (token !== undefined) query.set('nextPageToken', token);
  const response = await fetch(`/events?${query}`, {
    headers: { accept: 'application/json', 'accept-language': document.documentElement.lang },
  });
  const body = (await response.json()) as QueryDocument;
  if (!response.ok) throw new Refusal(body as never);
  return { events: body.epcisBody?.queryResults?.resultsBody?.eventList ?? [], next: nextToken(response) };
}

interface QueryDocument {
  readonly epcisBody?: {
    readonly queryResults?: { readonly resultsBody?: { readonly eventList?: readonly EventLine[] } };
  };
}

function nextToken(response: Response): string | undefined {
  const next = /<([^>]+)>;\s*rel="?next"?/.exec(response.headers.get('link') ?? '')?.[1];
  return next === undefined
    ? undefined
    : (new URL(next, location.origin).searchParams.get('nextPageToken') ?? undefined);
}

/** What an event made or was about: outputs first, then what was seen, then inputs. */
export function lotsOf(event: EventLine): readonly string[] {
  const classes = (list: readonly Quantity[] | undefined) => (list ?? []).map(({ epcClass }) => epcClass);
  return [
    ...(event.outputEPCList ?? []),
    ...classes(event.outputQuantityList),
    ...(event.parentID === undefined ? [] : [event.parentID]),
    ...(event.epcList ?? []),
    ...classes(event.quantityList),
    ...(event.childEPCs ?? []),
    ...classes(event.childQuantityList),
    ...(event.inputEPCList ?? []),
    ...classes(event.inputQuantityList),
  ];
}

/** A code as people read it: without the host. */
export function lotPath(uri: string): string {
  return URL.canParse(uri) ? new URL(uri).pathname || uri : uri;
}
