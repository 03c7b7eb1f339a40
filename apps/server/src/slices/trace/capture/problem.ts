import type { EpcisProblemCode } from '@pinxin/epcis/problem';

/** Every reason for which an event or a document is not captured. Closed: a new reason is a new member. */
export type CaptureProblemCode =
  | EpcisProblemCode
  /** Another event has this eventID already. */
  | 'eventIdTaken'
  /** An identifier or eventID of more than 2000 bytes. */
  | 'identifierTooLong'
  /** More than 1000 digits. */
  | 'quantityTooLong'
  /** Somebody cancelled the capture. */
  | 'cancelled'
  /** The database would not take it; the cause is in the log. */
  | 'notStorable';

/** Why something was not captured, and where. */
export interface CaptureProblem {
  readonly code: CaptureProblemCode;
  /** JSON Pointer into the document, or of XML the path of the element. */
  readonly at: string;
  readonly params?: Readonly<Record<string, string | number>>;
}
