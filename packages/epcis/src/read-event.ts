import { type CanonicalEpc, type CanonicalUri, canonicalEpc, canonicalUriOf } from '@pinxin/identifiers/canonical';
import type { EventContext } from './context.ts';
import { expandCompact } from './context.ts';
import { millisecondsOf, offsetMinutesOf } from './date-time.ts';
import { decimalText } from './decimal.ts';
import type {
  Action,
  BizTransaction,
  ErrorDeclaration,
  EpcRole,
  EventEpc,
  ParsedEvent,
  SourceOrDestination,
} from './event.ts';
import { digestOf, eventPreHash } from './event-hash.ts';
import { hashKey, hashWord } from './hash-values.ts';
import type { ExactNumbers } from './json.ts';
import { below, type EpcisProblem, report } from './problem.ts';
import {
  BIZ_STEPS,
  BIZ_TRANSACTION_TYPES,
  DISPOSITIONS,
  ERROR_REASONS,
  SOURCE_DESTINATION_TYPES,
} from './vocabulary.ts';

/** What one event is read with. */
export interface Reading {
  readonly problems: EpcisProblem[];
  readonly strict: boolean;
  /** Document's and event's own context together. */
  readonly context: EventContext;
  readonly exact?: ExactNumbers;
}

/** An event whose fields have the standard's shapes. */
type EventObject = Readonly<Record<string, unknown>>;
type Member = Readonly<Record<string, string | undefined>>;

/** Strict: a broken GS1 key is refused. Lenient: it is kept in the form that is hashed, as something unknown. */
function readIdentifier(received: string, at: string, key: string | number, r: Reading): CanonicalEpc {
  const reading = canonicalEpc(received);
  if (reading.ok) return reading.value;
  if (r.strict) report(r.problems, 'brokenIdentifier', below(at, key), { value: received, why: reading.error.code });
  return { uri: canonicalUriOf(received) as CanonicalUri, kind: 'other' };
}

function readInstances(epcs: EventEpc[], event: EventObject, field: string, role: EpcRole, at: string, r: Reading): void {
  const list = event[field] as readonly string[] | undefined;
  if (list === undefined || list.length === 0) return;
  const here = below(at, field);
  const seen = r.strict && list.length > 1 ? new Set<string>() : undefined;
  for (let index = 0; index < list.length; index += 1) {
    const epc = readIdentifier(list[index] as string, here, index, r);
    epcs.push({ epc, role });
    if (seen?.has(epc.uri)) report(r.problems, 'repeatedItem', below(here, index), { value: epc.uri });
    seen?.add(epc.uri);
  }
}

interface QuantityElement {
  readonly epcClass: string;
  readonly quantity?: number;
  readonly uom?: string;
}

function readClasses(epcs: EventEpc[], event: EventObject, field: string, role: EpcRole, at: string, r: Reading): void {
  const list = event[field] as readonly QuantityElement[] | undefined;
  if (list === undefined || list.length === 0) return;
  const here = below(at, field);
  for (let index = 0; index < list.length; index += 1) {
    const { epcClass, quantity, uom } = list[index] as QuantityElement;
    const epc = readIdentifier(epcClass, `${here}/${index}`, 'epcClass', r);
    if (quantity === undefined) {
      epcs.push({ epc, role });
      continue;
    }
    if (quantity < 0 && r.strict) report(r.problems, 'negativeQuantity', `${here}/${index}/quantity`, { quantity });
    const amount = decimalText(quantity, list[index] as QuantityElement, 'quantity', r.exact);
    epcs.push(uom === undefined ? { epc, role, quantity: amount } : { epc, role, quantity: amount, uom });
  }
}

function readEpcs(event: EventObject, at: string, r: Reading): EventEpc[] {
  const epcs: EventEpc[] = [];
  readInstances(epcs, event, 'epcList', 'epc', at, r);
  readClasses(epcs, event, 'quantityList', 'epc', at, r);
  if (event.parentID !== undefined) {
    epcs.push({ epc: readIdentifier(event.parentID as string, at, 'parentID', r), role: 'parent' });
  }
  readInstances(epcs, event, 'childEPCs', 'child', at, r);
  readClasses(epcs, event, 'childQuantityList', 'child', at, r);
  readInstances(epcs, event, 'inputEPCList', 'input', at, r);
  readClasses(epcs, event, 'inputQuantityList', 'input', at, r);
  readInstances(epcs, event, 'outputEPCList', 'output', at, r);
  readClasses(epcs, event, 'outputQuantityList', 'output', at, r);
  return epcs;
}

function readBizTransactions(event: EventObject, at: string, r: Reading): readonly BizTransaction[] {
  const list = event.bizTransactionList as readonly Member[] | undefined;
  return (list ?? []).map(({ type, bizTransaction }, index) => {
    const here = `${at}/bizTransactionList/${index}`;
    const value = readIdentifier(bizTransaction as string, here, 'bizTransaction', r).uri;
    return type === undefined ? { value } : { type: hashWord(type, BIZ_TRANSACTION_TYPES, r), value };
  });
}

function readParties(
  event: EventObject,
  field: string,
  member: string,
  at: string,
  r: Reading,
): readonly SourceOrDestination[] {
  const list = event[field] as readonly Member[] | undefined;
  return (list ?? []).map((item, index) => ({
    type: hashWord(item.type as string, SOURCE_DESTINATION_TYPES, r),
    value: readIdentifier(item[member] as string, `${at}/${field}/${index}`, member, r).uri,
  }));
}

