import {
  type CanonicalEpc,
  type CanonicalForms,
  type CanonicalUri,
  canonicalUriOf,
} from '@pinxin/identifiers/canonical';
import { readCanonicalForm } from '@pinxin/identifiers/canonical-form';
import type { EventContext } from './context.ts';
import { expandCompact } from './context.ts';
import { millisecondsOf, offsetMinutesOf } from './date-time.ts';
import { decimalText } from './decimal.ts';
import type {
  Action,
  BizTransaction,
  EpcRole,
  ErrorDeclaration,
  EventEpc,
  ParsedEvent,
  SourceOrDestination,
} from './event.ts';
import { eventFields } from './event-fields.ts';
import { digestOf } from './event-hash.ts';
import { formsOf, hashKey, hashWord } from './hash-values.ts';
import type { ExactNumbers } from './json.ts';
import { preHashIn } from './pre-hash.ts';
import { type EpcisProblem, pointerOf, report } from './problem.ts';
import { shown } from './validate-field.ts';
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
  /** The event's pointer. */
  readonly at: string;
  /** Document's and event's own context together. */
  readonly context: EventContext;
  readonly exact?: ExactNumbers;
  /** What the whole document keeps: identifiers by the form received. */
  readonly memo: Map<string, CanonicalForms>;
  /** Are all characters of the text within the Basic Multilingual Plane, and none of them half of another? */
  readonly withinPlane: boolean;
  /** Are all of them ASCII? */
  readonly ascii: boolean;
}

/** An event whose fields have the standard's shapes. */
type EventObject = Readonly<Record<string, unknown>>;
type Member = Readonly<Record<string, string | undefined>>;

const NONE: readonly never[] = [];

/** Reports a finding at a field of the event, at an item of a list, or at a member of that item. */
function reportAt(
  r: Reading,
  code: EpcisProblem['code'],
  params: Readonly<Record<string, string | number>>,
  key: string,
  index?: number,
  member?: string,
): void {
  const path = [key, index, member].filter(each => each !== undefined);
  report(r.problems, code, pointerOf(r.at, ...path), params);
}

/** Strict: a broken GS1 key is refused. Lenient: it is kept in the form that is hashed, as something unknown. */
function readIdentifier(
  received: string,
  r: Reading,
  key: string,
  index?: number,
  member?: string,
): CanonicalEpc {
  const canonical = readCanonicalForm(received);
  if (canonical !== undefined) return canonical;
  const reading = formsOf(received, r.memo).epc;
  if (reading.ok) return reading.value;
  if (r.strict)
    reportAt(r, 'brokenIdentifier', { value: shown(received), why: reading.error.code }, key, index, member);
  return { uri: canonicalUriOf(received) as CanonicalUri, kind: 'other' };
}

function readInstances(epcs: EventEpc[], event: EventObject, field: string, role: EpcRole, r: Reading): void {
  const list = event[field] as readonly string[] | undefined;
  if (list === undefined || list.length === 0) return;
  const first = epcs.length;
  let seen: Set<string> | undefined;
  let last = '';
  for (let index = 0; index < list.length; index += 1) {
    const epc = readIdentifier(list[index] as string, r, field, index);
    // most lists ascend, and then nothing is repeated
    if (r.strict && seen === undefined && index > 0 && epc.uri <= last) {
      seen = new Set(epcs.slice(first).map(each => each.epc.uri));
    }
    epcs.push({ epc, role });
    last = epc.uri;
    if (seen?.has(last) === true) reportAt(r, 'repeatedItem', { value: shown(last) }, field, index);
    seen?.add(last);
  }
}

interface QuantityElement {
  readonly epcClass: string;
  readonly quantity?: number;
  readonly uom?: string;
}

function readClasses(epcs: EventEpc[], event: EventObject, field: string, role: EpcRole, r: Reading): void {
  const list = event[field] as readonly QuantityElement[] | undefined;
  if (list === undefined || list.length === 0) return;
  for (let index = 0; index < list.length; index += 1) {
    const { epcClass, quantity, uom } = list[index] as QuantityElement;
    const epc = readIdentifier(epcClass, r, field, index, 'epcClass');
    if (quantity === undefined) {
      epcs.push({ epc, role });
      continue;
    }
    if (quantity < 0 && r.strict) reportAt(r, 'negativeQuantity', { quantity }, field, index, 'quantity');
    const amount = decimalText(quantity, list[index] as QuantityElement, 'quantity', r.exact);
    epcs.push(uom === undefined ? { epc, role, quantity: amount } : { epc, role, quantity: amount, uom });
  }
}

