import { type LocalSecond, timeText } from './calendar.ts';

/**
 * EPCIS QuantityElement: kilograms when `uom` is KGM, litres when LTR, pieces without; no quantity: all of
 * the lot.
 */
export interface Quantity {
  readonly epcClass: string;
  readonly quantity?: number;
  readonly uom?: string;
}

/** Named single items and quantities of lots. */
export interface What {
  readonly epcs?: readonly string[];
  readonly quantities?: readonly Quantity[];
}

/** Values of our own namespace and of ILMD, written as they stand. */
export type Facts = Readonly<Record<string, unknown>>;

/** What all events have in common. Names follow EPCIS; `place` becomes readPoint and bizLocation. */
export interface Circumstances {
  readonly at: LocalSecond;
  readonly step: string;
  readonly disposition?: string;
  /** URI of the place where it happened. */
  readonly place: string;
  /** False on leaving: after shipping the goods are no longer there (CBV 7.1 on bizLocation). */
  readonly stays?: boolean;
  readonly transactions?: readonly { readonly type: string; readonly bizTransaction: string }[];
  readonly sources?: readonly { readonly type: string; readonly source: string }[];
  readonly destinations?: readonly { readonly type: string; readonly destination: string }[];
  readonly sensors?: readonly object[];
  readonly persistent?: { readonly set?: readonly string[]; readonly unset?: readonly string[] };
  /** Certificates of what the event is about (EPCIS certificationInfo): their URIs. */
  readonly certificates?: readonly string[];
  readonly ilmd?: Facts;
  /** Extensions, keys with the prefix `pinxin:`. */
  readonly facts?: Facts;
}

/** An EPCIS 2.0 event in its JSON form, ready to be written. */
export type EpcisEvent = Record<string, unknown>;

/** Namespace of the facts EPCIS has no word for; its prefix in documents is `pinxin`. */
export const EXTENSION_NAMESPACE = 'https://ref.pinxin.example/ext/';

/** Grams as a quantity of a lot in kilograms. */
export function mass(epcClass: string, grams: number): Quantity {
  return { epcClass, quantity: grams / 1000, uom: 'KGM' };
}

/** Pieces of a lot. */
export function pieces(epcClass: string, quantity: number): Quantity {
  return { epcClass, quantity };
}

function begin(type: string, about: Circumstances): EpcisEvent {
  return { type, eventTime: timeText(about.at), eventTimeZoneOffset: '+08:00' };
}

function finish(event: EpcisEvent, about: Circumstances): EpcisEvent {
  event.bizStep = about.step;
  if (about.disposition !== undefined) event.disposition = about.disposition;
  if (about.persistent !== undefined) event.persistentDisposition = about.persistent;
  const place = { id: about.place };
  event.readPoint = place;
  if (about.stays !== false) event.bizLocation = place;
  if (about.transactions !== undefined) event.bizTransactionList = about.transactions;
  if (about.sources !== undefined) event.sourceList = about.sources;
  if (about.destinations !== undefined) event.destinationList = about.destinations;
  if (about.sensors !== undefined) event.sensorElementList = about.sensors;
  if (about.certificates !== undefined) event.certificationInfo = about.certificates;
  if (about.ilmd !== undefined) event.ilmd = about.ilmd;
  if (about.facts !== undefined) Object.assign(event, about.facts);
  return event;
}

export type Action = 'ADD' | 'OBSERVE' | 'DELETE';

/** ObjectEvent: things came to be, were seen, or ceased. */
export function objectEvent(action: Action, what: What, about: Circumstances): EpcisEvent {
  const event = begin('ObjectEvent', about);
  event.action = action;
  event.epcList = what.epcs ?? [];
  if (what.quantities !== undefined) event.quantityList = what.quantities;
  return finish(event, about);
}

/** AggregationEvent: things put into a container, or taken out; DELETE without children empties it. */
export function aggregationEvent(
  action: Action,
  parent: string,
  children: What,
  about: Circumstances,
): EpcisEvent {
  const event = begin('AggregationEvent', about);
  event.action = action;
  event.parentID = parent;
  event.childEPCs = children.epcs ?? [];
  if (children.quantities !== undefined) event.childQuantityList = children.quantities;
  return finish(event, about);
}

/** AssociationEvent: a thing fitted to another thing or place, such as a controller to a field. */
export function associationEvent(
  action: Action,
  parent: string,
  children: readonly string[],
  about: Circumstances,
): EpcisEvent {
  const event = begin('AssociationEvent', about);
  event.action = action;
  event.parentID = parent;
  event.childEPCs = children;
  return finish(event, about);
}

/**
 * TransformationEvent: inputs became outputs; one side may be absent when `process` says what it belongs to.
 */
export function transformationEvent(
  inputs: What,
  outputs: What,
  about: Circumstances,
  process?: string,
): EpcisEvent {
  const event = begin('TransformationEvent', about);
  if (inputs.epcs !== undefined) event.inputEPCList = inputs.epcs;
  if (inputs.quantities !== undefined) event.inputQuantityList = inputs.quantities;
  if (outputs.epcs !== undefined) event.outputEPCList = outputs.epcs;
  if (outputs.quantities !== undefined) event.outputQuantityList = outputs.quantities;
  if (process !== undefined) event.transformationID = process;
  return finish(event, about);
}
