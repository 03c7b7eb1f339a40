import { Role } from '@pinxin/lineage/role';
import { instantText, localClockText } from './clock-text.ts';
import { labelDatesIn } from './label-dates.ts';
import type { EventRecord } from './lot-card.ts';
import type { EventRead } from './walk-event-views.ts';
import { MOST_PARTS } from './walk-views.ts';

/** An event as it is remembered; `more` are parts of a very large one that a walk goes on from. */
export function eventRecord(
  { void: isVoid, doc, time, recorded, parts, ...event }: EventRead,
  more: EventRead['parts'] | undefined,
): EventRecord {
  return {
    ...event,
    isVoid,
    labelDates: doc === null ? [] : labelDatesIn(doc),
    time: instantText(Math.floor(time)),
    recorded: instantText(Math.floor(recorded)),
    at: localClockText(Math.floor(time), event.offset),
    isWhole: more === undefined && !parts.some(({ role }) => role === Role.parentAdd),
    parts: more === undefined ? parts : joined(parts.slice(0, MOST_PARTS), more),
    way: undefined,
  };
}

function joined(first: EventRead['parts'], more: EventRead['parts']): EventRead['parts'] {
  const known = new Set(first.map(part => `${part.role} ${part.lot} ${part.quantity}`));
  return [...first, ...more.filter(part => !known.has(`${part.role} ${part.lot} ${part.quantity}`))].sort(
    (one, other) => one.role - other.role || one.lot - other.lot,
  );
}
