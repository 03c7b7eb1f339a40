import { Role } from '@pinxin/lineage/role';
import type { EventRowOfPage, LabelDate, LinkRow, PartRow } from './scan-views.ts';
import {
  FIRST_MADE,
  LATEST_TOLD,
  type LotRead,
  type LotRow,
  MADE_ROLES,
  SAID_ROLES,
  TOLD_ROLES,
} from './walk-views.ts';

/** An event with its parts, as it is remembered. Never changed; pages share it. */
export interface EventRecord extends EventRowOfPage {
  readonly isVoid: boolean;
  readonly parts: readonly PartRow[];
  /** False when it has more parts than are kept, or filled a container: a page then adds those that it knows of. */
  readonly isWhole: boolean;
  readonly links: readonly LinkRow[];
  /** Dates of its master data. */
  readonly labelDates: readonly LabelDate[];
}

/** What a walk asks of a lot, ready to be walked over. */
export interface LotCard {
  readonly id: number;
  readonly uri: string;
  readonly rows: readonly LotRow[];
  /** Published recalls that it is in. */
  readonly recalls: LotRead['recalls'];
  /** Lots from which this one came. */
  readonly sources: readonly number[];
  /** The containers that it was put into, the latest packing first. */
  readonly carriers: readonly (readonly number[])[];
  /** Events that a page tells to which this card is of use. */
  readonly told: readonly EventRecord[];
}

export const MOST_SOURCES = 24;
const PACKINGS = 4;
/** Fillings of a lot whose contents are read: those by which a walk follows it, void ones among them. */
const MOST_FILLINGS = 48;
const CARRIER_ROLES: ReadonlySet<number> = new Set([
  Role.output,
  Role.seen,
  Role.member,
  Role.parentAdd,
  Role.parentDelete,
]);
const UPSTREAM_ROLES: ReadonlySet<number> = new Set([...CARRIER_ROLES, Role.process]);

/**
 * What a card is for: the page of the lot itself, of what was made from it, or of what it carried. An upstream lot's
 * other uses are nobody's business there, and a pesticide has a hundred thousand.
 */
export type CardUse = 'own' | 'upstream' | 'carrier';

const ROLES_OF: Readonly<Record<CardUse, ReadonlySet<number>>> = {
  own: new Set([...TOLD_ROLES, ...SAID_ROLES]),
  upstream: UPSTREAM_ROLES,
  carrier: new Set([...CARRIER_ROLES, Role.childAdd]),
};

/** What went in, of what came out: by the role of the lot that came out. */
const SOURCE_ROLES: Readonly<Record<number, readonly number[]>> = {
  [Role.output]: [Role.input, Role.process],
  [Role.process]: [Role.input],
  [Role.member]: [Role.memberOf],
};

/** The events without which a card for this use cannot be made. */
export function eventsOfCard({ rows }: Pick<LotRead, 'rows'>, use: CardUse): readonly number[] {
  return rows.filter(({ role, says }) => says || ROLES_OF[use].has(role)).map(({ event }) => event);
}

/** The events whose contents a card for this use has to know: by which the lot itself, or what it came from, was filled. */
export function fillingsOf({ rows }: Pick<LotRead, 'rows'>, use: CardUse): readonly number[] {
  if (use === 'carrier') return [];
  return rows
    .filter(({ role }) => role === Role.parentAdd)
    .map(({ event }) => event)
    .slice(0, MOST_FILLINGS);
}

/** Makes a card of a lot's lines (in order of role and event) and its events. */
export function lotCard(
  { id, uri, rows, recalls }: Pick<LotRead, 'id' | 'uri' | 'rows' | 'recalls'>,
  use: CardUse,
  eventOf: (event: number) => EventRecord | undefined,
  contents: ReadonlyMap<number, readonly number[]>,
): LotCard {
  const valid = rows.flatMap(row => {
    const event = eventOf(row.event);
    return event === undefined || event.isVoid ? [] : [{ row, event }];
  });
  return {
    ...{ id, uri, rows, recalls },
    sources: sourcesOf(id, valid, contents),
    carriers: carriersOf(valid),
    told: told(rows, valid, TOLD_BY[use]),
  };
}

interface ValidRow {
  readonly row: LotRow;
  readonly event: EventRecord;
}

function sourcesOf(
  lot: number,
  valid: readonly ValidRow[],
  contents: ReadonlyMap<number, readonly number[]>,
): readonly number[] {
  const sources = new Set<number>();
  for (const { row, event } of valid
    .filter(({ row: { role } }) => MADE_ROLES.includes(role))
    .slice(0, FIRST_MADE)) {
    const lots = row.role === Role.parentAdd ? (contents.get(event.id) ?? []) : sourcesIn(event, row);
    let count = 0;
    for (const source of lots) {
      if (source === lot || count >= MOST_SOURCES) continue;
      count += 1;
      sources.add(source);
    }
  }
  return [...sources];
}

function sourcesIn(event: EventRecord, row: LotRow): readonly number[] {
  const lots: number[] = [];
  for (const role of SOURCE_ROLES[row.role] ?? []) {
    for (const part of event.parts) {
      if (part.role !== role) continue;
      // With several lots in one event the rows that belong together carry the same number.
      if (row.role === Role.member && part.quantity !== row.quantity) continue;
      lots.push(part.lot);
    }
  }
  return lots;
}

function carriersOf(valid: readonly ValidRow[]): readonly (readonly number[])[] {
  const packings = valid.filter(({ row }) => row.role === Role.childAdd).slice(-PACKINGS);
  return packings
    .reverse()
    .map(({ event }) => event.parts.filter(({ role }) => role === Role.parentAdd).map(({ lot }) => lot));
}

const TOLD_BY: Readonly<Record<CardUse, readonly number[]>> = {
  own: TOLD_ROLES,
  upstream: [...UPSTREAM_ROLES],
  carrier: [...CARRIER_ROLES],
};

/** The latest events of each role, and every event that says something lasting of the lot. */
function told(
  rows: readonly LotRow[],
  valid: readonly ValidRow[],
  roles: readonly number[],
): readonly EventRecord[] {
  const latest = new Set<number>();
  for (const role of roles) {
    for (const { event } of rows.filter(row => row.role === role).slice(-LATEST_TOLD)) latest.add(event);
  }
  const events = new Set<EventRecord>();
  for (const { row, event } of valid) {
    if (row.says || (latest.has(row.event) && roles.includes(row.role))) events.add(event);
  }
  return [...events];
}
