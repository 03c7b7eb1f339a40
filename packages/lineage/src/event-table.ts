import { checkedId } from './columns.ts';
import { grown } from './int-buffer.ts';

/** When events happened, and which of them count for nothing. */
export class EventTable {
  /**
   * Milliseconds by event id; NaN for unknown and voided events. Every comparison with NaN is false, so the
   * traversals need no test of their own for voids.
   */
  times: Float64Array;
  readonly voided: Set<number>;

  constructor(times: Float64Array = new Float64Array(0), voided: Iterable<number> = []) {
    this.times = times;
    this.voided = new Set(voided);
  }

  /** Has this event been added, or been voided for ever? */
  isSettled(event: number): boolean {
    return (event < this.times.length && !Number.isNaN(this.times[event]!)) || this.voided.has(event);
  }

  counts(event: number): boolean {
    return event < this.times.length && !Number.isNaN(this.times[event]!);
  }

  add(event: number, time: number): void {
    if (Number.isNaN(time)) throw new RangeError(`event ${event} has no time`);
    if (checkedId(event) >= this.times.length) this.times = grown(this.times, event, Number.NaN);
    this.times[event] = time;
  }

  voidEvent(event: number): void {
    this.voided.add(checkedId(event));
    if (event < this.times.length) this.times[event] = Number.NaN;
  }

  /** The order in which containment reads events: by time, then by id. */
  isAfter(event: number, other: number): boolean {
    const time = this.times[event]!;
    const otherTime = this.times[other]!;
    return time > otherTime || (time === otherTime && event > other);
  }
}
