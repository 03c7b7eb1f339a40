import type { DateFact, DateKind, NamedCode, PartyFact, ScanFact, ScanPage } from '@pinxin/contract/scan';
import { Role } from '@pinxin/lineage/role';
import { LEGAL_OFFSET_MINUTES } from '@pinxin/rules/local-date';
import { implausibleScans, type ScanHistory } from '@pinxin/rules/scan-plausibility';
import { journeyOf } from './journey.ts';
import {
  cbvWord,
  eventInstant,
  gtinOf,
  localDay,
  localInstant,
  partyFact,
  placeFact,
  productFact,
  quantityFact,
  statedByOf,
  thingOf,
} from './row-facts.ts';
import type { EventRowOfPage, ScanRows } from './scan-views.ts';
import { type SmallLineage, smallLineage } from './small-lineage.ts';
import { smallPicture } from './small-picture.ts';
import { lastingStates, standingOf } from './standing.ts';
import { marksOf, registeredMarks, testsOf } from './tests-and-marks.ts';
import { verdictOf } from './verdict.ts';

const MOST_PICTURED = 12;
const ENDING_STEPS: ReadonlySet<string> = new Set(['killing', 'destroying', 'decommissioning']);

/** What the page says, and how scans of the thing would be judged. */
export interface BuiltPage {
  readonly view: ScanPage;
  readonly historyWith: (scans: ScanRows['scans']) => ScanHistory;
}

/** Rows → what the page says. */
export function buildScanPage(code: NamedCode, rows: ScanRows, now: Date): ScanPage {
  return buildPage(code, rows, now).view;
}

/** Rows → what the page says. Pure: `now` decides only what is past its date. */
export function buildPage(code: NamedCode, rows: ScanRows, now: Date): BuiltPage {
  const lineage = smallLineage(rows);
  const own = ownLots(rows, lineage);
  const focus = rows.subjects.find(subject => subject.uri === code.uri)?.id;
  const making = makingEvent(focus, own, lineage);
  const maker = making ? rows.parties[making.party] : undefined;
  const usedUp =
    focus !== undefined && code.thing === 'item' ? endOf(focus, code.uri, rows, lineage) : undefined;
  const tests = testsOf(rows, lineage);
  const journey = journeyOf(rows, lineage);
  const dates = datesOf(making, rows, lineage, journey.all.find(step => step.kind === 'harvested')?.at);
  const historyWith = historyTeller(code, making, usedUp);
  const plausibility = implausibleScans(historyWith(rows.scans));
  const makerFact = maker ? partyFact(maker) : productOwner(rows);
  const place = originPlace(rows, lineage, making);
  const quantity = madeQuantity(focus, making, lineage);
  const view: ScanPage = {
    kind: code.thing,
    path: code.path,
    label: code.label,
    code: code.text,
    verdict: verdictOf({
      rows,
      states: lastingStates(rows, lineage),
      own,
      isUnit: code.thing === 'unit',
      isItem: code.thing === 'item',
      isLotOrFiner: code.thing !== 'product',
      makerKnown: makerFact !== undefined || code.thing === 'unit',
      originTraced: isOriginTraced(rows, lineage, own),
      usedUp,
      tests,
      dates,
      plausibility,
      today: localDay(now),
    }),
    dates,
    registered: registeredMarks(rows),
    marks: marksOf(rows, lineage),
    tests,
    journey,
    picture: smallPicture(rows, lineage, {
      most: MOST_PICTURED,
      stateOf: node => (node.uri === code.uri ? 'focus' : 'plain'),
      // The way of the goods themselves: sprays are told as steps, cases and pallets on the lineage page.
      leaveOut: node => node.depth < 0 || rows.products[gtinOf(node.uri) ?? '']?.kind === 'farmInput',
    }),
    scans: scanFact(rows.scans),
    plausibility,
    records: rows.records,
    journal: rows.journal,
    isDemo: rows.demo,
    links: {
      lineage: `/lineage${code.path}`,
      records: `/records${code.path}`,
      report: `/report?${new URLSearchParams({ code: code.text })}`,
      linkset: `${code.path}?linkType=linkset`,
    },
    ...(code.lot === undefined ? {} : { lot: code.lot }),
    ...(code.serial === undefined ? {} : { serial: code.serial }),
    ...(rows.product ? { product: productFact(rows.product) } : {}),
    ...(makerFact ? { maker: makerFact } : {}),
    ...(place ? { place } : {}),
    ...(quantity ? { quantity } : {}),
  };
  return { view, historyWith };
}

/** How often a code was scanned, as pages say it. */
export function scanFact(scans: ScanRows['scans']): ScanFact {
  return {
    count: scans.total,
    divisions: new Set(scans.days.map(({ division }) => division).filter(Boolean)).size,
    ...(scans.first ? { firstAt: localInstant(scans.first, LEGAL_OFFSET_MINUTES) } : {}),
  };
}

/** Kept with pages that packs share: it holds on to days and not to the rows that they were read from. */
function historyTeller(
  { thing }: NamedCode,
  making: EventRowOfPage | undefined,
  usedUp: EventRowOfPage | undefined,
): BuiltPage['historyWith'] {
  const of = {
    thing: thing === 'item' ? ('item' as const) : thing === 'unit' ? ('unit' as const) : ('lot' as const),
    ...(making ? { madeDay: eventInstant(making).slice(0, 10) } : {}),
    ...(usedUp ? { endedDay: eventInstant(usedUp).slice(0, 10) } : {}),
  };
  return ({ total, days, first }) => ({
    ...{ ...of, total, days },
    ...(first ? { firstDay: localDay(new Date(first)) } : {}),
  });
}

