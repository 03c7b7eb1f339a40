import type { CanonicalEpc } from '@pinxin/identifiers/canonical';
import type { EventContext } from './context.ts';
import type { EventField } from './event-fields.ts';
import type { EpcisProblem } from './problem.ts';

/** 追溯事件类型: the five of EPCIS 2.0, or the full URI of an extended type. */
export type EventType =
  | 'ObjectEvent'
  | 'AggregationEvent'
  | 'AssociationEvent'
  | 'TransactionEvent'
  | 'TransformationEvent'
  | (string & {});

/** What the event did to the objects' lifecycle (EPCIS 2.0, 7.3.2). */
export type Action = 'ADD' | 'OBSERVE' | 'DELETE';

/** On which side of an event a thing stands. */
export type EpcRole = 'epc' | 'parent' | 'child' | 'input' | 'output';

/** A thing or class of things that an event names, and how much of it. */
export interface EventEpc {
  readonly epc: CanonicalEpc;
  readonly role: EpcRole;
  /** Exact decimal text without trailing zeros; absent for single instances and unknown quantities. */
  readonly quantity?: string;
  /** UN/CEFACT Recommendation 20 code; absent when the quantity counts pieces. */
  readonly uom?: string;
}

/** A business document that the event belongs to. */
export interface BizTransaction {
  readonly type?: string;
  readonly value: string;
}

/** A party or place that the objects came from or go to. */
export interface SourceOrDestination {
  readonly type: string;
  readonly value: string;
}

/** Says that an earlier event, sent again with this, is wrong (EPCIS 2.0, 7.4.1.2). */
export interface ErrorDeclaration {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly declarationTime: number;
  readonly reason?: string;
  readonly correctiveEventIds: readonly string[];
}

/** 追溯事件: one EPCIS event as received and as understood. */
export interface ParsedEvent {
  /** Its place in the document's event list, from 0. */
  readonly index: number;
  /** The event's bytes exactly as received, a JSON object or an XML element: a view into the parsed body, not a copy. */
  readonly bytes: Uint8Array;
  readonly type: EventType;
  readonly action?: Action;
  /** Milliseconds since 1970-01-01T00:00Z; finer digits are rounded half up. */
  readonly eventTime: number;
  /** Minutes east of UTC where the event happened. */
  readonly offsetMinutes: number;
  readonly recordTimeReceived?: string;
  readonly eventId?: string;
  /** SHA-256 of the CBV 2.0 event hash with the 2.0.1 context: 32 bytes. */
  readonly hash: Uint8Array;
  readonly epcs: readonly EventEpc[];
  readonly transformationId?: string;
  /** Full URI: `https://ref.gs1.org/cbv/BizStep-…`, or the URI given. */
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly persistentDisposition?: { readonly set: readonly string[]; readonly unset: readonly string[] };
  /** Canonical URI. */
  readonly readPoint?: string;
  /** Canonical URI. */
  readonly bizLocation?: string;
  readonly bizTransactions: readonly BizTransaction[];
  readonly sources: readonly SourceOrDestination[];
  readonly destinations: readonly SourceOrDestination[];
  readonly errorDeclaration?: ErrorDeclaration;
  /** Lot number in the instance/lot master data, when it is a text there. */
  readonly ilmdLot?: string;
  readonly certificationInfo: readonly string[];
  /** Extensions, master data of lots, sensor data: what queries ask for by the name of a field. */
  readonly fields: readonly EventField[];
  /** The parsed JSON object, of XML what JSON would say. Numbers may have lost digits here; `quantity` and `hash` have not. */
  readonly value: Readonly<Record<string, unknown>>;
}

/** One event of a document: understood, or refused with all reasons, so that the others can go on. */
export type ParsedEventOrProblems =
  | { readonly ok: true; readonly value: ParsedEvent }
  | { readonly ok: false; readonly error: readonly EpcisProblem[] };

/** One element of a master data vocabulary (EPCIS 2.0, 9.5): a place, a product class, a party. */
export interface MasterDataElement {
  /** The vocabulary's type, such as `urn:epcglobal:epcis:vtype:BusinessLocation`. */
  readonly type: string;
  readonly id: string;
  readonly attributes: readonly { readonly id: string; readonly value: unknown }[];
  /** Identifiers of what lies below this element. */
  readonly children: readonly string[];
}

/** A document, query document, or bare events, as received and understood. */
export interface ParsedDocument {
  readonly kind: 'EPCISDocument' | 'EPCISQueryDocument' | 'event';
  readonly context: EventContext;
  readonly creationDate?: string;
  readonly sender?: string;
  readonly receiver?: string;
  readonly masterData: readonly MasterDataElement[];
  readonly events: readonly ParsedEventOrProblems[];
  /** Of XML: the path of the event at this place, as problems name it. */
  readonly placeOf?: (index: number) => string;
}
