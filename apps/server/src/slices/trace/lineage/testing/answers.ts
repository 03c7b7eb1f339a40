import type { OracleAnswer } from '@pinxin/lineage/oracle';
import type { HistoryEvent } from '@pinxin/lineage/testing/random-history';
import type { LineageAnswer } from '../lineage.ts';

/** A closure in plain lists, to be compared. */
export interface ShownAnswer {
  readonly lots: readonly (readonly [number, number])[];
  readonly carriers: readonly (readonly [number, readonly number[]])[];
  readonly events: readonly number[];
}

/** What an answer says. */
export function shownAnswer(answer: LineageAnswer | 'tooLarge'): ShownAnswer | 'tooLarge' {
  if (answer === 'tooLarge') return answer;
  const { lots, times, carriers, windowStarts, windows, events } = answer;
  return {
    lots: Array.from(lots, (lot, at) => [lot, times[at] as number] as const),
    carriers: Array.from(carriers, (carrier, at) => {
      const [from = 0, to = 0] = [windowStarts[at], windowStarts[at + 1]];
      return [carrier, Array.from(windows.subarray(from * 2, to * 2))] as const;
    }),
    events: Array.from(events),
  };
}

/** What the oracle says, in the same form. */
export function expectedOf(answer: OracleAnswer): ShownAnswer {
  const byId = (one: readonly [number, unknown], other: readonly [number, unknown]): number =>
    one[0] - other[0];
  return {
    lots: [...answer.lots].sort(byId).map(([lot, time]) => [lot, time] as const),
    carriers: [...answer.carriers].sort(byId).map(([carrier, windows]) => [carrier, windows.flat()] as const),
    events: [...answer.events].sort((one, other) => one - other),
  };
}

/** The same events under other numbers: histories of many cases share one database. */
export function movedEvents(events: readonly HistoryEvent[], offset: number): HistoryEvent[] {
  return events.map(({ id, time, rows }) => ({
    ...{ id: id + offset, time },
    rows: rows.map(([lot, role, group]) => [lot + offset, role, group ?? 0] as const),
  }));
}
