import type { EventQuery } from '../event-query.ts';
import { orderColumn } from '../plan-sql.ts';
import { blockOf, eventsIn, type OrderTime, type SeenBlock, type SeenEvents } from './seen-events.ts';

/** A block of which only some events come into question. */
export interface Part {
  readonly block: SeenBlock;
  readonly events: () => readonly number[];
}

/** Blocks that may hold an event of the query, in the order in which their first may come. */
function blocksOf(seen: SeenEvents, time: OrderTime, query: EventQuery): readonly SeenBlock[] {
  const spans = spansOf(query);
  return seen
    .inOrder(time, query.descending)
    .filter(block =>
      spans.every(each => block.latest[each.time] >= each.from && block.earliest[each.time] <= each.to),
    );
}

/** All seen events of the blocks that may hold one of the query, in the order of these. */
export function allOf(seen: SeenEvents, time: OrderTime, query: EventQuery): readonly Part[] {
  return blocksOf(seen, time, query).map(block => ({ block, events: () => eventsIn(block) }));
}

/** The same of these events alone. */
export function partsOf(
  seen: SeenEvents,
  events: readonly number[],
  time: OrderTime,
  query: EventQuery,
): readonly Part[] {
  const byBlock = Map.groupBy(events, blockOf);
  return blocksOf(seen, time, query).flatMap(block => {
    const within = byBlock.get(block.number);
    return within === undefined ? [] : [{ block, events: () => within }];
  });
}

interface Span {
  readonly time: OrderTime;
  readonly from: number;
  readonly to: number;
}

/** Between which times, in ms, an event of the query lies at the most. */
function spansOf(query: EventQuery): readonly Span[] {
  const spans = query.conditions.flatMap((condition): Span[] => {
    if (condition.kind !== 'time' || condition.column === 'declared_at') return [];
    const at = Date.parse(condition.at);
    return [
      {
        time: condition.column,
        from: condition.from ? at : Number.NEGATIVE_INFINITY,
        to: condition.from ? Number.POSITIVE_INFINITY : at,
      },
    ];
  });
  const time = orderColumn(query);
  const key = query.after?.key;
  if (typeof key !== 'number' || time === undefined) return spans;
  const [from, to] = query.descending ? [Number.NEGATIVE_INFINITY, key + 1] : [key, Number.POSITIVE_INFINITY];
  return [...spans, { time, from, to }];
}
