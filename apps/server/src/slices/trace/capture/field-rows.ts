import type { ParsedEvent } from '@pinxin/epcis/event';
import type { EventField } from '@pinxin/epcis/event-fields';
import { FIELD_PLACES, INNER_FIELD } from '../codes.ts';
import { fitsNumeric } from './numeric.ts';

/** A row of `event_field` in words: its value is what fits into the table, nothing else is left out. */
export interface FieldRow {
  readonly place: number;
  readonly name: string;
  readonly uom: string | undefined;
  readonly text: string | undefined;
  readonly number: string | undefined;
  /** Milliseconds since 1970. */
  readonly moment: number | undefined;
}

/** Nobody may ask for longer texts; see the readers of query parameters. */
export const LONGEST_FIELD_TEXT = 2_000;
/** An entry of an index holds no more digits than these for sure. */
const MOST_DIGITS = 400;

/** Names every row of `event_field` that an event makes. */
export function fieldRows(event: ParsedEvent, sink: (row: FieldRow) => void): void {
  for (const field of event.fields) sink(rowOf(field));
}

/** A field as a row. */
export function rowOf({ place, inner, name, text, number, moment, uom }: EventField): FieldRow {
  const amount =
    number !== undefined && number.length <= MOST_DIGITS && fitsNumeric(number) ? number : undefined;
  return {
    place: FIELD_PLACES[place] + (inner ? INNER_FIELD : 0),
    name,
    uom: amount === undefined ? undefined : uom,
    text: text !== undefined && text.length <= LONGEST_FIELD_TEXT ? text : undefined,
    number: amount,
    moment,
  };
}
