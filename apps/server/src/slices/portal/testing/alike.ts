import { Role } from '@pinxin/lineage/role';
import { expect } from 'vitest';
import type { PartRow, ScanRows } from '../scan-views.ts';

/** What went into a container is read only where the page shows it. */
function isShown({ role, lot }: PartRow, rows: ScanRows): boolean {
  return role !== Role.childAdd || rows.nodes.some(node => node.lot === lot);
}

/** Says that two readings of the same page hold the same, in whatever order; names beyond those needed do not matter. */
export function expectAlike(rows: ScanRows, oracle: ScanRows): void {
  expect(comparable(rows, oracle)).toEqual(comparable(oracle, oracle));
}

function comparable(rows: ScanRows, needed: ScanRows): object {
  const sorted = (list: readonly unknown[]) => list.map(entry => JSON.stringify(entry)).sort();
  const named = <T>(names: Readonly<Record<string, T>>, like: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.keys(like).map(key => [key, names[key]]));
  return {
    journal: rows.journal,
    demo: rows.demo,
    product: rows.product,
    records: rows.records,
    subjects: sorted(rows.subjects.map(({ id, uri }) => [id, uri])),
    nodes: sorted(rows.nodes.map(({ lot, uri, depth }) => [lot, uri, depth])),
    events: rows.events.map(event => EVENT_KEYS.map(key => event[key])),
    parts: sorted(
      [...rows.partsOf.values()]
        .flat()
        .filter(part => isShown(part, rows))
        .map(({ event, lot, uri, role, quantity, unit }) => [event, lot, uri, role, quantity, unit]),
    ),
    links: sorted(rows.links.map(({ event, kind, type, value }) => [event, kind, type, value])),
    labelDates: sorted([...rows.labelDates].filter(([, dates]) => dates.length > 0)),
    parties: named(rows.parties, needed.parties),
    places: named(rows.places, needed.places),
    products: named(rows.products, needed.products),
    scans: { ...rows.scans, days: sorted(rows.scans.days) },
  };
}

const EVENT_KEYS = [
  'id',
  'hash',
  'time',
  'recorded',
  'offset',
  'type',
  'action',
  'party',
  'step',
  'disposition',
  'place',
  'place_uri',
] as const;