function readEpcs(event: EventObject, r: Reading): EventEpc[] {
  const epcs: EventEpc[] = [];
  readInstances(epcs, event, 'epcList', 'epc', r);
  readClasses(epcs, event, 'quantityList', 'epc', r);
  if (event.parentID !== undefined) {
    epcs.push({ epc: readIdentifier(event.parentID as string, r, 'parentID'), role: 'parent' });
  }
  readInstances(epcs, event, 'childEPCs', 'child', r);
  readClasses(epcs, event, 'childQuantityList', 'child', r);
  readInstances(epcs, event, 'inputEPCList', 'input', r);
  readClasses(epcs, event, 'inputQuantityList', 'input', r);
  readInstances(epcs, event, 'outputEPCList', 'output', r);
  readClasses(epcs, event, 'outputQuantityList', 'output', r);
  return epcs;
}

function readBizTransactions(event: EventObject, r: Reading): readonly BizTransaction[] {
  const list = event.bizTransactionList as readonly Member[] | undefined;
  if (list === undefined) return NONE;
  return list.map(({ type, bizTransaction }, index) => {
    const value = readIdentifier(
      bizTransaction as string,
      r,
      'bizTransactionList',
      index,
      'bizTransaction',
    ).uri;
    return type === undefined ? { value } : { type: hashWord(type, BIZ_TRANSACTION_TYPES, r), value };
  });
}

function readParties(
  event: EventObject,
  field: string,
  member: string,
  r: Reading,
): readonly SourceOrDestination[] {
  const list = event[field] as readonly Member[] | undefined;
  if (list === undefined) return NONE;
  return list.map((item, index) => ({
    type: hashWord(item.type as string, SOURCE_DESTINATION_TYPES, r),
    value: readIdentifier(item[member] as string, r, field, index, member).uri,
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
  const words = (list: readonly string[] | undefined) =>
    (list ?? []).map(word => hashWord(word, DISPOSITIONS, r));
  return { set: words(value.set), unset: words(value.unset) };
}

function readPlace(event: EventObject, field: string, r: Reading): string | undefined {
  const place = event[field] as { readonly id: string } | undefined;
  return place === undefined ? undefined : readIdentifier(place.id, r, field, undefined, 'id').uri;
}

function readCertificationInfo(event: EventObject): readonly string[] {
  const info = event.certificationInfo as string | readonly string[] | undefined;
  if (info === undefined) return NONE;
  return typeof info === 'string' ? [info] : info;
}

/** The same members, while they are being filled in. */
type Filling = { -readonly [Key in keyof ParsedEvent]: ParsedEvent[Key] };

/** Adds what many events lack, where it is there. */
function readOptional(read: Filling, event: EventObject, r: Reading): void {
  const { action, recordTime, eventID, transformationID, bizStep, disposition } = event;
  if (action !== undefined) read.action = action as Action;
  if (recordTime !== undefined) read.recordTimeReceived = recordTime as string;
  if (eventID !== undefined) read.eventId = eventID as string;
  if (transformationID !== undefined) {
    read.transformationId = readIdentifier(transformationID as string, r, 'transformationID').uri;
  }
  if (bizStep !== undefined) read.bizStep = hashWord(bizStep as string, BIZ_STEPS, r);
  if (disposition !== undefined) read.disposition = hashWord(disposition as string, DISPOSITIONS, r);
  const persistent = readPersistentDisposition(event, r);
  if (persistent !== undefined) read.persistentDisposition = persistent;
  const readPoint = readPlace(event, 'readPoint', r);
  if (readPoint !== undefined) read.readPoint = readPoint;
  const bizLocation = readPlace(event, 'bizLocation', r);
  if (bizLocation !== undefined) read.bizLocation = bizLocation;
  const errorDeclaration = readErrorDeclaration(event, r);
  if (errorDeclaration !== undefined) read.errorDeclaration = errorDeclaration;
  const ilmdLot = readIlmdLot(event, r);
  if (ilmdLot !== undefined) read.ilmdLot = ilmdLot;
}

/**
 * Reads an event that passed `validateEvent`: canonical identifiers, full words, exact quantities, and its hash.
 * Adds to `r.problems` what the rules beyond the schema find; the answer is complete anyway.
 */
export function readEvent(event: EventObject, index: number, bytes: Uint8Array, r: Reading): ParsedEvent {
  const preHash = preHashIn(event, r, '2.0');
  if (!r.withinPlane && !preHash.isWellFormed()) report(r.problems, 'brokenText', r.at);
  const read: Filling = {
    index,
    bytes,
    type: expandCompact(event.type as string, r.context),
    eventTime: millisecondsOf(event.eventTime as string),
    offsetMinutes: offsetMinutesOf(event.eventTimeZoneOffset as string),
    hash: digestOf(preHash, 'sha-256', r.ascii),
    epcs: readEpcs(event, r),
    bizTransactions: readBizTransactions(event, r),
    sources: readParties(event, 'sourceList', 'source', r),
    destinations: readParties(event, 'destinationList', 'destination', r),
    certificationInfo: readCertificationInfo(event),
    fields: eventFields(event, r),
    value: event,
  };
  readOptional(read, event, r);
  return read;
}