function readErrorDeclaration(event: EventObject, r: Reading): ErrorDeclaration | undefined {
  const declaration = event.errorDeclaration as
    | { declarationTime: string; reason?: string; correctiveEventIDs?: readonly string[] }
    | undefined;
  if (declaration === undefined) return undefined;
  const { declarationTime, reason, correctiveEventIDs } = declaration;
  const read = {
    declarationTime: millisecondsOf(declarationTime),
    correctiveEventIds: correctiveEventIDs ?? [],
  };
  return reason === undefined ? read : { ...read, reason: hashWord(reason, ERROR_REASONS, r) };
}

const LOT_NUMBER = '{urn:epcglobal:cbv:mda:}lotNumber';

/** The lot number, under CBV's name for it or a bare one. */
function readIlmdLot(event: EventObject, r: Reading): string | undefined {
  const ilmd = event.ilmd as EventObject | undefined;
  if (ilmd === undefined) return undefined;
  for (const key of Object.keys(ilmd)) {
    if (!key.endsWith('lotNumber')) continue;
    const name = hashKey(key, r.context);
    const value = ilmd[key];
    if (typeof value === 'string' && (name === LOT_NUMBER || key === 'cbvmda:lotNumber')) return value;
  }
  return undefined;
}

type Dispositions = { readonly set?: readonly string[]; readonly unset?: readonly string[] };

function readPersistentDisposition(event: EventObject, r: Reading): ParsedEvent['persistentDisposition'] {
  const value = event.persistentDisposition as Dispositions | undefined;
  if (value === undefined) return undefined;
  const words = (list: readonly string[] | undefined) => (list ?? []).map(word => hashWord(word, DISPOSITIONS, r));
  return { set: words(value.set), unset: words(value.unset) };
}

function readPlace(event: EventObject, field: string, at: string, r: Reading): string | undefined {
  const place = event[field] as { readonly id: string } | undefined;
  return place === undefined ? undefined : readIdentifier(place.id, below(at, field), 'id', r).uri;
}

function readCertificationInfo(event: EventObject): readonly string[] {
  const info = event.certificationInfo as string | readonly string[] | undefined;
  if (info === undefined) return [];
  return typeof info === 'string' ? [info] : info;
}

/** Members that many events lack; those with a value are added to the event. */
interface Optional {
  action?: Action;
  recordTimeReceived?: string;
  eventId?: string;
  transformationId?: string;
  bizStep?: string;
  disposition?: string;
  persistentDisposition?: NonNullable<ParsedEvent['persistentDisposition']>;
  readPoint?: string;
  bizLocation?: string;
  errorDeclaration?: ErrorDeclaration;
  ilmdLot?: string;
}

function readOptional(event: EventObject, at: string, r: Reading): Optional {
  const read: Optional = {};
  const { action, recordTime, eventID, transformationID, bizStep, disposition } = event;
  if (action !== undefined) read.action = action as Action;
  if (recordTime !== undefined) read.recordTimeReceived = recordTime as string;
  if (eventID !== undefined) read.eventId = eventID as string;
  if (transformationID !== undefined) {
    read.transformationId = readIdentifier(transformationID as string, at, 'transformationID', r).uri;
  }
  if (bizStep !== undefined) read.bizStep = hashWord(bizStep as string, BIZ_STEPS, r);
  if (disposition !== undefined) read.disposition = hashWord(disposition as string, DISPOSITIONS, r);
  const persistent = readPersistentDisposition(event, r);
  if (persistent !== undefined) read.persistentDisposition = persistent;
  const readPoint = readPlace(event, 'readPoint', at, r);
  if (readPoint !== undefined) read.readPoint = readPoint;
  const bizLocation = readPlace(event, 'bizLocation', at, r);
  if (bizLocation !== undefined) read.bizLocation = bizLocation;
  const errorDeclaration = readErrorDeclaration(event, r);
  if (errorDeclaration !== undefined) read.errorDeclaration = errorDeclaration;
  const ilmdLot = readIlmdLot(event, r);
  if (ilmdLot !== undefined) read.ilmdLot = ilmdLot;
  return read;
}

/**
 * Reads an event that passed `validateEvent`: canonical identifiers, full words, exact quantities, and its hash.
 * `at` is its pointer. Adds to `r.problems` what the rules beyond the schema find; the answer is complete anyway.
 */
export function readEvent(event: EventObject, index: number, bytes: Uint8Array, at: string, r: Reading): ParsedEvent {
  const preHash = eventPreHash(event, r.context, '2.0', r.exact);
  if (!preHash.isWellFormed()) report(r.problems, 'brokenText', at);
  return {
    index,
    bytes,
    type: expandCompact(event.type as string, r.context),
    eventTime: millisecondsOf(event.eventTime as string),
    offsetMinutes: offsetMinutesOf(event.eventTimeZoneOffset as string),
    hash: digestOf(preHash),
    epcs: readEpcs(event, at, r),
    bizTransactions: readBizTransactions(event, at, r),
    sources: readParties(event, 'sourceList', 'source', at, r),
    destinations: readParties(event, 'destinationList', 'destination', at, r),
    certificationInfo: readCertificationInfo(event),
    value: event,
    ...readOptional(event, at, r),
  };
}
