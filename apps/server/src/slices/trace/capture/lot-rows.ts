import type { EventEpc, ParsedEvent } from '@pinxin/epcis/event';
import { canonicalEpc } from '@pinxin/identifiers/canonical';
import { Role } from '@pinxin/lineage/role';
import { LOT_KINDS } from '../codes.ts';

/** Takes one row of `event_lot` in words: a lot's URI and kind, its role, and how much of it. */
export type LotRowSink = (uri: string, kind: number, role: Role, quantity?: string, uom?: string) => void;

/**
 * Names every row of `event_lot` that an event makes, in the order in which it names its lots.
 *
 * Items that the event says belong to a lot (commissioned with a lot number in their master data, or named together
 * with their lot) get `member` rows and their lot a `memberOf` row. With several lots in one event the rows that
 * belong together carry the same number in `quantity`, from 1; with one lot `quantity` is empty.
 */
export function lotRows(event: ParsedEvent, sink: LotRowSink): void {
  const { epcs } = event;
  for (const { epc, role, quantity, uom } of epcs) {
    sink(epc.uri, LOT_KINDS[epc.kind], roleOf(event, role), quantity, uom);
  }
  if (event.transformationId !== undefined) sink(event.transformationId, LOT_KINDS.process, Role.process);
  const members = membersByLot(event);
  if (members === undefined) return;
  let number = 0;
  for (const [lot, items] of members) {
    number += 1;
    const group = members.size > 1 ? String(number) : undefined;
    sink(lot, LOT_KINDS.lot, Role.memberOf, group);
    for (const item of items) sink(item, LOT_KINDS.item, Role.member, group);
  }
}

function roleOf(event: ParsedEvent, role: EventEpc['role']): Role {
  switch (role) {
    case 'epc':
      return Role.seen;
    case 'input':
      return Role.input;
    case 'output':
      return Role.output;
    case 'child':
      if (event.action === 'ADD') return Role.childAdd;
      return event.action === 'DELETE' ? Role.childDelete : Role.childObserve;
    case 'parent':
      if (event.type === 'TransactionEvent') return Role.seenParent;
      if (event.action === 'ADD') return Role.parentAdd;
      return event.action === 'DELETE' ? Role.parentDelete : Role.parentObserve;
  }
}

/** Lot → items that the event says are of it; undefined when it says so of none. */
function membersByLot(event: ParsedEvent): ReadonlyMap<string, readonly string[]> | undefined {
  let members: Map<string, string[]> | undefined;
  let gtin: string | undefined;
  let ilmdLot: string | undefined;
  for (const { epc, role } of event.epcs) {
    if (epc.kind !== 'item') continue;
    let lot: string | undefined = epc.lotOfItem;
    if (
      lot === undefined &&
      event.ilmdLot !== undefined &&
      isMadeHere(event, role) &&
      epc.gtin !== undefined
    ) {
      if (epc.gtin !== gtin) {
        gtin = epc.gtin;
        ilmdLot = lotUri(gtin, event.ilmdLot);
      }
      lot = ilmdLot;
    }
    if (lot === undefined) continue;
    members ??= new Map();
    const items = members.get(lot);
    if (items === undefined) members.set(lot, [epc.uri]);
    else items.push(epc.uri);
  }
  return members;
}

function isMadeHere(event: ParsedEvent, role: EventEpc['role']): boolean {
  if (event.type === 'ObjectEvent') return event.action === 'ADD' && role === 'epc';
  return event.type === 'TransformationEvent' && role === 'output';
}

/** The canonical URI of a lot number under a GTIN; undefined when it is no GS1 lot number. */
function lotUri(gtin: string, lot: string): string | undefined {
  const read = canonicalEpc(`https://id.gs1.org/01/${gtin}/10/${encodeURIComponent(lot)}`);
  return read.ok && read.value.kind === 'lot' ? read.value.uri : undefined;
}
