/** An event as a query finds it. */
export interface FoundEvent {
  readonly id: number;
  readonly eventTime: Date;
  readonly recordTime: Date;
  /** Its event hash; of an error declaration that of the event it declares wrong, which is the same. */
  readonly hash: Buffer;
  readonly eventId: string | null;
  readonly context: Buffer | null;
  readonly doc: Buffer;
  /** Where results are ordered by a field: its value, see `FieldKey`. */
  readonly orderKey?: readonly string[];
}
