import type { ParsedEvent } from '@pinxin/epcis/event';
import { EXTENDED_TYPE, eventTypeCode, LINK_KINDS } from '../codes.ts';

/** Takes one row of `event_link` in words. */
export type LinkRowSink = (kind: number, type: string | undefined, value: string) => void;

/** Names every row of `event_link` that an event makes. */
export function linkRows(event: ParsedEvent, sink: LinkRowSink): void {
  for (const { type, value } of event.bizTransactions) sink(LINK_KINDS.bizTransaction, type, value);
  for (const { type, value } of event.sources) sink(LINK_KINDS.source, type, value);
  for (const { type, value } of event.destinations) sink(LINK_KINDS.destination, type, value);
  if (event.persistentDisposition !== undefined) {
    for (const word of event.persistentDisposition.set) sink(LINK_KINDS.dispositionSet, undefined, word);
    for (const word of event.persistentDisposition.unset) sink(LINK_KINDS.dispositionUnset, undefined, word);
  }
  for (const uri of event.certificationInfo) sink(LINK_KINDS.certification, undefined, uri);
  if (eventTypeCode(event.type) === EXTENDED_TYPE) sink(LINK_KINDS.extendedType, undefined, event.type);
}