/** The thing, its class, and the lot that an item was commissioned under. */
function ownLots(rows: ScanRows, lineage: SmallLineage): ReadonlySet<number> {
  const own = new Set(rows.subjects.map(({ id }) => id));
  for (const edge of lineage.edges) if (edge.kind === 'member' && own.has(edge.to)) own.add(edge.from);
  return own;
}

/** How the thing itself came about; for an item without a record of its own, how its lot did. */
function makingEvent(
  focus: number | undefined,
  own: ReadonlySet<number>,
  lineage: SmallLineage,
): EventRowOfPage | undefined {
  const lots = [...own].filter(lot => lot !== focus);
  return [...(focus === undefined ? [] : [focus]), ...lots]
    .map(lot => lineage.makingOf.get(lot))
    .find(Boolean);
}

function productOwner(rows: ScanRows): PartyFact | undefined {
  const owner = rows.product?.party;
  const row = owner === null || owner === undefined ? undefined : rows.parties[owner];
  return row ? partyFact(row) : undefined;
}

/**
 * Whether some way back ends where things begin: a lot that was brought into being and not made from others.
 * A packed or processed good that was merely declared to exist does not count as its own origin.
 */
function isOriginTraced(rows: ScanRows, lineage: SmallLineage, own: ReadonlySet<number>): boolean {
  const kindOf = (lot: number) => rows.products[gtinOf(lineage.nodes.get(lot)?.uri ?? '') ?? '']?.kind;
  const made = new Set<number>();
  for (const { kind, from, to } of lineage.edges) {
    if (kind !== 'member' && !made.has(to) && kindOf(from) !== 'farmInput') made.add(to);
  }
  return rows.nodes.some(node => {
    if (
      node.depth < 0 ||
      thingOf(node.uri) === 'product' ||
      made.has(node.lot) ||
      !lineage.makingOf.has(node.lot)
    )
      return false;
    const kind = kindOf(node.lot);
    if (kind === 'farmInput') return false;
    return !own.has(node.lot) || kind === undefined || kind === 'raw' || kind === 'animal';
  });
}

/** A label's date is what the ILMD states; else when the records say it was picked and made. */
function datesOf(
  making: EventRowOfPage | undefined,
  rows: ScanRows,
  lineage: SmallLineage,
  harvestedAt: string | undefined,
): readonly DateFact[] {
  if (!making) return [];
  const statedBy = statedByOf(rows.parties[making.party]?.kind);
  const found = new Map<DateKind, DateFact>();
  for (const event of [making, ...lineage.events.values()]) {
    for (const { kind, date } of rows.labelDates.get(event.id) ?? []) {
      if (!found.has(kind)) {
        found.set(kind, { kind, date, statedBy: statedByOf(rows.parties[event.party]?.kind) });
      }
    }
  }
  const add = (kind: DateKind, instant: string) =>
    found.has(kind) || found.set(kind, { kind, date: instant.slice(0, 10), statedBy });
  if (harvestedAt) add('harvested', harvestedAt);
  if (eventInstant(making).slice(0, 10) !== harvestedAt?.slice(0, 10) && !found.has('packed'))
    add('made', eventInstant(making));
  const order: readonly DateKind[] = ['harvested', 'made', 'packed', 'bestBefore', 'expires'];
  return order.flatMap(kind => found.get(kind) ?? []);
}

/** Where it grew: the place of the deepest making event; else where it was made. */
function originPlace(rows: ScanRows, lineage: SmallLineage, making: EventRowOfPage | undefined) {
  const deepest = rows.nodes
    .filter(node => node.depth >= 0 && rows.products[gtinOf(node.uri) ?? '']?.kind !== 'farmInput')
    .sort((one, other) => other.depth - one.depth)
    .map(node => lineage.makingOf.get(node.lot))
    .find(event => event !== undefined && (event.place !== null || event.place_uri !== null));
  const event = deepest ?? making;
  return event ? placeFact(rows.places[event.place ?? -1], event.place_uri) : undefined;
}

function madeQuantity(focus: number | undefined, making: EventRowOfPage | undefined, lineage: SmallLineage) {
  if (!making || focus === undefined) return undefined;
  const part = (lineage.partsOf.get(making.id) ?? []).find(
    candidate => candidate.lot === focus && (candidate.role === Role.output || candidate.role === Role.seen),
  );
  return part && quantityFact(part);
}

/** When an item was used up, killed or destroyed, told by somebody with a say or after its maker let it go. */
function endOf(lot: number, uri: string, rows: ScanRows, lineage: SmallLineage): EventRowOfPage | undefined {
  // In order of time already.
  const events = lineage.events.values();
  const maker = lineage.makingOf.get(lot)?.party;
  let released = false;
  for (const event of events) {
    const part = (lineage.partsOf.get(event.id) ?? []).find(candidate => candidate.lot === lot);
    if (!part) continue;
    const word = cbvWord(event.step) ?? '';
    const ends = part.role === Role.input || (part.role === Role.seen && ENDING_STEPS.has(word));
    if (ends && (released || standingOf(rows, lineage, event, lot, uri) !== undefined)) return event;
    if (event.party === maker && (word === 'shipping' || word === 'departing')) released = true;
  }
  return undefined;
}
