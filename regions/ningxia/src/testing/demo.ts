import { type ChainOptions, demoChains } from '../chains.ts';
import type { Quantity } from '../event.ts';
import type { DemoDocument } from '../recorder.ts';
import { demoRegion, type RegionSeed } from '../region.ts';
import { type Story, story } from '../story.ts';

/** The fields of a demo event that the tests look at. */
export interface ReadEvent {
  readonly type: string;
  readonly eventTime: string;
  readonly action?: 'ADD' | 'OBSERVE' | 'DELETE';
  readonly bizStep: string;
  readonly epcList?: readonly string[];
  readonly quantityList?: readonly Quantity[];
  readonly parentID?: string;
  readonly childEPCs?: readonly string[];
  readonly childQuantityList?: readonly Quantity[];
  readonly inputEPCList?: readonly string[];
  readonly inputQuantityList?: readonly Quantity[];
  readonly outputEPCList?: readonly string[];
  readonly outputQuantityList?: readonly Quantity[];
  readonly transformationID?: string;
  readonly readPoint: { readonly id: string };
  readonly bizLocation?: { readonly id: string };
  readonly certificationInfo?: readonly string[];
  readonly bizTransactionList?: readonly { readonly type: string; readonly bizTransaction: string }[];
  readonly eventID?: string;
  readonly errorDeclaration?: { readonly reason?: string; readonly correctiveEventIDs?: readonly string[] };
  readonly ilmd?: Readonly<Record<string, unknown>>;
  readonly [extension: `pinxin:${string}`]: unknown;
}

/** The frame of a document. */
interface ReadDocument {
  readonly epcisHeader?: object;
  readonly epcisBody: { readonly eventList: readonly ReadEvent[] };
}

/** A demo as a whole, its events in the order of time. Only for sizes that fit memory. */
export interface ReadDemo {
  readonly options: ChainOptions;
  readonly region: RegionSeed;
  readonly story: Story;
  readonly documents: readonly DemoDocument[];
  readonly events: readonly ReadEvent[];
}

/** The events of a document. */
export function eventsOf(document: DemoDocument): readonly ReadEvent[] {
  return (document.document as ReadDocument).epcisBody.eventList;
}

/** Makes a demo that ends on 10 March 2026 unless told otherwise. */
export function readDemo(lots: number, seed = 1, from = new Date('2026-03-10T02:00:00Z')): ReadDemo {
  const options: ChainOptions = { seed, lots, from };
  const region = demoRegion(options);
  const documents = [...demoChains(region, options)];
  const events = documents.flatMap(eventsOf);
  events.sort((a, b) => (a.eventTime < b.eventTime ? -1 : a.eventTime > b.eventTime ? 1 : 0));
  return { options, region, story: story(region, options), documents, events };
}

function classes(list: readonly Quantity[] | undefined): string[] {
  return (list ?? []).map(each => each.epcClass);
}

/** Lots and items that go into, are moved by, or are seen in an event. */
export function usedIn(event: ReadEvent): string[] {
  const seen =
    event.type === 'ObjectEvent' && event.action !== 'ADD'
      ? [...(event.epcList ?? []), ...classes(event.quantityList)]
      : [];
  return [
    ...(event.inputEPCList ?? []),
    ...classes(event.inputQuantityList),
    ...(event.childEPCs ?? []),
    ...classes(event.childQuantityList),
    ...seen,
  ];
}

/** Lots and items that an event brings into being. */
export function madeIn(event: ReadEvent): string[] {
  if (event.type === 'TransformationEvent') {
    return [...(event.outputEPCList ?? []), ...classes(event.outputQuantityList)];
  }
  if (event.action !== 'ADD') return [];
  if (event.type === 'ObjectEvent') return [...(event.epcList ?? []), ...classes(event.quantityList)];
  return event.type === 'AggregationEvent' ? [event.parentID as string] : [];
}
